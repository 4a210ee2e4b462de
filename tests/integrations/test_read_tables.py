"""Reading CSV and XLSX: encodings, delimiters, quotation marks, headings, numbers; and files that cannot be read."""

import codecs
import gzip
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from apps.integrations.columns import fingerprint, guess_columns, guess_kind, guessed, headings
from apps.integrations.columns.shaping import TableRecord, shaped
from apps.integrations.formats import FileRefused, RowProblem, recognise
from apps.integrations.tables import described, rows_below
from tests.integrations.tables import ACCOUNTS, AFFILIATIONS, STAKEHOLDERS, workbook
from tests.integrations.test_survive_damage import damaged, time_limit

Saved = Callable[..., Path]
PLAIN = "Id;Vorname;Nachname\n1;Ana;Müller\n2;Zoë;O’Erfunden\n"


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(content: bytes | str, name: str = "table.csv") -> Path:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / name

    return save


def rows_of(path: Path, sheet: str = "") -> list[list[str]]:
    """Headings and rows, as the pipeline sees them."""
    table = described(path, is_workbook=recognise(path).name == "xlsx")
    guess = guessed(table, sheet=sheet)
    return [guess.headings, *(row for _n, row in rows_below(path, table, guess.sheet, guess.header_row))]


def refusal_of(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        rows_of(path)
    return caught.value.message


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("cp1252"),
        lambda text: gzip.compress(text.encode()),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace(";", ",").encode(),
        lambda text: text.replace(";", "\t").encode(),
        lambda text: text.replace(";", "|").encode(),
        lambda text: f"sep=;\n{text}".encode(),
    ],
)
def test_every_way_to_save_a_table(encode: Callable[[str], bytes], saved: Saved) -> None:
    assert rows_of(saved(encode(PLAIN))) == [
        ["Id", "Vorname", "Nachname"],
        ["1", "Ana", "Müller"],
        ["2", "Zoë", "O’Erfunden"],
    ]


def test_an_umlaut_far_from_the_beginning_is_read_as_it_was_saved(saved: Saved) -> None:
    """The encoding is found out from the whole file, not from its first lines."""
    text = "Id;Vorname;Nachname\n" + "1;Ana;Muster\n" * 20_000 + "2;Ana;Müller\n"
    assert rows_of(saved(text.encode("cp1252")))[-1] == ["2", "Ana", "Müller"]


def test_cells_may_hold_line_ends_quotation_marks_and_zeros(saved: Saved) -> None:
    found = rows_of(saved('Id,Name,City\n1,"One\nHouse, ""West""","Nowhere"\n2,T\x00wo,  \n\n,,\n'))
    assert found[1:] == [["1", 'One House, "West"', "Nowhere"], ["2", "Two"]]


def test_headings_below_titles_empty_and_repeated_ones(saved: Saved) -> None:
    found = rows_of(saved("Report of today\n\nName,,Name,Street\nA,x,B,C\n"))
    assert found == [["Name", "Column 2", "Name (2)", "Street"], ["A", "x", "B", "C"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('Name,City\n"A,B\nC,D\n', "a quotation mark is opened and never closed"),
        ("Name,City\n" + "A" * 200_000 + ",B\n", "longer than any real one"),
        ("Name,City\nA,\x81\n".encode("latin-1"), "in no encoding known here"),
        (",".join(f"c{n}" for n in range(600)) + "\n" + ",".join("x" * 600), "more than 500 columns"),
        (b"\x00\x01\x02\x03 binary, data", "no file that can be read here"),
        ("just one sentence without any columns", "no file that can be read here"),
    ],
)
def test_text_that_is_no_table(content: bytes | str, told: str, saved: Saved) -> None:
    assert told in refusal_of(saved(content))


def test_a_line_without_end_needs_no_memory(saved: Saved) -> None:
    path = saved(b"Name,City\n" + b'"\n",' * 2_000_000)
    assert "never closed" in refusal_of(path)


