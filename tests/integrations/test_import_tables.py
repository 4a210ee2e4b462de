"""Tables into the directory: what becomes of rows, the second time, asked questions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.directory.actions import add_affiliation
from apps.directory.models import Account, AccountIdentifier, Affiliation, Stakeholder, StakeholderIdentifier
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import apply_import
from apps.integrations.columns import guessed
from apps.integrations.mapped import table_of
from apps.integrations.models import ColumnMapping, ImportRun, Review
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory
from tests.integrations.makers import begin, work
from tests.integrations.tables import (
    ACCOUNTS,
    AFFILIATIONS,
    STAKEHOLDERS,
    commanded,
    imported,
    problems,
    run_of,
)

SignIn = Callable[[User], Client]
State = ImportRun.State


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads of a test go to a folder of its own."""
    monkeypatch.setattr(default_storage, "path", lambda name: str(tmp_path / "files" / name))
    return tmp_path


def file(folder: Path, text: str, name: str = "table.csv") -> Path:
    (folder / name).write_text(text)
    return folder / name


def states() -> list[Any]:
    """Everything an import of tables could change, revisions included."""
    return [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (Account, ("pk", "name", "parent", "path", "revision")),
            (Stakeholder, ("pk", "last_name", "customer_groups", "revision")),
            (Affiliation, ("pk", "account", "role", "ended_on", "revision")),
            (AccountIdentifier, ("pk", "value")),
            (StakeholderIdentifier, ("pk", "value")),
        )
    ]


def test_accounts_with_what_they_are_part_of(msl: User) -> None:
    run = imported(ACCOUNTS, msl)
    ward = Account.objects.get(name="Invented Ward 3")
    names = [Account.objects.get(pk=key).name for key in ward.path]
    assert names == ["Invented Health", "Invented Clinic", "Invented Ward 3"], "in any order of the file"
    clinic = Account.objects.get(name="Invented Clinic")
    assert (clinic.kind, clinic.country, clinic.website) == ("hospital", "DE", "https://invented.example")
    assert clinic.identifiers.get().value == "salesforce:001B"
    assert run.counts | {"created": 6, "placed": 3} == run.counts
    told = problems(run)
    assert len(told) == run.problems == 3
    assert "“Shop” is none of these" in told[0]
    assert "so it cannot be above it" in told[1], "a circle is refused"
    assert "no account with the number 001Z" in told[2]


def test_what_cannot_be_placed_is_told_before_it_is_imported(msl: User, folder: Path) -> None:
    clinic = AccountFactory(name="Known Clinic")
    known = {"K1": clinic, "K2": AccountFactory(name="Known Ward", parent=clinic)}
    for value, account in known.items():
        AccountIdentifier.objects.create(account=account, system="crm", value=f"salesforce:{value}")
    text = """Id,Name,Type,ParentId
1,Invented One,Hospital,2
2,Invented Two,Hospital,3
3,Invented Three,Hospital,1
4,Invented Four,Hospital,404
5,Invented Five,Castle,
6,Invented Six,Hospital,5
K1,Known Clinic,Hospital,7
7,Invented Seven,Hospital,K2
8,Invented Eight,Hospital,8
9,Invented Nine,Hospital,K2
"""
    run = run_of(file(folder, text), msl)
    told = {
        label.partition(":")[0]: words for label, _sep, words in (t.partition(": ") for t in problems(run))
    }
    assert run.state == State.STAGED
    assert run.expected["placed"] == 4
    assert "Castle" in told.pop("row 6")
    for row, words in {
        "row 4": "1 is itself part of Invented Three",
        "row 5": "no account with the number 404",
        "row 7": "no account with the number 5",
        "row 9": "K2 is itself part of Invented Seven",
        "row 10": "cannot be part of itself",
    }.items():
        assert words in told.pop(row)
    assert not told
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
    done = work(run)
    assert (done.counts["placed"], done.problems) == (4, run.problems), "as it was foretold"


def test_an_affiliation_tells_where_it_is_known_from(msl: User, kam: User, sign_in: SignIn) -> None:
    for path in (ACCOUNTS, STAKEHOLDERS):
        imported(path, msl)
    bo = Stakeholder.objects.get(last_name="Erdacht")
    by_hand = add_affiliation(
        by=msl, stakeholder=bo, values={"account": Account.objects.get(name="Circle One")}
    )
    imported(AFFILIATIONS, msl)
    day = timezone.localdate()
    told = dict(Affiliation.objects.values_list("account__name", "source"))
    assert told.pop(by_hand.account.name) == ""
    assert set(told.values()) == {f"a table of Salesforce ({day})"}
    page = sign_in(kam).get(bo.get_absolute_url()).content.decode()
    assert f"known from a table of Salesforce ({day})" in page
    assert AFFILIATIONS.name not in page, "what somebody called a file is not told across the wall"


