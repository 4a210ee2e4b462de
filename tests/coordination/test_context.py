"""What to know before a visit: kept by both sides, read by both, and it warns whoever plans on such a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.coordination import context_actions as actions
from apps.coordination import policies
from apps.coordination.cautions import cautions_for
from apps.coordination.context import context_of, values_of
from apps.coordination.models import AccountPhase, CollisionWindow, CriticalEvent, DoNotVisitWindow
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Account
from apps.firewall.roles import acting_as
from apps.users.models import User
from tests.factories import AccountFactory
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
KEEPERS = {"msl", "other_msl", "manager", "director", "stranger", "kam", "commercial_lead"}
LEADERS = {"manager", "director", "commercial_lead", "compliance"}


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def said(by: User, account: Account, model: Any = CriticalEvent, **values: Any) -> Any:
    usual: dict[Any, dict[str, Any]] = {
        CriticalEvent: {"kind": "complaint", "ends_on": None},
        AccountPhase: {"phase": "active"},
    }
    given = usual.get(model, {"reason": "holidays"}) | {"starts_on": day(0)} | values
    return actions.record_context(by=by, model=model, id=new_id(), account=account, values=given)


# --- who ---


@pytest.mark.parametrize("name", PERSONAS)
def test_who_keeps_it(name: str, persona: Callable[[str], User], account: Account, msl: User) -> None:
    user, row = persona(name), said(msl, account)
    assert bool(policies.may_keep_context(user, account)) is (name in KEEPERS)
    assert bool(policies.may_change_context(user, row)) is (name in KEEPERS)
    assert bool(policies.may_set_days(user)) is (name in LEADERS)
    if name not in KEEPERS:
        with pytest.raises(PermissionDenied):
            said(user, account)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_it(name: str, persona: Callable[[str], User], account: Account, kam: User) -> None:
    said(kam, account)
    user = persona(name)
    with acting_as(user.side):
        assert CriticalEvent.objects.visible_to(user).exists() is (name not in {"safety", "administrator"})


def test_an_archived_account_and_an_archived_row_stay_as_they_are(msl: User, account: Account) -> None:
    row = said(msl, account)
    actions.archive_context(by=msl, row=row)
    row.refresh_from_db()
    assert "put away" in str(policies.may_change_context(msl, row).reason)
    account.archived_at = timezone.now()
    assert "archived" in str(policies.may_keep_context(msl, account).reason)


# --- what ---


def test_what_holds_above_holds_below(msl: User, kam: User, account: Account) -> None:
    below = AccountFactory(parent=account)
    event = said(kam, account, starts_on=day(3))
    closed = said(kam, account, DoNotVisitWindow, ends_on=day(2))
    phase = said(kam, below, AccountPhase, phase="formulary")
    now = context_of(msl, below)
    assert (now.events, now.closed, now.phase) == ([event], [closed], phase)
    assert context_of(msl, account).phase is None
    assert context_of(msl, AccountFactory()).is_empty


def test_the_latest_phase_that_has_begun_holds(msl: User, account: Account) -> None:
    for phase, starts in (("exploring", -30), ("active", -3), ("negotiation", 5)):
        said(msl, account, AccountPhase, phase=phase, starts_on=day(starts))
    assert context_of(msl, account).phase == AccountPhase.objects.get(phase="active")
    actions.archive_context(by=msl, row=AccountPhase.objects.get(phase="active"))
    assert context_of(msl, account).phase == AccountPhase.objects.get(phase="exploring")


def test_what_is_long_over_is_not_told(msl: User, account: Account) -> None:
    said(msl, account, starts_on=day(-40))
    said(msl, account, DoNotVisitWindow, starts_on=day(-40), ends_on=day(-1))
    assert context_of(msl, account).is_empty


def test_it_ends_after_it_begins(msl: User, account: Account) -> None:
    with pytest.raises(ValidationError, match="before it begins"):
        said(msl, account, DoNotVisitWindow, ends_on=day(-1))


def test_sent_twice_it_is_said_once(msl: User, account: Account) -> None:
    key, values = new_id(), {"phase": "active", "starts_on": day(0)}
    for _twice in range(2):
        actions.record_context(by=msl, model=AccountPhase, id=key, account=account, values=values)
    assert AccountPhase.objects.count() == 1


def test_two_who_correct_it_at_once_are_told(msl: User, kam: User, account: Account) -> None:
    row = said(msl, account)
    before, start = snapshot(values_of(row)), values_of(row)
    actions.change_context(by=kam, row=row, before=before, values=start | {"kind": "tender"})
    with pytest.raises(EditConflict):
        actions.change_context(by=msl, row=row, before=before, values=start | {"kind": "audit"})
    actions.change_context(by=msl, row=row, before=before, values=start | {"ends_on": day(4)})
    row.refresh_from_db()
    assert (row.kind, row.ends_on) == ("tender", day(4))


@pytest.mark.parametrize(("days", "warns"), [(0, False), (1, True), (3, True), (4, False)])
def test_such_a_day_warns(days: int, warns: bool, msl: User, kam: User, account: Account) -> None:
    below = AccountFactory(parent=account)
    said(kam, account, kind="contract_freeze", starts_on=day(1), ends_on=day(3))
    said(kam, account, DoNotVisitWindow, starts_on=day(1), ends_on=day(3))
    put_away = said(kam, account, kind="complaint", starts_on=day(1), ends_on=day(3))
    actions.archive_context(by=kam, row=put_away)
    moment = timezone.localtime().replace(hour=12) + timedelta(days=days)
    told = [str(one.title) for one in cautions_for(msl, below, [], moment)]
    assert told == (
        [
            "Do not visit Lindenhof Hospital: Holidays",
            "Contract freeze at Lindenhof Hospital on this day",
        ]
        if warns
        else []
    )


# --- distance ---


def test_who_leads_sets_the_distance(manager: User, commercial_lead: User, account: Account) -> None:
    actions.set_collision_days(by=manager, account=account, days=3)
    actions.set_collision_days(by=commercial_lead, account=account, days=4)
    actions.set_collision_days(by=commercial_lead, account=None, days=9)
    assert CollisionWindow.objects.count() == 2
    assert context_of(manager, account).days == 4
    actions.set_collision_days(by=manager, account=account, days=None)
    assert context_of(manager, account).days == 9


# --- pages ---


def test_said_corrected_put_away_and_brought_back(
    kam: User, sign_in: SignIn, account: Account, msl: User
) -> None:
    web, base = sign_in(kam), f"/contacts/accounts/{account.pk}/context/"
    form = web.get(f"{base}closed/new/", follow=True)
    url, typed = form.request["PATH_INFO"], {"reason": "inspection", "starts_on": "today"}
    faulty = web.post(url, typed | {"starts_on": "2026-05-02", "ends_on": "2026-05-01"})
    assert "before it begins" in faulty.content.decode()
    sent = {"reason": "inspection", "starts_on": str(day(1)), "ends_on": str(day(2))}
    assert web.post(url, sent).headers["Location"] == base
    row = DoNotVisitWindow.objects.get()
    page = sign_in(msl).get(account.get_absolute_url()).content.decode()
    assert "Do not visit" in page
    assert "Inspection" in page
    before = web.get(url).context["form"]["before"].value()
    web.post(url, sent | {"before": before, "reason": "holidays"})
    away = f"/contacts/context/closed/{row.pk}/archive/"
    assert "undo" in str(list(web.post(away, follow=True).context["messages"])[-1].tags)
    row.refresh_from_db()
    assert (row.reason, row.is_archived) == ("holidays", True)
    assert web.get(url).status_code == 403
    web.post(f"/contacts/context/closed/{row.pk}/restore/")
    assert not DoNotVisitWindow.objects.get().is_archived


@pytest.mark.parametrize("name", PERSONAS)
def test_who_opens_the_pages(
    name: str, persona: Callable[[str], User], sign_in: SignIn, account: Account, msl: User
) -> None:
    row, web, base = said(msl, account), sign_in(persona(name)), f"/contacts/accounts/{account.pk}/"
    expected = 302 if name in KEEPERS else 403
    assert web.get(f"{base}context/event/new/").status_code == expected
    assert (web.get(f"{base}context/event/{row.pk}/").status_code == 200) is (name in KEEPERS)
    assert (web.post(f"/contacts/context/event/{row.pk}/archive/").status_code == 302) is (name in KEEPERS)
    assert (web.post(f"{base}distance/", {"days": "2"}).status_code == 302) is (name in LEADERS)
    assert CollisionWindow.objects.exists() is (name in LEADERS)


def test_strange_addresses_are_not_found(msl: User, sign_in: SignIn, account: Account) -> None:
    web = sign_in(msl)
    for path in (f"accounts/{account.pk}/context/words/new/", f"accounts/{new_id()}/context/"):
        assert web.get(f"/contacts/{path}").status_code == 404
    assert web.post(f"/contacts/context/event/{new_id()}/archive/").status_code == 404


def test_a_distance_that_is_none_is_told(manager: User, sign_in: SignIn, account: Account) -> None:
    web = sign_in(manager)
    answer = web.post(f"/contacts/accounts/{account.pk}/distance/", {"days": "31"})
    assert "less than or equal to 30" in answer.content.decode()
    assert web.post("/contacts/distance/", {"days": "5"}).status_code == 302
    assert context_of(manager, account).days == 5