def test_a_workbook_as_people_see_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["All our people"])
    sheet.merge_cells("A1:D1")
    sheet.append(["Id", "First name", "Last name", "NPI", "Seen", "Sum"])
    sheet.append([7, "Ana", "Erfunden", 1000000103, datetime(2026, 3, 4), "=1+1"])  # noqa: DTZ001
    sheet.append([1.5, "Bo", True, 1.23e9, date(2026, 3, 4), "#N/A"])
    sheet["A3"].number_format = "0000"
    book.save(tmp_path / "table.csv")  # under a name that lies
    assert rows_of(tmp_path / "table.csv")[1:] == [
        ["0007", "Ana", "Erfunden", "1000000103", "2026-03-04"],
        ["1.5", "Bo", "true", "1230000000", "2026-03-04"],
    ]


def test_sheets_are_chosen_and_hidden_ones_come_last(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["old", "things"])
    book.active.sheet_state = "hidden"
    for row in (["First name", "Last name"], ["Ana", "Erfunden"]):
        if "People" not in book.sheetnames:
            book.create_sheet("People")
        book["People"].append(row)
    book.save(tmp_path / "book.xlsx")
    assert rows_of(tmp_path / "book.xlsx")[1] == ["Ana", "Erfunden"]
    assert [sheet.is_hidden for sheet in described(tmp_path / "book.xlsx", is_workbook=True).sheets] == [
        True,
        False,
    ]


def archive(*names: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0" + bytes(600)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (archive("content.xml", "mimetype"), "an OpenDocument file (.ods)"),
        (archive("Index/Document.iwa"), "a Numbers spreadsheet"),
        (archive("xl/workbook.bin"), "binary Excel workbook (.xlsb)"),
        (archive("word/document.xml"), "a Word document"),
        (OLE + "Workbook".encode("utf-16-le"), "the old format (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (archive("xl/workbook.xml"), "This Excel workbook is damaged"),
        (archive("xl/workbook.xml", content=bytes(50 * 1024**2)), "far more than any real one"),
    ],
)
def test_office_files_that_are_not_read(content: bytes, told: str, saved: Saved) -> None:
    assert told in refusal_of(saved(content, "book.xlsx"))


def test_a_table_of_headings_only(saved: Saved) -> None:
    assert rows_of(saved("Id,Name\n")) == [["Id", "Name"]]
    assert rows_of(saved("\n\nId,Name\n"))[0] == ["Id", "Name"]


@pytest.mark.parametrize("kind", ["csv", "utf-16", "xlsx"])
def test_damage_is_survived(kind: str, saved: Saved, tmp_path: Path, torture: bool) -> None:
    """Each damaged file is read to its end or refused in words. Seeded: the number of a failure repeats it."""
    originals = {
        "csv": STAKEHOLDERS.read_bytes(),
        "utf-16": STAKEHOLDERS.read_text().encode("utf-16"),
        "xlsx": workbook(
            tmp_path / "o.xlsx", [["First name", "Last name"], *[["Ana", f"E{n}"] for n in range(20)]]
        ).read_bytes(),
    }
    for number in range(20_000 if torture else 150):
        path = saved(damaged(random.Random(f"{kind} {number}"), originals[kind]))  # noqa: S311
        assert outcome(path), f"{kind} {number}"


def outcome(path: Path) -> bool:
    """Whether every row is a record or a problem, or the file refused in words; raises anything else."""
    message = "read"
    with time_limit(10):
        try:
            table = described(path, is_workbook=recognise(path).name == "xlsx")
            guess = guessed(table)
            lines = rows_below(path, table, guess.sheet, guess.header_row)
            return all(isinstance(row, TableRecord | RowProblem) for row in shaped(guess, lines))
        except FileRefused as refused:
            message = refused.message
    return bool(message.strip())


