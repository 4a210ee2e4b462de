"""The measures of coordination as their page shows them: together, by function, and for who leads a team by person.

Numbers of both functions stand here, and disclosure may hide of a contact when it was, but never its week. Periods are
whole weeks that are over: no two of them, compared, tell more of a contact than the radar does.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.coordination.measures import Counted, visits_collided, visits_prepared
from apps.coordination.models import Touchpoint
from apps.core.measuring import Period, Share, share_of
from apps.users.models import User

#: How many weeks a period can have; the first is the usual one.
WEEKS = (13, 26, 52)
#: A rate of one person over fewer visits says nothing of them, and is not shown.
FEWEST = 10


@dataclass(frozen=True)
class Line:
    """The measure of a group or of a person."""

    label: str
    share: Share
    is_person: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether there is enough for a rate."""
        return self.share.whole >= (FEWEST if self.is_person else 1)


@dataclass(frozen=True)
class Measure:
    """A measure, what its number means, and how it is counted in words."""

    name: str
    title: str | Promise
    unit: str | Promise
    definition: str | Promise
    visits: Callable[[User, Period], Counted]


MEASURES = (
    Measure(
        "context",
        _("Context viewed"),
        _("% of visits to shared accounts"),
        _(
            "Of the visits that were held at accounts where both functions met somebody in the 365 days "
            "before the end of the period: those whose owner opened the brief in the 48 hours before they began."
        ),
        visits_prepared,
    ),
    Measure(
        "collisions",
        _("Collisions"),
        _("per 100 visits"),
        _(
            "Of all visits that were held: those that came within the days that the account asks for (7 where "
            "nobody says) after a visit of the other function at the same account, and whose owner had been "
            "shown that neither by the brief nor by a notice."
        ),
        visits_collided,
    ),
)


def period_of(asked: str, today: date) -> Period:
    """So many whole weeks up to last Sunday; the usual number for anything else."""
    weeks = int(asked) if asked in map(str, WEEKS) else WEEKS[0]
    last = today - timedelta(days=today.isoweekday())
    return Period(last - timedelta(weeks=weeks) + timedelta(days=1), last)


def measured_for(user: User, period: Period) -> list[tuple[Measure, list[Line]]]:
    """Each measure with its lines; the people are those of the viewer's own team."""
    team = team_of(user)
    return [(measure, _lines(measure.visits(user, period), user, team)) for measure in MEASURES]


def team_of(user: User) -> list[User]:
    """Whom this person leads; nobody for who looks at whole functions."""
    if user.role not in {"medical_manager", "commercial_lead"} or user.team_id is None:
        return []
    people = User.objects.filter(team=user.team_id, is_active=True)
    return [person for person in people.order_by("name_folded", "id") if person.side == user.side]


Counts = Counter[tuple[str, object]]


def _lines(counted: Counted, user: User, team: list[User]) -> list[Line]:
    visits, found = map(_counts, counted)
    both = Line(str(_("Both functions")), share_of(found.total(), visits.total()))
    functions = [
        Line(str(one.label), share_of(_of(found, one.value), _of(visits, one.value)))
        for one in Touchpoint.Function
    ]
    people = [
        Line(str(one), share_of(found[user.side, one.pk], visits[user.side, one.pk]), is_person=True)
        for one in team
    ]
    return [both, *functions, *people]


def _counts(rows: "QuerySet[Any]") -> Counts:
    """One statement, however many there are."""
    grouped = rows.order_by().values_list("function", "owner").annotate(n=Count("pk"))
    return Counter({(function, owner): n for function, owner, n in grouped})


def _of(counts: Counts, function: str) -> int:
    return sum(n for (one, _owner), n in counts.items() if one == function)
