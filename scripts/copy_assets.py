"""Copy what the browser gets from `node_modules` to `static/vendor`, and nothing else.

Whole `dist` folders cannot be served: their files point to source maps that would have to come along, or the
manifest storage refuses them. Icons become one sprite with the names listed in `static/icons.txt`.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
STATIC = BASE_DIR / "static"
ASSETS = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "echarts/dist/echarts.esm.min.js": "echarts.esm.min.js",
}
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*")
CSS_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)")
# Every icon of the set starts with this invisible square, which only costs bytes.
SQUARE = "M0 0h24v24H0z"


class AssetError(Exception):
    """Something that cannot be served; the text says what to change."""


def main() -> int:
    """Copy everything; 1 and one line per problem if something is missing."""
    vendor = STATIC / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    try:
        for source, target in ASSETS.items():
            write_if_changed(vendor / target, asset_text(NODE_MODULES / source))
        names = listed_names((STATIC / "icons.txt").read_text().splitlines())
        write_if_changed(vendor / "icons.svg", sprite(names, NODE_MODULES / "@tabler/icons/icons/outline"))
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def asset_text(path: Path) -> str:
    """A file as it is served: no source map, and no other file that would have to come along."""
    if not path.exists():
        raise AssetError(f"{path.relative_to(BASE_DIR)} is missing: run `npm ci`.")
    text = SOURCE_MAP.sub("", path.read_text())
    if path.suffix == ".css" and (found := CSS_URL.search(text)):
        raise AssetError(
            f"{path.name} refers to {found[1]}: add that file to ASSETS in scripts/copy_assets.py."
        )
    return text


def listed_names(lines: Iterable[str]) -> list[str]:
    """One name per line; empty lines and what follows `#` do not count. Sorted, each once."""
    return sorted({name for line in lines if (name := line.partition("#")[0].strip())})


def sprite(names: Iterable[str], folder: Path) -> str:
    """One SVG with a `<symbol id="name">` per icon: `<svg><use href="icons.svg#name"/></svg>` shows it."""
    names = list(names)
    if missing := [name for name in names if not (folder / f"{name}.svg").exists()]:
        raise AssetError(f"Not an outline icon of @tabler/icons, see static/icons.txt: {', '.join(missing)}")
    symbols = "\n".join(symbol(name, (folder / f"{name}.svg").read_text()) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str, svg: str) -> str:
    """The icon's shapes, drawn in the colour of the text around them."""
    shapes = [shape for shape in ElementTree.fromstring(svg) if shape.get("d") != SQUARE]  # noqa: S314 - pinned
    for shape in shapes:
        shape.tag = shape.tag.rpartition("}")[2]
    drawn = "".join(ElementTree.tostring(shape, encoding="unicode").strip() for shape in shapes)
    look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{drawn}</symbol>'


def write_if_changed(path: Path, text: str) -> None:
    """Keep the old time stamp of an equal file, so that nothing is collected anew for it."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
