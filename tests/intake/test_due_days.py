"""How fast hand-offs are seen to: kept by those who answer and by compliance, read by those who ask."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.core.merging import EditConflict, snapshot
from apps.firewall.roles import role_taken
from apps.handoffs.actions import save_due_days
from apps.handoffs.models import DueDays, Handoff
from apps.handoffs.policies import may_keep_due_days
from apps.users.models import User
from tests.personas import PERSONAS, WebClient

KEEPERS = {"manager", "director", "compliance"}
SignIn = Callable[[User], WebClient]


@pytest.fixture
def soon(db: None) -> DueDays:
    """As the migration made it."""
    found: DueDays = DueDays.objects.get(urgency="soon")
    return found


def test_it_begins_with_what_the_code_said(db: None) -> None:
    rows = dict(DueDays.objects.values_list("urgency", "days"))
    assert rows == {"urgent": 2, "soon": 5, "routine": 10}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_says_it(name: str, persona: Callable[[str], User], soon: DueDays) -> None:
    verdict = may_keep_due_days(persona(name))
    assert bool(verdict) is (name in KEEPERS)
    assert verdict or verdict.reason


@pytest.mark.parametrize(("name", "role"), [("manager", "crm_medical"), ("compliance", "crm_oversight")])
def test_what_is_changed_holds_from_now_on(
    name: str, role: str, persona: Callable[[str], User], soon: DueDays, ask: Callable[..., Handoff]
) -> None:
    first, by = ask(), persona(name)
    with role_taken(role):
        save_due_days(by=by, id=soon.pk, values={"days": 3}, before=snapshot({"days": 5}))
    due_at = first.due_at
    first.refresh_from_db()
    assert first.due_at == due_at, "what was handed over keeps its day"
    assert ask().due_at < due_at


def test_the_side_that_asks_does_not_say_it(kam: User, soon: DueDays) -> None:
    with pytest.raises(PermissionDenied):
        save_due_days(by=kam, id=soon.pk, values={"days": 1}, before=snapshot({"days": 5}))
    refused = pytest.raises(Error, match="does not say how fast")
    with refused, transaction.atomic(), role_taken("crm_commercial"):
        DueDays.objects.filter(pk=soon.pk).update(days=1)


def test_two_who_change_it_do_not_overwrite_each_other(
    manager: User, compliance: User, soon: DueDays
) -> None:
    before = snapshot({"days": 5})
    save_due_days(by=manager, id=soon.pk, values={"days": 4}, before=before)
    with pytest.raises(EditConflict):
        save_due_days(by=compliance, id=soon.pk, values={"days": 7}, before=before)


def test_the_pages(sign_in: SignIn, manager: User, kam: User, msl: User, soon: DueDays) -> None:
    web, page = sign_in(manager), f"/hand-offs/queue/rules/days/{soon.pk}/"
    typed: dict[str, Any] = {"id": str(soon.pk), "before": snapshot({"days": 5})}
    assert "less than or equal to 60" in web.post(page, typed | {"days": "61"}).content.decode()
    assert web.post(page, typed | {"days": "1"}).status_code == 302
    assert "Soon: within 1 working day" in web.get("/hand-offs/queue/rules/").content.decode()
    asked = sign_in(kam).get("/hand-offs/new/", follow=True).content.decode()
    assert "Soon: within 1 working day" in asked
    assert [sign_in(one).get(page).status_code for one in (msl, kam)] == [403, 403]
    assert "changed the days for hand-offs" in web.get(f"/history/handoff-due/{soon.pk}/").content.decode()
