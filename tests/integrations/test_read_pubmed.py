"""Reading PubMed XML: each trap of the format on made-up records, and the real sample where it is at hand."""

from datetime import date
from pathlib import Path

import pytest

from apps.integrations.formats import (
    AuthorRecord,
    FileRefused,
    PublicationRecord,
    Row,
    RowProblem,
    Topic,
    read_file,
)

FIXTURES = Path(__file__).parent / "fixtures"


def rows_of(path: Path) -> list[Row]:
    return list(read_file(path))


def records_of(path: Path) -> list[PublicationRecord]:
    return [row for row in rows_of(path) if isinstance(row, PublicationRecord)]


def problems_of(path: Path) -> list[RowProblem]:
    return [row for row in rows_of(path) if isinstance(row, RowProblem)]


@pytest.fixture
def full() -> PublicationRecord:
    return records_of(FIXTURES / "publications.xml")[0]


@pytest.fixture
def old() -> PublicationRecord:
    return records_of(FIXTURES / "publications.xml")[1]


def article(inside: str, *, citation: str = "", attributes: str = "") -> str:
    """A record with the given content of its `Article`, as small as one can be."""
    return (
        f"<PubmedArticle{attributes}><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle>"
        f"{inside}</Article>{citation}</MedlineCitation></PubmedArticle>"
    )


def author(name: str, more: str = "", attributes: str = "") -> str:
    return f"<Author{attributes}><LastName>{name}</LastName>{more}</Author>"


def orcid_element(number: str) -> str:
    return f'<Identifier Source="ORCID">{number}</Identifier>'


def read_one(path: Path, content: str) -> tuple[PublicationRecord, list[RowProblem]]:
    """The only record of a file with this content, and its problems."""
    path.write_text(content, encoding="utf-8")
    (record,) = records_of(path)
    return record, problems_of(path)


def orcids(record: PublicationRecord) -> list[str | None]:
    return [one.orcid for one in record.authors]


def test_reads_what_identifies_the_publication(full: PublicationRecord) -> None:
    assert (full.pmid, full.version, full.source, full.row) == ("900001", 2, "pubmed", 1)
    assert full.title == "Effects of Imaginaria ficta on H2O balance: 103 patients."
    assert (full.journal, full.issn) == ("Annals of Invented Medicine", "0000-0019")
    assert full.revised_on == date(2024, 3, 9)
    assert full.types == ("Journal Article", "Randomized Controlled Trial")
    assert full.conflict_statement == "Dr. Fält-O’Hara has received fees from Nobody Inc."


def test_doi_is_the_publications_own_and_never_a_references(
    full: PublicationRecord, old: PublicationRecord
) -> None:
    assert full.doi == "10.5555/own.1"
    assert old.doi is None


def test_doi_from_the_publisher_unless_marked_invalid(tmp_path: Path) -> None:
    entries = '<ELocationID EIdType="doi" ValidYN="{}">10.5555/a</ELocationID>'
    assert read_one(tmp_path / "y.xml", article(entries.format("Y")))[0].doi == "10.5555/a"
    assert read_one(tmp_path / "n.xml", article(entries.format("N")))[0].doi is None


def test_invalid_doi_is_reported_and_left_out(tmp_path: Path) -> None:
    record, problems = read_one(
        tmp_path / "a.xml", article('<ELocationID EIdType="doi">ten.5555</ELocationID>')
    )
    assert record.doi is None
    assert [problem.message for problem in problems] == ["“ten.5555” is not a valid DOI and was not used."]


def test_a_topic_is_major_by_itself_or_by_a_qualifier(full: PublicationRecord) -> None:
    assert full.topics == (
        Topic("D900001", "Imagination", True),
        Topic("D900002", "Daydreams", True),
        Topic("D900003", "Humans", False),
    )


def test_trials_are_told_from_molecules(full: PublicationRecord) -> None:
    assert full.trial_ids == ("NCT00000102", "ISRCTN00000001")


@pytest.mark.parametrize(
    ("kind", "is_retracted"), [("RetractionIn", True), ("RetractionOf", False), ("ErratumIn", False)]
)
def test_retraction(tmp_path: Path, kind: str, is_retracted: bool) -> None:
    note = f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"/></CommentsCorrectionsList>'
    assert read_one(tmp_path / "a.xml", article("", citation=note))[0].is_retracted is is_retracted