def test_all_three_and_the_same_again_changes_nothing(msl: User) -> None:
    for path in (ACCOUNTS, STAKEHOLDERS, AFFILIATIONS):
        imported(path, msl)
    ana = Stakeholder.objects.get(last_name="Müller-Erfunden")
    assert (ana.specialty, ana.customer_groups, ana.country) == ("Hämatologie", ["treating_hcp"], "DE")
    held = {row.account.name: row for row in ana.affiliations.select_related("account")}
    assert held["Invented Ward 3"].is_primary, "the row says so, and takes the other's place"
    assert not held["Invented Clinic"].is_primary
    bo = Affiliation.objects.get(stakeholder__last_name="Erdacht", account__name="Invented Ward 3")
    assert (str(bo.started_on), str(bo.ended_on), bo.is_primary) == ("2019-02-01", "2021-12-31", False)
    before = states()
    for path in (ACCOUNTS, STAKEHOLDERS, AFFILIATIONS):
        counts = imported(path, msl).counts
        assert (counts.get("created", 0), counts.get("updated", 0), counts.get("questions", 0)) == (0, 0, 0)
    assert states() == before


def test_a_newer_file_updates_with_history_and_empties_nothing(msl: User, folder: Path) -> None:
    head = "Id,First name,Last name,Group,Phone,Do not contact\n"
    imported(file(folder, f"{head}1,Ana,Erfunden,hcp,030 1,yes\n"), msl)
    imported(file(folder, f"{head}1,Ana,Neuname,kol,,no\n", "b.csv"), msl)
    ana = Stakeholder.objects.get()
    assert (ana.last_name, ana.phone, ana.customer_groups) == ("Neuname", "030 1", ["treating_hcp", "kol"])
    assert ana.do_not_contact, "an import never lifts a wish"
    told = [
        row.last_name
        for row in apps.get_model("directory", "StakeholderHistoryRow").objects.order_by("pgh_id")
    ]
    assert told == ["Erfunden", "Neuname"]


def test_one_person_in_many_rows_is_one_person(msl: User, folder: Path) -> None:
    rows = "".join(f"1000000103,Ana,Erfunden{n % 2},hcp\n" for n in range(10))
    path = file(folder, f"NPI,First name,Last name,Group\n{rows}")
    assert imported(path, msl).counts["repeated"] == 9
    again = imported(path, msl).counts
    assert (Stakeholder.objects.count(), again["unchanged"], again.get("updated", 0)) == (1, 1, 0)


def test_an_unsure_person_is_asked_about_once(msl: User, folder: Path) -> None:
    known = StakeholderFactory(first_name="Robin", last_name="Erfunden", country="DE")
    path = file(folder, "Id,First name,Last name,Group\n7,Robin,Erfunden,hcp\n")
    run = imported(path, msl)
    review = Review.objects.get()
    assert (run.counts["questions"], review.state, review.label) == (1, "open", "Robin Erfunden")
    assert [choice["key"] for choice in review.choices] == [str(known.pk)]
    assert "same first name" in review.choices[0]["reasons"]
    assert Stakeholder.objects.count() == 1, "nobody is merged or made in silence"
    imported(path, msl)
    assert Review.objects.count() == 1


def test_an_unsure_account_too_and_another_number_of_the_system_is_no_proof(msl: User, folder: Path) -> None:
    known = AccountFactory(name="Invented Clinic", city="Nowhere", country="DE")
    head = "Id,Name,Type,City,Country\n"
    run = imported(file(folder, f"{head}1,Invented Clinic,Hospital,Nowhere,DE\n"), msl)
    assert (run.counts["updated"], known.identifiers.get().value) == (1, "salesforce:1"), "name and place"
    run = imported(file(folder, f"{head}2,Invented Clinic,Hospital,Nowhere,DE\n", "b.csv"), msl)
    assert run.counts["questions"] == 1
    assert "has another number in the same system" in Review.objects.get().choices[0]["reasons"]
    imported(file(folder, f"{head}3,Invented Clinic,Hospital,Elsewhere,AT\n", "c.csv"), msl)
    assert Account.objects.count() == 2, "another town in another country is another place"


