"""Reading: my day, the list, one interaction, timelines; and what each costs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.interactions.actions import log_interaction, plan_interaction
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.interactions.queries import contacts_with, my_day
from apps.users.models import User
from tests.factories import StakeholderFactory
from tests.personas import WebClient

EntryMaker = Callable[..., Entry]
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BERLIN)


def at(hour: int, *, days: int = 0) -> datetime:
    """A moment around the fixed noon."""
    return NOON.replace(hour=hour) + timedelta(days=days)


def test_my_day_sorts_contacts_by_what_is_to_be_done(msl: User, entry: EntryMaker) -> None:
    moments = {
        "yesterday": at(10, days=-1),
        "this morning": at(9),
        "tonight": at(18),
        "tomorrow": at(9, days=1),
        "later": at(9, days=2),
    }
    made = {
        name: plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=moment))
        for name, moment in moments.items()
    }
    with timezone.override(BERLIN):
        day = my_day(msl, NOON)
    assert [day.today, day.tomorrow] == [[made["tonight"]], [made["tomorrow"]]]
    assert day.to_log == [made["this morning"], made["yesterday"]]


def test_my_day_is_mine(manager: User, planned: Interaction) -> None:
    assert my_day(manager).to_log == []


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("msl", 200),
        ("manager", 200),
        ("director", 200),
        ("compliance", 200),
        ("other_msl", 404),
        ("stranger", 404),
        ("kam", 404),
        ("administrator", 404),
        ("safety", 404),
    ],
)
def test_who_reads_one(name: str, status: int, persona: Any, sign_in: Any, submitted: Interaction) -> None:
    answer = sign_in(persona(name)).get(submitted.get_absolute_url())
    assert answer.status_code == status
    assert (b"Asked about resistance." in answer.content) == (status == 200)


def test_a_timeline_shows_content_to_whom_may_read_it_and_envelopes_of_the_rest(
    msl: User, other_msl: User, submitted: Interaction, stakeholder: Stakeholder
) -> None:
    mine, theirs = (contacts_with(user, stakeholder, {}).rows for user in (msl, other_msl))
    assert mine[0].interaction == submitted
    assert len(theirs) == 1
    with pytest.raises(Interaction.DoesNotExist):
        assert theirs[0].interaction


def make_many(msl: User, entry: EntryMaker, number: int) -> None:
    """Interactions with several attendees."""
    for _count in range(number):
        people = [StakeholderFactory(), StakeholderFactory()]
        log_interaction(
            by=msl, id=new_id(), entry=entry(stakeholders=people, safety_answer="no"), is_final=True
        )


@pytest.mark.parametrize("page", ["interactions:list", "interactions:my_day", "coordination:radar"])
def test_a_list_costs_the_same_whatever_its_length(
    page: str,
    msl: User,
    sign_in: Any,
    entry: EntryMaker,
    django_assert_num_queries: Any,
    planned: Interaction,
) -> None:
    web = sign_in(msl)
    make_many(msl, entry, 2)
    web.get(reverse(page))
    with django_assert_num_queries(QUERIES[page]):
        web.get(reverse(page))
    make_many(msl, entry, 10)
    with django_assert_num_queries(QUERIES[page]):
        assert web.get(reverse(page)).status_code == 200


#: All statements of a request: 12 for savepoints, role switches, session and user; the rest is the page.
QUERIES = {"interactions:list": 16, "interactions:my_day": 25, "coordination:radar": 19}


def test_the_list_filters_by_person_in_any_spelling(msl: User, sign_in: Any, submitted: Interaction) -> None:
    web = sign_in(msl)
    for text, is_found in (("muller", True), ("ana mül", True), ("linden", True), ("schmidt", False)):
        rows = web.get(reverse("interactions:list"), {"text": text}).context["page"].rows
        assert (rows == [submitted]) == is_found, text


def test_the_radar_shows_both_sides_the_same_envelope(
    msl: User, kam: User, sign_in: Any, submitted: Interaction, account: Account
) -> None:
    for user in (msl, kam):
        text = sign_in(user).get(reverse("coordination:radar")).content.decode()
        assert all(
            word in text for word in ("Lindenhof Hospital", "Ana Müller", "Mira Liaison", "Exchange", "Held")
        )
        assert "Asked about resistance" not in text


def test_an_envelope_has_a_locked_room_for_the_other_side(
    kam: User, msl: User, sign_in: Any, submitted: Interaction
) -> None:
    url = submitted.touchpoint.get_absolute_url()
    assert b"locked for your side" in sign_in(kam).get(url).content
    assert b"Asked about resistance." in sign_in(msl).get(url).content


def test_an_empty_list_says_whether_filters_hide_something(
    msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    web, url = sign_in(msl), reverse("interactions:list")
    assert "No interactions yet" in web.get(url).content.decode()
    page = web.get(url, {"text": "nobody"}).content.decode()
    assert "No interaction matches" in page
    assert "No interactions yet" not in page
    assert "Clear the filters" in page
