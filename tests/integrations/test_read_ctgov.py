"""ClinicalTrials.gov JSON: what is taken from a study, and what is said about the rest."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.integrations.formats import FileRefused, RowProblem, TrialRecord, read_file, recognise
from apps.integrations.formats.ctgov_dates import known_date
from apps.integrations.formats.ctgov_people import is_person

FIXTURE = Path(__file__).parent / "fixtures" / "trials.json"


def records_of(path: Path) -> list[TrialRecord]:
    return [row for row in read_file(path) if isinstance(row, TrialRecord)]


def problems_of(path: Path) -> list[str]:
    return [row.message for row in read_file(path) if isinstance(row, RowProblem)]


def fixture(number: int = 0) -> Any:
    """A study of the fixture, to be changed."""
    return json.loads(FIXTURE.read_text())["studies"][number]


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Saves a value, or a text, as a file."""

    def save(value: Any) -> Path:
        path = tmp_path / "studies.txt"
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path

    return save


def test_every_fact_of_a_trial() -> None:
    one, two = records_of(FIXTURE)
    assert (one.nct_id, one.aliases, one.acronym) == ("NCT99000001", ("NCT99000009",), "INVENT-1")
    assert one.org_ids == ("INV-1", "2024-000001-00")
    assert (one.status, one.study_type, one.phases) == ("RECRUITING", "INTERVENTIONAL", ("PHASE2", "PHASE3"))
    assert (one.enrolment, one.is_enrolment_actual) == (317, False)
    assert (one.started_on, one.started_precision) == (date(2024, 5, 17), "day")
    assert (one.completed_on, one.completed_precision) == (date(2027, 1, 1), "month")
    assert one.revised_on == date(2026, 3, 1)
    assert (one.sponsor, one.collaborators) == ("VTX Therapeutics GmbH", ("Lindenbrook Clinic",))
    assert [tried.name for tried in one.interventions] == ["Inventumab", "Placebo"]
    assert one.topics == (("D009101", "Multiple Myeloma"),), "as other sources number the heading"
    assert one.pmids == ("90000011",), "reports of the trial, not what it cites"
    assert [(site.facility, site.city) for site in one.sites] == [
        ("Lindenbrook Clinic", "Ostermere"),
        ("", "Vellmar Bay"),
    ]
    assert (two.phases, two.study_type, two.started_precision) == ((), "OBSERVATIONAL", "year")


def test_one_person_is_one_whatever_the_roles() -> None:
    ann, bo = records_of(FIXTURE)[0].people
    assert ann.roles == ("principal_investigator", "responsible_party")
    assert (ann.name, ann.last_name, ann.fore_name) == ("Ann M Vale", "Vale", "Ann M")
    assert ann.affiliations == ("Lindenbrook Clinic",), "neither a name, nor a phone, nor an address"
    assert (bo.roles, bo.last_name, bo.fore_name) == (("site_investigator",), "van der Reed", "Bo")
    assert bo.affiliations == ("Lindenbrook Clinic, Ostermere, Germany",)


def test_desks_are_told_and_nobody_is_called() -> None:
    one, two = records_of(FIXTURE)
    assert (one.desks, two.desks) == (("VTX Cares",), ("Clinical Trial Management",))
    assert sum("not a person" in message for message in problems_of(FIXTURE)) == 2
    everything = repr(records_of(FIXTURE))
    assert not any(word in everything for word in ("555", "@", "Public Contact", "Contact Person"))


NO_PEOPLE = """
Gilead Study Director|UCB Cares|Clinical Trial Management|Site Public Contact|Medical Director|Novartis Pharmaceuticals
Call 1-877-CTLILLY (1-877-285-4559)|Use Central Contact|Boehringer Ingelheim|Pfizer CT.gov Call Center|Bayer|MD
Janssen Research & Development, LLC|Toll Free Number|Chief Medical Officer|Central Recruiting Line|BI Helpdesk
clinicaltrials@x.example|Reference Study ID Number: X-1|Transparency dept.|Eisai Medical Services|Hospital de Clinicas
Vice President, Clinical Development|For more information
"""
PEOPLE = """
Neil H White, M.D.|Ana Maria Arbelaez|Arbelaez, Ana Maria|Matthew A Powell|Xiaoming Do|Eli Cohen|Jan Bayer|Robert Head
Mary Line|Denise Person|Prof. Dr. med. Ute Klinik-Sommer|O'Brien, Séan|AL Smith|John Mayo, MD, PhD|Washington Silva
Ibn al Haytham|Charles UCB|WHITE, NEIL|Jean-Luc Sites|Müller Ö
"""