@pytest.mark.parametrize(
    ("names", "kind", "columns"),
    [
        (
            "ID NAME TYPE PARENTID BILLINGCITY BILLINGCOUNTRY OWNERID",
            "accounts",
            ["external_id", "name", "kind", "parent_external_id", "city", "country", ""],
        ),
        ("NAME TYPE PHONE ACCOUNTNUMBER__C WEBSITE ANNUALREVENUE ORACLE_ID__C", "accounts",
         ["name", "kind", "", "external_id", "website", "", ""]),
        ("Id FirstName LastName Specialty_1_vod__c AccountId Email DoNotCall", "stakeholders",
         ["external_id", "first_name", "last_name", "specialty", "account_external_id", "email", "do_not_contact"]),
        ("Covered_Recipient_NPI Covered_Recipient_First_Name Covered_Recipient_Last_Name", "stakeholders",
         ["npi", "first_name", "last_name"]),
        ("date rep_id hcp_id hcp_name hcp_specialty", "stakeholders",
         ["", "", "external_id", "full_name", "specialty"]),
        ("Nachname Prénom Fachrichtung Ciudad", "stakeholders",
         ["last_name", "first_name", "specialty", "account_city"]),
        ("ContactId AccountId Role StartDate EndDate IsPrimary", "affiliations",
         ["person_external_id", "account_external_id", "role", "started_on", "ended_on", "is_primary"]),
    ],
)  # fmt: skip
def test_columns_are_guessed(names: str, kind: str, columns: list[str]) -> None:
    assert guess_kind(names.split()) == kind
    assert guess_columns(kind, names.split()) == columns


def test_nppes_headings_with_owners_and_brackets() -> None:
    names = ["NPI", "Provider Last Name (Legal Name)", "Provider First Name", "Provider Credential Text"]
    assert guess_columns("stakeholders", names) == ["npi", "last_name", "first_name", "degrees"]


def test_a_set_of_headings_is_known_in_any_order_case_and_spelling() -> None:
    assert fingerprint(["First Name", "NPI"]) == fingerprint(["npi", "FIRST_NAME"])
    assert fingerprint(["First Name", "NPI"]) != fingerprint(["First Name", "NPI", "City"])
    assert headings(["a", "a", ""]) == ["a", "a (2)", "Column 3"]


def records(path: Path, **chosen: Any) -> list[TableRecord | RowProblem]:
    table = described(path, is_workbook=False)
    guess = guessed(table, **chosen)
    return list(shaped(guess, rows_below(path, table, guess.sheet, guess.header_row)))


def message(found: TableRecord | RowProblem) -> str:
    assert isinstance(found, RowProblem)
    return found.message


def test_what_is_wrong_names_row_column_and_what_would_be_right() -> None:
    refused = [found for found in records(STAKEHOLDERS) if isinstance(found, RowProblem)]
    assert [found.row for found in refused] == [6, 7, 8]
    assert (
        "Column “Kundengruppe”: “Zauberer” is none of these: Key opinion leader, Treating"
        in refused[0].message
    )
    assert refused[1].message == "Column “NPI”: “1234567890” is no valid NPI: check each digit."
    assert "Column “Land”: “Atlantis” is no country" in refused[2].message
    assert "Column “E-Mail”: Enter a valid email address." in refused[2].message
    assert refused[0].cells[:2] == ("003C", "Cy")
    assert "is none of these: Health system, Hospital" in message(records(ACCOUNTS)[3])
    told = message(records(AFFILIATIONS)[3])
    assert "“Wizard” is none of these" in told
    assert "“03/04/2024” could be two days" in told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1.23E+09,Ana,Erfunden,hcp,", "a spreadsheet shortened this number"),
        ("1,Ana,,hcp,", "Column “Last name”: no name."),
        ("1,Ana,Erfunden,hcp,x,moved", "more cells than there are headings"),
        ("1,Ana," + "E" * 200 + ",hcp,", "Column “Last name”: longer than 150 characters."),
        ("1,Ana,Erfunden,,", "Column “Group”: empty."),
        ("1,Ana,Erfunden,hcp,0000-0002-1825-0098", "is no valid ORCID iD"),
        ("1" * 120 + ",Ana,Erfunden,hcp,", "longer than 100 characters"),
    ],
)
def test_rows_that_are_refused(row: str, told: str, saved: Saved) -> None:
    path = saved(f"Id,First name,Last name,Group,ORCID\n{row}\n")
    assert told in message(records(path, kind="stakeholders")[0])


def test_names_words_and_days_of_other_systems(saved: Saved) -> None:
    path = saved("HCP_NAME;Group;Country\nDr. Ana van der Erfunden, MD;physician / KOL;Suisse\n")
    found = records(path)[0]
    assert isinstance(found, TableRecord)
    assert found.values == {
        "first_name": "Ana",
        "last_name": "van der Erfunden",
        "customer_groups": ["treating_hcp", "kol"],
        "country": "CH",
    }