def test_numbers_that_belong_to_different_people_are_refused(msl: User, folder: Path) -> None:
    head = "Id,NPI,First name,Last name,Group\n"
    imported(file(folder, f"{head}1,1000000103,Ana,Erfunden,hcp\n2,,Bo,Erdacht,hcp\n"), msl)
    run = imported(file(folder, f"{head}2,1000000103,Ana,Erfunden,hcp\n", "b.csv"), msl)
    assert "The identifiers belong to different people" in problems(run)[0]


def test_an_archived_account_is_not_changed(msl: User, folder: Path) -> None:
    path = file(folder, "Id,Name,Type,City\n1,Invented Clinic,Hospital,Nowhere\n")
    imported(path, msl)
    Account.objects.update(archived_at="2026-01-01T00:00Z")
    run = imported(file(folder, "Id,Name,Type,City\n1,Other Name,Hospital,Nowhere\n", "b.csv"), msl)
    assert "archived" in problems(run)[0]


def test_the_command_says_what_it_made_of_it(director: User) -> None:
    out, code = commanded(str(ACCOUNTS), "--source", "Salesforce", "--dry-run")
    assert (code, Account.objects.count(), ImportRun.objects.count(), ColumnMapping.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert "  PARENTID = Part of: number in that system" in out
    assert "  Not used: OWNERID, ACCOUNTNUMBER__C" in out
    assert "  New accounts: 6" in out
    assert any("row 5" in line and "“Shop”" in line for line in out)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--kind", "affiliations"], "No column is chosen for: “Person: number in that system” or "),
        (["--sheet", "Nope"], "The workbook has no sheet “Nope”."),
        (["--default", "name=x"], "No default can be given for: name."),
    ],
)
def test_the_command_refuses_what_is_not_enough(options: list[str], told: str, director: User) -> None:
    out, code = commanded(str(ACCOUNTS), *options)
    assert code == 1
    assert told in out[0]
    assert ImportRun.objects.get().state == State.DISCARDED


def test_a_default_serves_where_nothing_stands(director: User, folder: Path) -> None:
    path = file(folder, "Id,Name,City\n1,Invented Clinic,Nowhere\n")
    out, code = commanded(str(path))
    assert (code, "“Type”" in out[0]) == (1, True)
    assert commanded(str(path), "--default", "kind=hospital")[1] == 0
    assert Account.objects.get().kind == "hospital"


def test_a_column_of_other_words_is_no_type(msl: User, folder: Path) -> None:
    path = folder / "salesforce.csv"
    path.write_text("NAME,TYPE\n" + "".join(f"Invented Clinic {row},Account\n" for row in range(3)))
    table = table_of(work(begin(path, msl)))
    assert table
    assert guessed(table).columns == ["name", ""]


def test_refused_rows_come_back_as_a_table_with_the_reason(msl: User, sign_in: SignIn) -> None:
    run = imported(ACCOUNTS, msl)
    found = sign_in(msl).get(reverse("integrations:problems", args=[run.pk])).content.decode("utf-8-sig")
    lines = found.splitlines()
    assert lines[0].startswith("ID,NAME,TYPE,PARENTID,")
    assert lines[0].endswith(",Where,What is wrong")
    assert lines[1].startswith("001D,Fictional Practice,Shop,")
    assert "is none of these" in lines[1]
    assert [line[:4] for line in lines[1:]] == ["001D", "001F", "001G"]


def test_queries_do_not_grow_with_the_rows(
    msl: User, folder: Path, django_assert_max_num_queries: Any
) -> None:
    def table(count: int, name: str) -> Path:
        rows = "".join(f"{name}{n},Ana,Erfunden{name}{n},hcp,acc{n}\n" for n in range(count))
        return file(folder, f"Id,First name,Last name,Group,AccountId\n{rows}", f"{name}.csv")

    imported(table(2, "a"), msl)
    with django_assert_max_num_queries(400) as few:
        imported(table(5, "b"), msl)
    with django_assert_max_num_queries(len(few)):
        imported(table(300, "c"), msl)
    assert Stakeholder.objects.count() == 307


@pytest.mark.parametrize(
    ("name", "options", "count"),
    [
        ("crm/pharma_field_visits_sample.csv", ["--default", "customer_groups=Physician"], 10),
        ("open_payments/SYNTHETIC_OP_DTL_GNRL_PGYR2023-2024.csv", ["--kind", "stakeholders"], 20),
    ],
)
def test_real_shapes(name: str, options: list[str], count: int, samples: Path, director: User) -> None:
    assert commanded(str(samples / name), "--source", "Sample", *options)[1] == 0
    assert Stakeholder.objects.count() >= count
    before = states()
    assert commanded(str(samples / name), "--source", "Sample", *options)[1] == 0
    assert states() == before