def each(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


@pytest.mark.parametrize("name", each(NO_PEOPLE))
def test_what_is_no_person(name: str) -> None:
    assert not is_person(name, [frozenset(["boehringer", "ingelheim"])], {"UCB"})


@pytest.mark.parametrize("name", each(PEOPLE))
def test_who_is_a_person(name: str) -> None:
    assert is_person(name, [frozenset(["eli", "lilly"]), frozenset(["bayer"])], {"UCB", "MAYO"})


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("Neil H White, M.D.", "White", "Neil H"),
        ("Arbelaez, Ana Maria", "Arbelaez", "Ana Maria"),
        ("Prof. Dr. Jan van den Berg", "van den Berg", "Jan"),
        ("John Smith Jr., MD, FACP", "Smith", "John"),
        ("John Smith III", "Smith", "John"),
        ("Xi Do", "Do", "Xi"),
    ],
)
def test_names_are_parted(name: str, last: str, first: str, saved: Callable[..., Path]) -> None:
    study = fixture(1)
    officials = [{"name": name, "role": "STUDY_CHAIR"}]
    study["protocolSection"]["contactsLocationsModule"]["overallOfficials"] = officials
    [record] = records_of(saved(study))
    assert [(one.last_name, one.fore_name) for one in record.people] == [(last, first)]


def test_namesakes_at_two_sites_stay_two(saved: Callable[..., Path]) -> None:
    study = fixture(1)
    who = [{"name": "Wei Wang", "role": "PRINCIPAL_INVESTIGATOR"}]
    study["protocolSection"]["contactsLocationsModule"] = {
        "locations": [
            {"facility": place, "city": "X", "contacts": who} for place in ("North", "South", "North")
        ]
    }
    [record] = records_of(saved(study))
    assert [one.affiliations for one in record.people] == [("North, X",), ("South, X",)]


def test_a_person_as_sponsor_is_no_place(saved: Callable[..., Path]) -> None:
    """As in a real study: the affiliation of one person is the name of another, who is the sponsor."""
    study = fixture(1)
    study["protocolSection"]["sponsorCollaboratorsModule"] = {
        "leadSponsor": {"name": "Reed, Bo Karl", "class": "INDIV"},
        "responsibleParty": {
            "type": "PRINCIPAL_INVESTIGATOR",
            "investigatorFullName": "Bo Karl Reed",
            "investigatorAffiliation": "Reed, Bo Karl",
        },
    }
    study["protocolSection"]["contactsLocationsModule"]["overallOfficials"] = [
        {"name": "Ann Vale", "affiliation": "Bo Karl Reed", "role": "STUDY_CHAIR"}
    ]
    [record] = records_of(saved(study))
    assert [(one.name, one.affiliations) for one in record.people] == [("Ann Vale", ()), ("Bo Karl Reed", ())]


@pytest.mark.parametrize(
    ("text", "on", "precision", "is_sound"),
    [
        ("2024-05-31", date(2024, 5, 31), "day", True),
        ("2024-05", date(2024, 5, 1), "month", True),
        ("2024", date(2024, 1, 1), "year", True),
        ("2024-02-31", date(2024, 2, 1), "month", False),
        ("2024-13", date(2024, 1, 1), "year", False),
        ("May 2024", None, "", False),
        ("0000-00-00", None, "", False),
        ("", None, "", True),
    ],
)
def test_dates_are_no_more_exact_than_they_are(
    text: str, on: date | None, precision: str, is_sound: bool
) -> None:
    assert known_date(text) == (on, precision, is_sound)


SHAPES: list[Callable[[Any], Any]] = [
    lambda study: study,
    lambda study: [study],
    lambda study: {"studies": [study]},
    lambda study: {"nextPageToken": "x", "totalCount": 1, "studies": [study]},
    lambda study: {"studies": [study], "nextPageToken": "x"},
    lambda study: dict(reversed(study.items())),
    lambda study: {"resultsSection": {"big": ["x" * 1000] * 200}, **study},
]


@pytest.mark.parametrize("shape", range(len(SHAPES)))
@pytest.mark.parametrize("before", ["", "\ufeff", " \n\t"])
def test_every_shape_of_file_is_known(shape: int, before: str, saved: Callable[..., Path]) -> None:
    path = saved(before + json.dumps(SHAPES[shape](fixture(1))))
    assert [record.nct_id for record in records_of(path)] == ["NCT99000002"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str, tmp_path: Path) -> None:
    study = fixture(1)
    study["protocolSection"]["identificationModule"]["briefTitle"] = "Größe 試験"
    path = tmp_path / "x.json"
    path.write_bytes(json.dumps(study, ensure_ascii=False).encode(encoding))
    assert records_of(path)[0].title == "Größe 試験"


