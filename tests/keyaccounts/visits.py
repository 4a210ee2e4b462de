"""Visits as the tests plan, type and log them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.keyaccounts import actions
from apps.keyaccounts.models import Visit
from apps.users.models import User
from tests.factories import AccountFactory, PurposeClassFactory, StakeholderFactory

URL = "/visits/"
SECRET = "they want a rebate"


def envelope(*, hours: float = 1, **changes: Any) -> dict[str, Any]:
    return {
        "account": changes.pop("account", None) or AccountFactory(),
        "stakeholders": changes.pop("stakeholders", None) or [StakeholderFactory()],
        "starts_at": (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0),
        "channel": "video",
        "purpose": PurposeClassFactory(),
        **changes,
    }


def planned(by: User, **changes: Any) -> Visit:
    return actions.plan_visit(by=by, id=new_id(), values=envelope(**changes))


def typed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "account": str(values["account"].pk),
        "stakeholders": [str(person.pk) for person in values["stakeholders"]],
        "starts_at": timezone.localtime(values["starts_at"]).strftime("%Y-%m-%d %H:%M"),
        "channel": values["channel"],
        "purpose": str(values["purpose"].pk),
    }


def log(by: User, visit: Visit, notes: str, before: str = "") -> Visit:
    start = actions.visit_values(visit)
    values = {name: start[name] for name in ("stakeholders", "starts_at")} | {"notes": notes}
    first = before or snapshot({**values, "notes": visit.notes})
    return actions.log_visit(by=by, visit=visit, before=first, values=values)
