"""The small parts of an import: records through JSON, columns that are too short, cells that are no formulas."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.integrations import trial_fitting
from apps.integrations.downloads import csv_of, safe_cell
from apps.integrations.fitting import fitted
from apps.integrations.staged import from_json, to_json
from apps.kols.records import AuthorRecord, PublicationRecord, Topic
from tests.kols.makers import author, investigator, paper, trial

# What a database can hold as JSON: no zero characters, no half surrogates; a parsed file has neither.
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
dates = st.none() | st.dates()
authors = st.builds(
    AuthorRecord,
    position=st.integers(1, 9),
    is_first=st.booleans(),
    is_last=st.booleans(),
    last_name=texts,
    fore_name=texts,
    initials=texts,
    suffix=texts,
    orcid=st.none() | texts,
    orcid_rejected=texts,
    affiliations=st.lists(texts, max_size=3).map(tuple),
    is_collective=st.booleans(),
    collective_name=texts,
    is_valid=st.booleans(),
)
records = st.builds(
    PublicationRecord,
    pmid=texts,
    version=st.integers(1, 9),
    doi=st.none() | texts,
    title=texts,
    journal=texts,
    issn=texts,
    published_on=dates,
    published_precision=st.sampled_from(["day", "month", "year", ""]),
    published_text=texts,
    types=st.lists(texts, max_size=3).map(tuple),
    topics=st.lists(st.builds(Topic, texts, texts, st.booleans()), max_size=3).map(tuple),
    trial_ids=st.lists(texts, max_size=3).map(tuple),
    is_retracted=st.booleans(),
    conflict_statement=texts,
    authors=st.lists(authors, max_size=3).map(tuple),
    revised_on=dates,
    row=st.integers(1, 9),
    line=st.integers(1, 9),
    source=texts,
)


@given(records)
def test_nothing_is_lost_on_the_way_through_json(record: PublicationRecord) -> None:
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


def test_what_fits_is_left_alone() -> None:
    record = paper(1, author("Vale, Ann"))
    assert fitted(record) == (record, [])


def test_what_does_not_fit_is_cut_and_told() -> None:
    long = paper(
        7,
        author("V" * 151, suffix="s" * 21),
        author("G" * 401, group=True),
        doi="10.5555/" + "d" * 300,
        journal="J" * 301,
        issn="1" * 10,
        published_text="p" * 61,
        types=("Review", "t" * 121),
        trial_ids=("NCT00000102", "n" * 31),
    )
    record, problems = fitted(long)
    assert (record.doi, record.issn, record.trial_ids) == (None, "", ("NCT00000102",)), "no half numbers"
    assert [len(text) for text in (record.journal, record.published_text, record.types[1])] == [300, 60, 120]
    assert [len(record.authors[0].last_name), len(record.authors[0].suffix)] == [150, 20]
    assert len(record.authors[1].collective_name) == 400
    assert {problem.pointer for problem in problems} == {"line 70, PMID 7"}
    assert {problem.row for problem in problems} == {7}
    assert len(problems) == 9
    assert fitted(record) == (record, [])


def test_what_of_a_trial_does_not_fit_is_cut_and_told() -> None:
    one = replace(investigator("Vale, Ann"), name="n" * 401, last_name="V" * 151)
    record, problems = trial_fitting.fitted(trial(1, one, sponsor="s" * 301))
    assert (len(record.people[0].name), len(record.people[0].last_name), len(record.sponsor)) == (
        400,
        150,
        300,
    )
    assert len(problems) == 3
    assert trial_fitting.fitted(record) == (record, [])


def test_more_authors_than_can_be_numbered() -> None:
    one = author("Vale, Ann")
    many = replace(paper(1), authors=tuple(replace(one, position=place) for place in range(1, 32_770)))
    record, problems = fitted(many)
    assert len(record.authors) == 32_767
    assert [problem.message for problem in problems] == ["Only the first 32767 authors were used."]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\u00a0=1"]
)
def test_formulas_become_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "line 12", "1-2", "“=x” is no DOI"])
def test_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text


def test_a_table_opens_as_utf_8() -> None:
    assert csv_of(("Wo",), [('Änne, "A"',), (date(2026, 1, 2),)]) == (
        '\ufeffWo\r\n"Änne, ""A"""\r\n2026-01-02\r\n'
    )
