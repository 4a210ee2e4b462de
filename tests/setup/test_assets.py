"""What the browser gets: only files that can be served, and icons that exist."""

from pathlib import Path

import pytest

from msl_crm import env
from scripts import copy_assets, install_node_modules
from scripts.copy_assets import AssetError

USER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" class="icon">{}</svg>'
SHAPES = '<path stroke="none" d="M0 0h24v24H0z" fill="none" /><circle cx="12" cy="7" r="4" />'


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    (tmp_path / "user.svg").write_text(USER.format(SHAPES))
    return tmp_path


def test_an_icon_becomes_a_symbol_without_the_invisible_square(icons: Path) -> None:
    sprite = copy_assets.sprite(["user"], icons)
    assert '<symbol id="user" viewBox="0 0 24 24"' in sprite
    assert '<circle cx="12" cy="7" r="4" />' in sprite
    assert "M0 0h24v24H0z" not in sprite
    assert sprite.count("xmlns") == 1


def test_a_name_that_is_no_icon_is_named(icons: Path) -> None:
    with pytest.raises(AssetError, match=r"icons\.txt: usr, users$"):
        copy_assets.sprite(["user", "usr", "users"], icons)


def test_the_list_of_icons_may_have_comments_and_repeats() -> None:
    assert copy_assets.listed_names(["user  # people", "", "# note", "home", "user"]) == ["home", "user"]


def test_source_maps_are_cut_off(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("run();\n//# sourceMappingURL=a.js.map")
    (tmp_path / "a.css").write_text("a{color:red}\n/*# sourceMappingURL=a.css.map */\n")
    assert copy_assets.asset_text(tmp_path / "a.js") == "run();\n"
    assert copy_assets.asset_text(tmp_path / "a.css") == "a{color:red}\n"


def test_a_style_sheet_that_needs_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('a{background:url(data:image/png;base64,AA)}b{src:url("fonts/b.woff2")}')
    with pytest.raises(AssetError, match=r"refers to fonts/b\.woff2"):
        copy_assets.asset_text(tmp_path / "a.css")


def test_every_icon_of_the_product_exists() -> None:
    names = copy_assets.listed_names((env.BASE_DIR / "static" / "icons.txt").read_text().splitlines())
    outline = copy_assets.NODE_MODULES / "@tabler/icons/icons/outline"
    assert copy_assets.sprite(names, outline).count("<symbol ") == len(names)


@pytest.mark.parametrize(
    ("text", "major"), [("v20.11.1\n", 20), ("v9.0.0", 9), ("", 0), ("node: not found", 0)]
)
def test_the_version_of_node_is_read(text: str, major: int) -> None:
    assert install_node_modules.major_version(text) == major


def test_an_old_node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("node", "echo v18.19.0"), ("npm", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert install_node_modules.npm_on_path() is None
    (tmp_path / "node").write_text("#!/bin/sh\necho v20.0.0\n")
    assert install_node_modules.npm_on_path() == str(tmp_path / "npm")


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (env.BASE_DIR / "package-lock.json").read_text()
