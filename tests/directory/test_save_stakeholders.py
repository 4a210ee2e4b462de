"""Many people at once: recognised by number, a result per row, and a cost that does not grow with the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.directory.actions import Result, StakeholderRow, save_stakeholders
from apps.directory.models import Stakeholder, StakeholderIdentifier
from apps.firewall.roles import acting_as
from apps.users.models import User

ORCID = "0000-0002-1825-0097"

pytestmark = pytest.mark.django_db


def row(last_name: str = "Byron", *numbers: tuple[str, str], **values: object) -> StakeholderRow:
    return StakeholderRow({"last_name": last_name, "customer_groups": ["kol"], **values}, numbers)


def outcomes(saved: list[Result[Stakeholder]]) -> list[str]:
    return [result.outcome for result in saved]


def test_rows_are_created_updated_or_left_and_answered_in_order(msl: User) -> None:
    rows = [row("Byron", ("orcid", ORCID)), row("Cole")]
    assert outcomes(save_stakeholders(rows, by=msl)) == ["created", "created"]

    saved = save_stakeholders(
        [
            row("Dane"),
            row("Byron", ("orcid", f"https://orcid.org/{ORCID}")),
            row("Byron-King", ("orcid", ORCID)),
        ],
        by=msl,
    )

    assert outcomes(saved) == ["created", "unchanged", "updated"]
    person = Stakeholder.objects.get(identifiers__value=ORCID)
    assert (person.last_name, person.name_folded, person.revision) == ("Byron-King", "byron king", 2)
    assert saved[1].row == saved[2].row == person
    assert Stakeholder.objects.count() == 3


def test_the_same_batch_again_changes_nothing_at_all(msl: User) -> None:
    rows = [
        row("Byron", ("orcid", ORCID)),
        StakeholderRow({"last_name": "Cole", "customer_groups": ["kol"]}, id=new_id()),
    ]
    save_stakeholders(rows, by=msl)
    before = list(Stakeholder.objects.order_by("id").values())

    assert outcomes(save_stakeholders(rows, by=msl)) == ["unchanged", "unchanged"]
    assert list(Stakeholder.objects.order_by("id").values()) == before


def test_a_person_twice_in_one_batch_is_one_person(msl: User) -> None:
    saved = save_stakeholders(
        [row("Byron", ("crm", "7")), row("Byron", ("crm", "7"), ("npi", "1234567893"))], by=msl
    )

    assert outcomes(saved) == ["created", "updated"]
    assert Stakeholder.objects.count() == 1
    assert StakeholderIdentifier.objects.count() == 2


def test_a_name_alone_recognises_nobody(msl: User) -> None:
    save_stakeholders([row("Byron")], by=msl)

    assert outcomes(save_stakeholders([row("Byron")], by=msl)) == ["created"]


def test_fields_that_are_not_named_stay(msl: User) -> None:
    save_stakeholders([row("Byron", ("crm", "7"), specialty="Cardiology")], by=msl)
    save_stakeholders([row("Byron", ("crm", "7"), phone="1")], by=msl)

    person = Stakeholder.objects.get()
    assert (person.specialty, person.phone) == ("Cardiology", "1")


def test_first_values_are_for_new_people(msl: User) -> None:
    first = {"country": "DE", "specialty": "Care"}
    rows = [StakeholderRow({"last_name": "Byron", "customer_groups": ["kol"], "specialty": "Surgery"}, [("crm", "7")],
                           first_values=first)]  # fmt: skip
    assert outcomes(save_stakeholders(rows, by=msl)) == ["created"]
    person = Stakeholder.objects.get()
    assert (person.country, person.specialty) == ("DE", "Surgery")

    person.country = ""
    person.save()

    assert outcomes(save_stakeholders(rows, by=msl)) == ["unchanged"]
    assert Stakeholder.objects.get().country == ""


def test_a_bad_row_is_refused_with_reasons_and_the_others_are_saved(msl: User) -> None:
    save_stakeholders([row("One", ("crm", "1")), row("Two", ("crm", "2")), row("Gone", ("crm", "3"))], by=msl)
    Stakeholder.objects.filter(last_name="Gone").update(archived_at=timezone.now())

    saved = save_stakeholders(
        [
            row("", ("crm", "1")),
            row("Bad", ("orcid", "0000-0002-1825-0098")),
            row("Both", ("crm", "1"), ("crm", "2")),
            row("Gone", ("crm", "3"), phone="1"),
            row("Fine"),
        ],
        by=msl,
    )

    assert outcomes(saved) == ["refused"] * 4 + ["created"]
    for result, reason in zip(saved, ("last name:", "no valid number", "One, Two", "archived"), strict=False):
        assert reason in result.reasons[0]
    assert sorted(Stakeholder.objects.values_list("last_name", flat=True)) == ["Fine", "Gone", "One", "Two"]


def test_the_cost_does_not_grow_with_the_rows(msl: User) -> None:
    costs = []
    for count in (10, 200):
        rows = [row(f"N{count}-{number}", ("crm", f"{count}-{number}")) for number in range(count)]
        changed = [row(f"M{count}-{number}", ("crm", f"{count}-{number}")) for number in range(count)]
        for batch in (rows, changed):
            with CaptureQueriesContext(connection) as asked:
                save_stakeholders(batch, by=msl)
            costs.append(len(asked))

    assert costs[:2] == costs[2:]
    assert max(costs) <= 10


def test_a_side_may_do_it_under_its_own_role(kam: User) -> None:
    with acting_as(kam.side):
        assert outcomes(save_stakeholders([row("Byron", ("crm", "7"))], by=kam)) == ["created"]
        assert outcomes(save_stakeholders([row("King", ("crm", "7"))], by=kam)) == ["updated"]