WRONG: list[Any] = [None, [], {}, "text", 7, -1, 1.5, True, [None, 1, {}, [], "x"], {"x": None}, 10**30]


def test_whatever_stands_in_any_field_is_survived(saved: Callable[..., Path]) -> None:
    """Each value of a study in turn becomes something else: it is read or left out with a word, never an error."""
    paths = list(places(fixture()))
    assert len(paths) > 60
    studies, kept = [], fixture(1)
    for path in paths:
        for value in WRONG:
            study = fixture()
            put(study, path, value)
            studies += [study, kept]
    rows = list(read_file(saved({"studies": studies})))
    assert {row.row for row in rows} == set(range(1, len(studies) + 1)), "nothing is dropped in silence"
    read = [row.row for row in rows if isinstance(row, TrialRecord)]
    assert set(read) >= set(range(2, len(studies) + 1, 2)), "nobody else is affected"


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within a value."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("identificationModule", "nctId"), None, "no valid NCT number"),
        (("identificationModule", "nctId"), "NCT123", "no valid NCT number"),
        (("identificationModule", "nctId"), 99000001, "no valid NCT number"),
        (("identificationModule",), [], "no valid NCT number"),
        (("identificationModule",), {"nctId": "NCT99000001"}, "no title"),
        (("designModule", "phases"), "PHASE2", "“phases” does not hold what it should"),
        (("designModule", "phases"), [["PHASE2"]], "“phases” does not hold what it should"),
        (("designModule", "enrollmentInfo"), {"count": "many"}, "“count” does not hold what it should"),
        (("designModule", "enrollmentInfo"), {"count": -4}, "“count” does not hold what it should"),
        (("statusModule", "startDateStruct"), {"date": "2024-02-31"}, "“2024-02-31” (startDateStruct)"),
        (("statusModule",), None, "incomplete (without statusModule)"),
        (
            ("contactsLocationsModule", "overallOfficials"),
            {"name": "X Y"},
            "“overallOfficials” does not hold",
        ),
    ],
)
def test_what_cannot_be_used_is_told(path: Any, value: Any, told: str, saved: Callable[..., Path]) -> None:
    study = fixture()
    put(study, ("protocolSection", *path), value)
    assert any(told in message for message in problems_of(saved({"studies": [study, fixture(1)]})))


def test_a_name_that_stands_twice_is_unclear(saved: Callable[..., Path]) -> None:
    text = json.dumps(fixture(1)).replace('"briefTitle":', '"briefTitle": "Another", "briefTitle":')
    path = saved(f'{{"studies": [{text}, {json.dumps(fixture())}]}}')
    assert [record.nct_id for record in records_of(path)] == ["NCT99000001"]
    assert problems_of(path)[0].startswith("“briefTitle” stands twice in this study.")


@pytest.mark.parametrize("strange", ["null", '"text"', "7", "[]", "{}", '{"protocolSection": []}'])
def test_what_is_no_study_is_left_out(strange: str, saved: Callable[..., Path]) -> None:
    path = saved(f'{{"studies": [{strange}, {json.dumps(fixture(1))}]}}')
    assert [record.row for record in records_of(path)] == [2]
    assert problems_of(path)[0] == "This is no study and was left out."


def test_texts_that_no_table_holds_are_cleaned(saved: Callable[..., Path]) -> None:
    study = fixture(1)
    text = "A" + chr(0) + " " + chr(0xD800) + "title\n\n of\ttwo"
    study["protocolSection"]["identificationModule"]["briefTitle"] = text
    title = records_of(saved(study))[0].title
    title.encode()
    assert chr(0) not in title
    assert title.endswith("title of two")


def test_a_real_file_of_each_kind(samples: Path) -> None:
    folder = samples / "clinicaltrials"
    found = {record.nct_id: record for path in folder.iterdir() for record in records_of(path)}
    assert sorted(found) == ["NCT00763412", "NCT02210780", "NCT02552212", "NCT06388018"]
    assert [len(found[number].sites) for number in sorted(found)] == [1, 42, 105, 1]
    assert [len(found[number].people) for number in sorted(found)] == [2, 0, 0, 2]
    assert [len(found[number].desks) for number in sorted(found)] == [0, 1, 1, 0]
    assert all(record.revised_on and record.topics and not record.is_partial for record in found.values())
    assert not any("@" in repr(record.people) for record in found.values())


def test_the_retired_xml_is_refused(samples: Path) -> None:
    [path] = (samples / "clinicaltrials_retired").iterdir()
    with pytest.raises(FileRefused, match=r"download the study again as JSON \(API version 2\)"):
        recognise(path)
