"""Drawing a sample, reading it, and what follows from a finding."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.directory.models import Account
from apps.incidents.models import Incident
from apps.oversight.actions import draw_sample, review_item
from apps.oversight.models import Sample, SampleItem
from apps.oversight.sampling import drawn, population
from apps.users.models import User
from tests.personas import WebClient

DAY = datetime.date(2026, 3, 2)
UNREAD = snapshot({"finding": "", "note": ""})
VALUES = {"function": "medical", "first_day": DAY, "last_day": DAY, "size": 3}


@pytest.fixture
def contacts(account: Account, purpose: Any, msl: User, kam: User) -> list[Touchpoint]:
    """Eight medical contacts on the day; a commercial one, a planned one and one of the day after besides."""
    at = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)

    def held(owner: User, **values: Any) -> Touchpoint:
        common = {
            "account": account,
            "purpose": purpose,
            "channel": "phone",
            "state": "held",
            "starts_at": at,
        }
        return Touchpoint.objects.create(owner=owner, function=owner.side, **(common | values))

    held(kam), held(msl, state="planned"), held(msl, starts_at=at + datetime.timedelta(days=1))
    return [held(msl) for _number in range(8)]


@pytest.fixture
def sample(contacts: list[Touchpoint], compliance: User) -> Sample:
    return draw_sample(by=compliance, id=new_id(), values=VALUES)


def test_only_contacts_of_the_period_and_function_are_drawn(
    sample: Sample, contacts: list[Touchpoint]
) -> None:
    keys = list(sample.items.values_list("touchpoint", flat=True))
    assert len(set(keys)) == 3
    assert set(keys) <= {contact.pk for contact in contacts}
    assert sample.population == 8


def test_the_same_seed_draws_the_same(sample: Sample) -> None:
    again = drawn(population("medical", DAY, DAY), sample.seed, 3)
    assert again == list(sample.items.values_list("touchpoint", flat=True))


def test_both_functions_when_none_is_chosen(contacts: list[Touchpoint], compliance: User) -> None:
    made = draw_sample(by=compliance, id=new_id(), values=VALUES | {"function": "", "size": 50})
    assert made.items.count() == made.population == 9


def test_a_form_sent_twice_draws_once(contacts: list[Touchpoint], compliance: User) -> None:
    key = new_id()
    assert draw_sample(by=compliance, id=key, values=VALUES) == draw_sample(
        by=compliance, id=key, values=VALUES
    )


def test_nothing_to_draw_from_says_so(compliance: User) -> None:
    with pytest.raises(ValidationError, match="No contact was held"):
        draw_sample(by=compliance, id=new_id(), values=VALUES)


def test_nobody_else_draws_or_reads(sample: Sample, msl: User) -> None:
    with pytest.raises(PermissionDenied):
        draw_sample(by=msl, id=new_id(), values=VALUES)
    with pytest.raises(PermissionDenied):
        review_item(by=msl, item=sample.items.all()[0], before=UNREAD, finding="fine", note="")


@pytest.mark.parametrize(
    ("finding", "incidents"), [("fine", 0), ("question", 0), ("near_miss", 1), ("breach", 1)]
)
def test_a_serious_finding_becomes_one_incident(
    finding: str, incidents: int, sample: Sample, compliance: User
) -> None:
    item = sample.items.all()[0]
    for _time in range(2):
        review_item(by=compliance, item=item, before=UNREAD, finding=finding, note="Prices were discussed.")
    assert Incident.objects.count() == incidents
    if incidents:
        made = Incident.objects.get()
        assert (made.found, made.found_id, made.happened_on) == ("review", item.pk, DAY)


def test_a_finding_that_is_not_fine_needs_a_note(sample: Sample, compliance: User) -> None:
    with pytest.raises(ValidationError, match="Write down what you found"):
        review_item(by=compliance, item=sample.items.all()[0], before=UNREAD, finding="breach", note=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        SampleItem.objects.update(finding="breach", reviewed_at=timezone.now())


def test_by_the_pages(desk: WebClient, contacts: list[Touchpoint]) -> None:
    url = desk.get("/oversight/samples/new/")["Location"]
    page = desk.post(url, {name: str(value) for name, value in VALUES.items()})["Location"]
    assert b"0 of 3 read, drawn out of 8" in desk.get(page).content
    first, second, _third = SampleItem.objects.all()
    assert b"Read what was said" in desk.get(first.get_absolute_url()).content
    answer = desk.post(first.get_absolute_url(), {"before": UNREAD, "finding": "fine", "note": ""})
    assert answer["Location"] == second.get_absolute_url()
    assert b"1 of 3 read" in desk.get(page).content
    assert b"1 of 3" in desk.get("/oversight/samples/").content


def test_it_leads_to_what_was_said(desk: WebClient, submitted: Any, compliance: User) -> None:
    day = submitted.touchpoint.starts_at.date()
    draw_sample(by=compliance, id=new_id(), values=VALUES | {"first_day": day, "last_day": day})
    body = desk.get(SampleItem.objects.get().get_absolute_url()).content.decode()
    assert submitted.get_absolute_url() in body


def test_bad_input_says_so(desk: WebClient) -> None:
    answer = desk.post(
        f"/oversight/samples/{new_id()}/draw/",
        {"first_day": "2026-03-02", "last_day": "2026-03-01", "size": "5"},
    )
    assert b"later" in answer.content
    assert not Sample.objects.exists()


def test_of_two_who_read_one_nobody_overwrites_the_other(desk: WebClient, sample: Sample) -> None:
    item = sample.items.all()[0]
    url = item.get_absolute_url()
    before = desk.get(url).context["form"]["before"].value()
    breach = {"before": before, "finding": "breach", "note": "Prices were discussed."}
    assert desk.post(url, breach).status_code == 302
    answer = desk.post(url, {"before": before, "finding": "fine", "note": ""})
    assert "Somebody else saved while you were editing" in answer.content.decode()
    assert answer.context["form"]["note"].value() == "Prices were discussed.", "what only one wrote is kept"
    item.refresh_from_db()
    assert (item.finding, item.note) == ("breach", "Prices were discussed.")
    again = {
        "before": answer.context["form"]["before"].value(),
        "finding": "fine",
        "note": "On second thoughts.",
    }
    assert desk.post(url, again).status_code == 302
    item.refresh_from_db()
    assert item.finding == "fine"
