"""Tables made to flood us, and honest ones that look like it: a bound in memory and time, a refusal in words."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from apps.integrations.formats import FileRefused
from apps.integrations.tables import described, lines_of
from tests.integrations.tables import workbook
from tests.integrations.test_survive_damage import time_limit

#: MB above the process that has read nothing; texts, of which all are held, may be more.
ALLOWED = 50
ALLOWED_FOR_PEOPLE = 100
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = {"workbook": "sheet.main"}
READ = """
import re, sys
from pathlib import Path
import django
django.setup()
from apps.integrations.formats import FileRefused
from apps.integrations.tables import described, lines_of
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before, path, told = peak(), Path(sys.argv[1]), "read"
try:
    table = described(path, is_workbook=True)
    for _line in lines_of(path, table, "S"):
        pass
except FileRefused as refused:
    told = refused.message
print((peak() - before) // 1024, told)
"""


def book(
    path: Path,
    rows: str | Iterator[bytes],
    parts: Mapping[str, str | Iterator[bytes]] | None = None,
    *,
    texts: str = "sharedStrings.xml",
) -> Path:
    """A workbook of the given parts, without a word about its size. `rows` is what stands in the sheet's data."""
    kinds = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": texts}
    typed = {"workbook": "workbook.xml", **kinds}
    declared = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{TYPE}.{TYPES.get(kind, kind)}+xml"/>'
        for kind, part in typed.items()
        if kind in {"workbook", "worksheet"} or part in (parts or {})
    )
    related = "".join(
        f'<Relationship Id="{kind}" Type="{RELATED}/{kind}" Target="{part}"/>' for kind, part in kinds.items()
    )
    made: dict[str, str | Iterator[bytes]] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{declared}</Types>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{RELATED}"><sheets><sheet name="S" sheetId="1"'
        ' r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": framed("sheetData", rows, f"<worksheet {NAMESPACE}>", "</worksheet>"),
        **{f"xl/{name}": content for name, content in (parts or {}).items()},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in made.items():
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in [content.encode()] if isinstance(content, str) else content:
                    file.write(piece)
    return path


def framed(tag: str, inner: str | Iterator[bytes], before: str = "", after: str = "") -> Iterator[bytes]:
    yield f"{before}<{tag}>".encode()
    yield from [inner.encode()] if isinstance(inner, str) else inner
    yield f"</{tag}>{after}".encode()


