"""Promises and needs around one week, and a sweep as the worker runs it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from apps.catalog.models import TherapeuticArea
from apps.dashboards.making import make_due_editions
from apps.dashboards.models import Edition
from apps.directory.models import Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.followups.models import Commitment
from apps.needs.models import UnmetNeed
from apps.users.models import User
from tests.personas import WebClient

#: A Monday, half past seven in Berlin (winter time): the week reported on is 16 to 22 November 2026.
MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)


def sweep(now: datetime | None = MONDAY) -> int:
    """As the worker does, on the medical side."""
    with acting_as(Side.MEDICAL):
        return make_due_editions(now)


def counts(person: User, part: str = "promises") -> dict[str, int]:
    """The numbers of the person's only edition that are not zero."""
    content = Edition.objects.get(person=person).content[part]
    return {line: kept["count"] for line, kept in content.items() if kept["count"]}


@pytest.fixture(autouse=True)
def _here_for_long(request: pytest.FixtureRequest) -> None:
    """The people of the tests did not join just now."""
    people = [
        request.getfixturevalue(name) for name in ("msl", "manager", "kam") if name in request.fixturenames
    ]
    if people:
        User.objects.filter(pk__in=[person.pk for person in people]).update(
            date_joined=datetime(2026, 1, 1, tzinfo=UTC)
        )


@pytest.fixture
def promised(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> Callable[..., Commitment]:
    """A promise as it stands in the table; `due` and `closed` are days after the first of the week reported on."""

    def made(due: int, closed: int | None = None, state: str = "", owner: User = msl) -> Commitment:
        values: dict[str, Any] = {"state": state or ("open" if closed is None else "done")}
        values |= {"evidence": "Sent."} if values["state"] == "done" else {}
        values |= {"cancel_reason": "Moved."} if values["state"] == "cancelled" else {}
        values |= {} if closed is None else {"closed_on": FIRST + timedelta(days=closed)}
        row: Commitment = Commitment.objects.create(
            owner=owner,
            stakeholder=stakeholder,
            therapeutic_area=area,
            what="Send the abstract",
            due_on=FIRST + timedelta(days=due),
            **values,
        )
        return row

    return made


@pytest.fixture
def needed(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> Callable[..., UnmetNeed]:
    """A need as it stands in the table; `heard` is in days after the first of the week reported on."""

    def made(heard: int, state: str, recorded_by: User = msl, **values: Any) -> UnmetNeed:
        stamped = [name for name in ("answered_on", "closed_on") if name in values]
        days = {name: FIRST + timedelta(days=values.pop(name)) for name in stamped}
        words = {
            "answer": "Sent." if "answered_on" in days else "",
            "confirmation": "Yes.",
            "close_reason": "No.",
        }
        row: UnmetNeed = UnmetNeed.objects.create(
            kind="data",
            words="Wants data.",
            stakeholder=stakeholder,
            therapeutic_area=area,
            recorded_by=recorded_by,
            heard_on=FIRST + timedelta(days=heard),
            state=state,
            **days,
            **words,
            **values,
        )
        return row

    return made


@pytest.fixture
def edition(msl: User, promised: Callable[..., Commitment]) -> Edition:
    """One promise is overdue and one was kept."""
    promised(2), promised(3, 3)
    sweep()
    found: Edition = Edition.objects.get(person=msl)
    return found


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)
