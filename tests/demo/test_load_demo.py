"""`load_demo`: once, all or nothing, only where it is wanted."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.demo.loading import is_loaded, load_plan
from apps.demo.loading.made import key_of
from apps.demo.plan import SEED, make_plan
from apps.demo.records import DemoPlan
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.interactions.queries import my_day
from apps.users.models import Territory, User
from tests.demo.logins import user

pytestmark = pytest.mark.django_db
A_WEEK = [date(2026, 3, 16) + timedelta(days=days) for days in range(7)]
SHORT = timedelta(days=4)


def short_plan(today: date) -> DemoPlan:
    """Everything but papers, and of the contacts a liaison's around the day: quick to load."""
    plan = make_plan(SEED, today)
    near = [c for c in plan.contacts if c.owner == "msl" and abs(c.starts_at.date() - today) <= SHORT]
    return replace(plan, publications=(), contacts=tuple(near))


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("today", A_WEEK, ids=lambda day: f"{day:%A}")
def test_my_day_is_full_whatever_the_weekday(today: date) -> None:
    load_plan(short_plan(today))
    msl = user("msl")
    zone = ZoneInfo(msl.time_zone)
    with timezone.override(zone):
        found = my_day(msl, datetime.combine(today, time(7), zone))
    assert len(found.today) >= 2
    assert len(found.tomorrow) >= 2
    assert {row.state for row in found.to_log} == {"planned", "held"}
    assert len(found.drafts) == 1


def test_the_command_loads_for_the_day_and_seed_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "apps.demo.management.commands.load_demo.make_plan",
        lambda seed, today: replace(make_plan(seed, today), publications=(), contacts=few(seed, today)),
    )
    text = run(today=date(2026, 5, 4), seed=7)
    assert text == "Loaded 13 users, 60 accounts, 300 stakeholders, 0 publications, 7 trials, 4 contacts.\n"
    assert is_loaded()


def few(seed: int, today: date) -> Any:
    """Two contacts that are to come, and two that were held."""
    own = [contact for contact in make_plan(seed, today).contacts if contact.owner == "msl"]
    held = [contact for contact in own if contact.medical]
    return (*held[:2], *[contact for contact in own if contact.state == "planned"][-2:])


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="'tomorrow' is no day; write it as 2026-03-18"):
        call_command("load_demo", "--today", "tomorrow")


def test_a_real_installation_gets_no_known_password(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="known password: set DEMO=1"):
        run()
    assert not User.objects.exists()


def test_only_the_owner_loads_and_a_failed_load_leaves_nothing() -> None:
    with role_taken(WEB_LOGIN), pytest.raises(CommandError, match="set CRM_AS_OWNER=1"):
        run()
    assert not User.objects.exists()
    assert not Territory.objects.exists()


def test_any_other_failure_is_not_explained_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise LookupError("of another kind")

    monkeypatch.setattr("apps.demo.loading.whole.load_desk", fail)
    monkeypatch.setattr("apps.demo.management.commands.load_demo.make_plan", lambda *_: short_plan(A_WEEK[0]))
    with pytest.raises(LookupError):
        run()
    assert not User.objects.exists()


def test_keys_are_the_same_for_every_load_and_sort_by_time() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert key_of("account:one", early) == key_of("account:one", early)
    assert key_of("account:one", early) != key_of("account:two", early)
    assert key_of("account:two", early) < key_of("account:one", late)
    assert (key_of("account:one", late).version, key_of("account:one", late).variant) == (
        7,
        "specified in RFC 4122",
    )
