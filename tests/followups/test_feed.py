"""The calendar feed: read as programs read it, without a sign-in; by its secret link, until that is revoked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.followups import actions
from apps.followups.links import make_link, revoke_link
from apps.followups.models import CalendarLink, Commitment
from apps.interactions.actions import cancel_interaction, change_plan, plan_interaction
from apps.interactions.entry import Entry, entry_of
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.personas import WebClient

#: A Wednesday morning in Berlin, in winter.
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PAGE = "/calendar/"
Make = Callable[..., Commitment]


@pytest.fixture(autouse=True)
def clock() -> Any:
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def token(msl: User) -> str:
    """The liaison's secret."""
    return make_link(by=msl)


def events(token: str, client: Client | None = None) -> dict[str, Any]:
    """What a program reads, by the key of the row that an event is about."""
    answer = (client or Client()).get(f"{PAGE}feed/{token}.ics")
    assert answer.status_code == 200
    found: Any = Calendar.from_ical(answer.content)
    return {str(event["uid"]).split("@")[0]: event for event in found.walk("VEVENT")}


def test_a_promise_is_a_day_without_a_name_or_a_word(token: str, make: Make) -> None:
    commitment = make(in_days=5, what="Canary of the abstract")
    event = events(token)[str(commitment.pk)]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert (event["summary"], event["status"]) == ("Promise due", "CONFIRMED")
    assert str(event["url"]).endswith(commitment.get_absolute_url())
    text = event.to_ical().decode()
    for word in ("Canary", commitment.stakeholder.last_name, commitment.therapeutic_area.name):
        assert word not in text


def test_an_update_keeps_the_uid_and_counts_up(token: str, msl: User, make: Make, clock: Any) -> None:
    commitment = make(in_days=5)
    before = events(token)[str(commitment.pk)]
    clock.shift(60)
    start = actions.values_of(commitment)
    moved = start | {"due_on": date(2026, 12, 4)}
    actions.change_commitment(by=msl, commitment=commitment, before=snapshot(start), values=moved)
    after = events(token)[str(commitment.pk)]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt
    assert after["dtstart"].dt == date(2026, 12, 4)


def test_a_cancellation_is_told_for_a_time(token: str, msl: User, make: Make, clock: Any) -> None:
    commitment = make()
    actions.cancel_commitment(by=msl, commitment=commitment, reason="Moved.")
    assert events(token)[str(commitment.pk)]["status"] == "CANCELLED"
    clock.shift(timedelta(days=31))
    assert events(token) == {}


def test_what_is_kept_says_so(token: str, msl: User, make: Make) -> None:
    commitment = make()
    actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    assert events(token)[str(commitment.pk)]["summary"] == "Promise kept"


def test_a_planned_contact_stands_in_the_persons_zone(token: str, msl: User, entry: Any) -> None:
    """Over the change of clocks: ten in the morning stays ten."""
    User.objects.filter(pk=msl.pk).update(time_zone="Europe/Berlin")
    starts_at = datetime(2027, 3, 29, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    planned = plan_interaction(by=msl, id=new_id(), entry=at(entry(), starts_at))
    answer = Client().get(f"{PAGE}feed/{token}.ics")
    calendar: Any = Calendar.from_ical(answer.content)
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Berlin"
    [event] = calendar.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtstart"].params["tzid"]) == (starts_at, "Europe/Berlin")
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=2)
    assert event["summary"] == "Planned contact"
    account = planned.touchpoint.account.name
    assert account not in answer.content.decode()


def test_a_contact_that_moved_or_was_cancelled(token: str, msl: User, entry: Any) -> None:
    planned = plan_interaction(by=msl, id=new_id(), entry=at(entry(), NOW + timedelta(days=2)))
    before = events(token)[str(planned.pk)]
    start = entry_of(planned)
    change_plan(
        by=msl,
        interaction=planned,
        entry=at(start, NOW + timedelta(days=3)),
        before=snapshot(start.values()),
    )
    after = events(token)[str(planned.pk)]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == NOW + timedelta(days=3)
    cancel_interaction(by=msl, interaction=Interaction.objects.get(), reason="Ill.")
    assert events(token)[str(planned.pk)]["status"] == "CANCELLED"


def at(entry: Entry, starts_at: datetime) -> Entry:
    return Entry(**(entry.values() | {"starts_at": starts_at}))


def test_only_what_is_ones_own(token: str, make: Make, manager: User) -> None:
    make(by=manager)
    assert events(token) == {}


# --- the link ---


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "..", "%00"])
def test_an_unknown_link_is_not_there(token: str, make: Make) -> None:
    assert Client().get(f"{PAGE}feed/{token}.ics").status_code == 404


def test_a_revoked_link_is_not_there(token: str, msl: User) -> None:
    revoke_link(by=msl)
    assert Client().get(f"{PAGE}feed/{token}.ics").status_code == 404


def test_a_new_link_ends_the_old_one(token: str, msl: User) -> None:
    newer = make_link(by=msl)
    assert Client().get(f"{PAGE}feed/{token}.ics").status_code == 404
    assert Client().get(f"{PAGE}feed/{newer}.ics").status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "kam"}])
def test_who_left_or_changed_sides_has_no_feed(token: str, msl: User, change: dict[str, Any]) -> None:
    User.objects.filter(pk=msl.pk).update(**change)
    assert Client().get(f"{PAGE}feed/{token}.ics").status_code == 404


def test_the_secret_is_shown_once_and_kept_as_a_hash(
    msl: User, sign_in: Callable[[User], WebClient], make: Make
) -> None:
    web, commitment = sign_in(msl), make()
    shown = web.post(f"{PAGE}make/").content.decode()
    secret = next(part.split(".ics")[0] for part in shown.split("/calendar/feed/") if ".ics" in part)
    assert str(commitment.pk) in events(secret)
    assert secret not in web.get(PAGE).content.decode()
    link = CalendarLink.objects.get()
    assert secret not in f"{link.digest}"
    assert link.read_at == NOW
    web.post(f"{PAGE}revoke/")
    assert Client().get(f"{PAGE}feed/{secret}.ics").status_code == 404


def test_nothing_changed_is_not_sent_again(token: str, make: Make, clock: Any) -> None:
    make()
    first = Client().get(f"{PAGE}feed/{token}.ics")
    clock.shift(3600)
    again = Client().get(f"{PAGE}feed/{token}.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert set(first["Cache-Control"].split(", ")) == {"private", "no-cache"}
    make()
    assert (
        Client().get(f"{PAGE}feed/{token}.ics", headers={"If-None-Match": first["ETag"]}).status_code == 200
    )


@pytest.mark.django_db
def test_somebody_who_guesses_is_slowed_down() -> None:
    seen = {Client().get(f"{PAGE}feed/guess{number}.ics").status_code for number in range(70)}
    assert seen == {404, 429}


@pytest.mark.parametrize("name", ["kam", "compliance", "administrator", "safety", "medical_information"])
def test_others_make_no_link(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(persona(name))
    assert web.get(PAGE).status_code == 403
    assert web.post(f"{PAGE}make/").status_code == 403
    assert not CalendarLink.objects.exists()


def test_it_is_read_behind_the_wall(
    token: str, kam: User, sign_in: Callable[[User], WebClient], make: Make
) -> None:
    """Also by a browser in which a key account manager is signed in: the link, not the session, says whose it is."""
    commitment = make()
    assert str(commitment.pk) in events(token, sign_in(kam))