def test_retraction_by_publication_type(tmp_path: Path) -> None:
    types = (
        "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    )
    assert read_one(tmp_path / "a.xml", article(types))[0].is_retracted


def test_title_in_the_original_language_stands_in_for_none(old: PublicationRecord) -> None:
    assert (old.title, old.journal, old.issn) == ("Über das Erfundene", "Old Invent J", "0000-0027")


def test_authors_keep_their_place_and_their_validity(full: PublicationRecord) -> None:
    names = [one.last_name or one.collective_name for one in full.authors]
    assert names == ["Fält-O’Hara", "Brück", "Bruck", "Casimir", "Dorado", "The Invented Study Group"]
    assert [one.position for one in full.authors] == [1, 2, 3, 4, 5, 6]
    assert [one.is_valid for one in full.authors] == [True, True, False, True, True, True]
    assert [one.is_collective for one in full.authors] == [False] * 5 + [True]
    assert (full.authors[0].fore_name, full.authors[0].initials) == ("Änne Maria", "ÄM")
    assert full.authors[1].suffix == "Jr"


def test_equal_first_authors_are_first_and_a_group_is_never_last(full: PublicationRecord) -> None:
    assert [one.position for one in full.authors if one.is_first] == [1, 2]
    assert [one.position for one in full.authors if one.is_last] == [5]


def test_the_end_of_a_shortened_list_is_not_the_last_author(old: PublicationRecord) -> None:
    assert [one.is_first for one in old.authors] == [True, False]
    assert [one.is_last for one in old.authors] == [False, False]


@pytest.mark.parametrize(
    ("equal", "first", "last"),
    [
        ("NNN", [1], [3]),
        ("NYY", [1], [2, 3]),
        ("YYY", [1, 2, 3], [3]),
        ("NYN", [1], [3]),
        ("Y", [1], [1]),
    ],
)
def test_equal_contribution(tmp_path: Path, equal: str, first: list[int], last: list[int]) -> None:
    authors = "".join(
        author(f"N{place}", attributes=f' EqualContrib="{flag}"') for place, flag in enumerate(equal)
    )
    record, _problems = read_one(tmp_path / "a.xml", article(f"<AuthorList>{authors}</AuthorList>"))
    assert [one.position for one in record.authors if one.is_first] == first
    assert [one.position for one in record.authors if one.is_last] == last


def test_orcid_spellings_become_one_and_a_wrong_digit_is_kept_apart(full: PublicationRecord) -> None:
    assert orcids(full)[:2] == ["0000-0002-1825-0097", "0000-0002-1694-233X"]
    assert (full.authors[3].orcid, full.authors[3].orcid_rejected) == (None, "0000-0002-1825-0098")


def test_one_orcid_at_two_authors_is_used_for_neither(tmp_path: Path) -> None:
    same = orcid_element("0000-0002-1825-0097")
    record, problems = read_one(
        tmp_path / "a.xml", article(f"<AuthorList>{author('A', same)}{author('B', same)}</AuthorList>")
    )
    assert orcids(record) == [None, None]
    assert {one.orcid_rejected for one in record.authors} == {"0000-0002-1825-0097"}
    assert [problem.pointer for problem in problems] == [
        "line 1, PMID 1, author 1",
        "line 1, PMID 1, author 2",
    ]


def test_a_corrected_entry_may_repeat_the_orcid_of_the_invalid_one(tmp_path: Path) -> None:
    same = orcid_element("0000-0002-1825-0097")
    invalid = author("Aa", same, attributes=' ValidYN="N"')
    record, problems = read_one(
        tmp_path / "a.xml", article(f"<AuthorList>{author('A', same)}{invalid}</AuthorList>")
    )
    assert orcids(record)[0] == "0000-0002-1825-0097"
    assert problems == []


def test_affiliations_without_mail_addresses_or_repeats(full: PublicationRecord) -> None:
    first = full.authors[0]
    assert first.affiliations == (
        "Department of Invention, Nowhere University, Nowhere.",
        "Second Home Institute, Elsewhere.",
    )


def test_an_affiliation_of_the_first_author_is_not_lent_to_the_others(old: PublicationRecord) -> None:
    assert [one.affiliations for one in old.authors] == [("Old Hospital, Oldtown.",), ()]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Unit A, Town. a@b.example", "Unit A, Town."),
        ("Unit A, Town. E-mail: a.b-c@d.example; x@y.example.", "Unit A, Town."),
        ("Unit A (a@b.example), Town", "Unit A, Town"),
        ("a@b.example", None),
        ("Unit @home, Town", "Unit @home, Town"),
    ],
)
def test_mail_addresses_are_stripped(tmp_path: Path, written: str, kept: str | None) -> None:
    inside = author("A", f"<AffiliationInfo><Affiliation>{written}</Affiliation></AffiliationInfo>")
    record, _problems = read_one(tmp_path / "a.xml", article(f"<AuthorList>{inside}</AuthorList>"))
    assert record.authors[0].affiliations == ((kept,) if kept else ())


