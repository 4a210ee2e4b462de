"""Loads the reports of the last weeks, as they would have been made each Monday; only the latest is told of."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F

from apps.core.measuring import Period
from apps.dashboards.making import contents_of, key_of, make_editions
from apps.dashboards.models import Edition
from apps.dashboards.periods import WEEK
from apps.dashboards.weekly import WEEKLY
from apps.demo.loading.made import Made
from apps.notifications.models import Message
from apps.users.models import User

_WEEKS = 6


def load_reports(made: Made) -> None:
    """Those of everybody who gets the weekly digest."""
    people = [user for user in made.users.values() if user.role in WEEKLY.roles]
    latest = _latest(made.plan.today)
    for number in range(1, _WEEKS):
        _load(people, Period(latest.first - number * WEEK, latest.last - number * WEEK))
    told_at = WEEKLY.schedule.due_at(latest, "UTC")
    make_editions(WEEKLY, people, latest, now=told_at)
    told = Message.objects.filter(kind=Message.Kind.REPORT_READY)
    told.update(state=Message.State.SENT, sent_at=F("due_at"), attempts=1)


def _latest(today: date) -> Period:
    """Whatever the hour of the load: what was due this morning is there."""
    return WEEKLY.schedule.latest(datetime.combine(today, time.max, UTC) - timedelta(hours=12), "UTC")


def _load(people: list[User], period: Period) -> None:
    contents = contents_of(WEEKLY, people, period)
    Edition.objects.bulk_create(
        Edition(
            id=key_of(WEEKLY, person, period),
            person=person,
            report=WEEKLY.name,
            first_day=period.first,
            last_day=period.last,
            content=contents[person.pk],
        )
        for person in people
    )