def many(text: str, count: int) -> Iterator[bytes]:
    """So many times, in large pieces."""
    for _piece in range(count // 10_000):
        yield text.encode() * 10_000


def text_row(number: int, *cells: str) -> str:
    written = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{written}</row>'


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    with time_limit(20):
        return list(lines_of(path, described(path, is_workbook=True), "S"))


def refusal_of(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        rows_of(path)
    return caught.value.message


@pytest.mark.parametrize("number", ["1000000000000", "1048577", "1e300"])
def test_a_row_beyond_the_end_of_every_sheet_is_refused(number: str, tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", text_row(1, "Id", "Name") + f'<row r="{number}"><c><v>1</v></c></row>')
    assert "an Excel sheet has no more than 1,048,576 rows" in refusal_of(path)


def test_a_gap_between_rows_costs_nothing_and_numbers_stay(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", text_row(3, "Id", "Name") + text_row(1_048_576, "1", "Ana"))
    found = rows_of(path)
    assert found[:3] == [(1, []), (2, []), (3, ["Id", "Name"])], "headings stand where people see them"
    assert found[-1] == (1_048_576, ["1", "Ana"])
    assert len(found) < 50


def test_columns_beyond_the_limit_are_refused_not_cut(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", [[f"c{n}" for n in range(501)], list(range(501))])
    with pytest.raises(FileRefused, match="more than 500 columns"):
        described(path, is_workbook=True)


def test_painted_empty_cells_are_no_columns(tmp_path: Path) -> None:
    painted = "".join(f'<c r="{letters}1" s="0"/>' for letters in ("ZZ", "XFD"))
    row = text_row(1, "Id", "Name").replace("</row>", f"{painted}</row>")
    assert rows_of(book(tmp_path / "b.xlsx", row)) == [(1, ["Id", "Name"])]


def test_texts_of_every_kind(tmp_path: Path) -> None:
    """Rich text, how it is pronounced, prefixes of other writers, cells in any order."""
    texts = "<si><r><t>Ana </t></r><r><t>M</t></r><rPh><t>no</t></rPh></si>"
    path = book(
        tmp_path / "b.xlsx",
        '<row><c r="C1" t="s"><v>0</v></c><c r="A1" t="str"><f>x</f><v>a &amp; b</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>B</t></r><rPh><t>no</t></rPh><r><t>o</t></r></is></c><c><v>1.50</v></c></row>',
        {
            "sharedStrings.xml": f"<x:sst xmlns:x='s'>{texts.replace('<', '<x:').replace('<x:/', '</x:')}</x:sst>"
        },
    )
    assert rows_of(path) == [(1, ["a & b", "", "Ana M"]), (2, ["Bo", "1.5"])]


def floods(folder: Path) -> dict[str, Path]:
    """Not packed, so that no ratio tells them."""
    few = text_row(1, "Id", "Name")
    return {
        "cells": book(folder / "cells", framed("row", many("<c/>", 1_000_000))),
        "fonts": book(folder / "fonts", few, {"styles.xml": framed("fonts", many("<font/>", 1_000_000))}),
        "rows": book(folder / "rows", many("<row/>", 3_000_000)),
        "texts": book(
            folder / "texts",
            few,
            {"other.xml": framed("sst", many("<si><t>abcdefg</t></si>", 3_000_000))},
            texts="other.xml",
        ),
        "depth": book(folder / "depth", many("<a>", 1_000_000)),
        "one cell": book(folder / "one", framed("row", framed("c", framed("v", many("1", 20_000_000))))),
    }


def outcome(path: Path) -> tuple[int, str]:
    """Read in a process of its own: MB that it needed above one that has read nothing, and what it said."""
    command = [sys.executable, "-c", READ, str(path)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "msl_crm.settings_test"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    used, _blank, told = done.stdout.partition(" ")
    return int(used), told.strip()


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of one process")


@on_linux
def test_no_flood_needs_memory(tmp_path: Path) -> None:
    for name, path in floods(tmp_path).items():
        used, told = outcome(path)
        assert used < ALLOWED, f"{name}: {used} MB"
        assert (told == "read") == (name == "fonts"), f"{name}: {told}"


@on_linux
def test_an_honest_workbook_needs_what_its_texts_need(tmp_path: Path) -> None:
    """A hundred thousand people in eight columns, five of them texts that occur once: as docs/bench.md says."""
    used, told = outcome(book(tmp_path / "b.xlsx", people(), {"sharedStrings.xml": framed("sst", names())}))
    assert (used < ALLOWED_FOR_PEOPLE, told) == (True, "read"), f"{used} MB"


def people(count: int = 100_000) -> Iterator[bytes]:
    for row in range(count):
        texts = "".join(f'<c t="s"><v>{row * 5 + place}</v></c>' for place in range(5))
        yield f'<row r="{row + 1}">{texts}<c><v>{row}</v></c><c><v>1.5</v></c><c t="b"><v>1</v></c></row>'.encode()


def names(count: int = 500_000) -> Iterator[bytes]:
    for number in range(count):
        yield f"<si><t>Invented text of person {number}</t></si>".encode()


def test_a_line_is_never_cut_in_two(tmp_path: Path) -> None:
    """Half a million characters are a long row and one row; four million are no row."""
    row = ",".join(["x" * 10_000] * 100)
    path = tmp_path / "t.csv"
    path.write_text(f"Id,Name\n1,{row}\n2,b\n")
    table = described(path, is_workbook=False)
    assert [len(cells) for _number, cells in lines_of(path, table, "")] == [2, 101, 2]
    path.write_text(f"Id,Name\n1,{','.join([row] * 5)}\n2,b\n")
    with pytest.raises(FileRefused, match="Line 2 has more than 4,194,304 characters"):
        list(lines_of(path, table, ""))