@pytest.mark.parametrize(
    ("inside", "on", "precision", "text"),
    [
        ("<Year>2020</Year><Month>Sep</Month><Day>03</Day>", date(2020, 9, 3), "day", "2020 Sep 03"),
        ("<Year>2020</Year><Month>09</Month><Day>3</Day>", date(2020, 9, 3), "day", "2020 09 3"),
        ("<Year>2020</Year><Month>September</Month>", date(2020, 9, 1), "month", "2020 September"),
        ("<Year>2020</Year>", date(2020, 1, 1), "year", "2020"),
        ("<Year>1976</Year><Season>Fall</Season>", date(1976, 1, 1), "year", "1976 Fall"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", date(1998, 12, 1), "month", "1998 Dec-1999 Jan"),
        ("<MedlineDate>1944-1945</MedlineDate>", date(1944, 1, 1), "year", "1944-1945"),
        ("<MedlineDate>2018 May - Jun</MedlineDate>", date(2018, 5, 1), "month", "2018 May - Jun"),
        ("<MedlineDate>2000 Spring</MedlineDate>", date(2000, 1, 1), "year", "2000 Spring"),
        ("<MedlineDate>2000 Dec 15-31</MedlineDate>", date(2000, 12, 1), "month", "2000 Dec 15-31"),
        ("", None, "", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_written(
    tmp_path: Path, inside: str, on: date | None, precision: str, text: str
) -> None:
    journal = f"<Journal><JournalIssue><PubDate>{inside}</PubDate></JournalIssue></Journal>"
    record, problems = read_one(tmp_path / "a.xml", article(journal))
    assert (record.published_on, record.published_precision, record.published_text) == (on, precision, text)
    assert problems == []


@pytest.mark.parametrize(
    ("inside", "on", "precision"),
    [
        ("<Year>2021</Year><Month>02</Month><Day>30</Day>", date(2021, 2, 1), "month"),
        ("<Year>2021</Year><Month>13</Month><Day>01</Day>", date(2021, 1, 1), "year"),
        ("<Year>2021</Year><Month>Foo</Month>", date(2021, 1, 1), "year"),
        ("<Year>21</Year><Month>02</Month>", None, ""),
        ("<MedlineDate>long ago</MedlineDate>", None, ""),
        (f"<Year>2021</Year><Month>{'9' * 5000}</Month>", date(2021, 1, 1), "year"),
    ],
)
def test_dates_that_do_not_exist_are_reported(
    tmp_path: Path, inside: str, on: date | None, precision: str
) -> None:
    journal = f"<Journal><JournalIssue><PubDate>{inside}</PubDate></JournalIssue></Journal>"
    record, problems = read_one(tmp_path / "a.xml", article(journal))
    assert (record.published_on, record.published_precision) == (on, precision)
    assert len(problems) == 1
    assert "does not exist" in problems[0].message


def test_the_electronic_date_comes_before_the_issues(full: PublicationRecord) -> None:
    assert (full.published_on, full.published_precision) == (date(2023, 12, 5), "day")


def test_problems_say_where_and_what() -> None:
    path = FIXTURES / "publications.xml"
    found = {(problem.row, problem.pointer): problem.message for problem in problems_of(path)}
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = ("<PubmedArticle>", "<PubmedBookArticle>", "<DeleteCitation>")
    at = [f"line {number}" for number, line in enumerate(lines, start=1) if line.startswith(starts)]
    for where, message in {
        (1, f"{at[0]}, PMID 900001, author 4"): "“0000-0002-1825-0098” is not a valid ORCID iD",
        (1, f"{at[0]}, PMID 900001"): "“NCT123” is not a ClinicalTrials.gov number",
        (2, f"{at[1]}, PMID 900002, author 3"): "This author has no last name",
        (3, f"{at[2]}, PMID 900003"): "Book chapters are not read.",
        (4, at[3]): "This record has no valid PMID",
        (5, f"{at[4]}, PMID 900005"): "This record has no title",
        (6, at[5]): "PubMed has withdrawn the record with PMID 900007",
    }.items():
        assert found.pop(where).startswith(message)
    assert found == {}


def test_a_file_of_one_bare_article(tmp_path: Path) -> None:
    record, problems = read_one(tmp_path / "a.xml", article(f"<AuthorList>{author('Solo')}</AuthorList>"))
    solo = record.authors[0]
    assert (record.pmid, solo.is_first, solo.is_last, problems) == ("1", True, True, [])
    assert isinstance(solo, AuthorRecord)


def test_a_set_without_publications_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<PubmedArticleSet/>")
    with pytest.raises(FileRefused, match="holds no publication"):
        rows_of(path)


def test_the_real_sample(samples: Path) -> None:
    path = samples / "pubmed" / "pubmedsample_2019.xml"
    records, problems = records_of(path), problems_of(path)
    authors = [one for record in records for one in record.authors]
    assert (len(records), len(authors)) == (176, 1658)
    assert sum(one.is_collective for one in authors) == 13
    assert sum(not one.is_valid for one in authors) == 4
    assert sum(one.orcid is not None for one in authors) == 4
    assert not any("@" in text for one in authors for text in one.affiliations)
    assert all(record.published_on and record.revised_on and record.title for record in records)
    assert all("withdrawn" in problem.message for problem in problems)


def test_every_real_pubmed_file_is_read_without_a_problem(samples: Path) -> None:
    for name in ("biopython_pubmed2.xml", "biopython_pubmed4.xml"):
        assert problems_of(samples / "pubmed" / name) == []
        assert all(record.doi or record.authors for record in records_of(samples / "pubmed" / name))
