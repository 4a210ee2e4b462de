"""The radar (F-98): who of us meets whom, where and when, in the whole field, in an account's tree or around a person.

Everything on it is read from contacts as they are told to the viewer, also what is counted: a strip of weeks, since a
week is the least that is ever told of a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.coordination.queries import envelopes_for, in_order, sorts_of
from apps.core.paging import Groups, Page, Params, page_of
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

#: Coming contacts shown at once; all of them are behind a link.
COMING = 10
SHOWN = 25
WEEKS_BACK, WEEKS_AHEAD = 13, 12
#: The darkest cell of the strip.
LEVELS = 4


@dataclass(frozen=True)
class Around:
    """What the radar looks at: an account with its tree, a person, or (neither) the whole field."""

    account: Account | None = None
    stakeholder: Stakeholder | None = None

    @property
    def tree(self) -> "QuerySet[Account] | None":
        """The account and all below it."""
        return None if self.account is None else Account.objects.filter(path__contains=[self.account.pk])

    @property
    def groups(self) -> Groups | None:
        """For pages of a tree: each account is asked for its own next contacts."""
        return None if self.tree is None else Groups(self.tree, "account")

    def contacts(self, user: User) -> TouchpointQuerySet:
        """What this user is told of; in a tree still to be narrowed by `groups` or `within`."""
        found = envelopes_for(user)
        return found.met([self.stakeholder]) if self.stakeholder else found

    def within(self, found: TouchpointQuerySet) -> TouchpointQuerySet:
        """Only contacts of the tree."""
        return found if self.tree is None else found.filter(account__in=self.tree.values("pk"))


@dataclass(frozen=True)
class Lists:
    """What a radar lists: the coming contacts (None where another order or page is asked for), and a page of others."""

    page: Page[Touchpoint]
    coming: Page[Touchpoint] | None


def lists_of(
    around: Around, found: TouchpointQuerySet, params: Params, now: datetime, *, near: bool
) -> Lists:
    """With `near` the coming contacts, soonest first, and below them the past ones; otherwise as `params` ask."""
    sorts, told = sorts_of(found), found.disclosure
    past = found.filter(told.over(now)) if near else found
    page = page_of(past, params, sorts=sorts, default="-start", size=SHOWN, among=around.groups)
    coming = None
    if near and not page.previous:
        ahead = found.filter(told.since(now))
        coming = in_order(page_of(ahead, {}, sorts=sorts, default="start", size=COMING, among=around.groups))
    page = in_order(page)
    with_people_of([*page.rows, *(coming.rows if coming else ())])
    return Lists(page, coming)


def with_people_of(rows: list[Touchpoint]) -> None:
    """Add whom each was with, in one statement for all."""
    attending = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    prefetch_related_objects(
        rows, Prefetch("attendees", attending.order_by("stakeholder__name_folded"), "people")
    )


@dataclass(frozen=True)
class Cell:
    """How many contacts one function has in one week. `level` is how dark it is drawn, 0 to `LEVELS`."""

    monday: date
    function: str
    count: int
    planned: int
    level: int
    url: str

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + timedelta(days=6)

    @property
    def words(self) -> str:
        """What the number counts. Not in the template: there a hundred cells took as long as all rows of the list."""
        contacts = ngettext("contact", "contacts", self.count)
        return f"{contacts}, {_('%(n)s planned') % {'n': self.planned}}" if self.planned else contacts


@dataclass(frozen=True)
class Strip:
    """Weeks by function."""

    mondays: list[date]
    this_week: date
    rows: list[tuple[str, list[Cell]]]

    @property
    def is_empty(self) -> bool:
        """Nothing in all these weeks."""
        return not any(cell.count for _label, cells in self.rows for cell in cells)


def strip_of(around: Around, found: TouchpointQuerySet, today: date, query: QueryDict) -> Strip:
    """Contacts that were not cancelled, by week and function: one statement, read from the index of weeks."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=n) for n in range(-WEEKS_BACK, WEEKS_AHEAD + 1)]
    counts = _by_week(around.within(found).filter(week_on__range=(mondays[0], mondays[-1])))
    most = max((all_ for all_, _planned in counts.values()), default=0)
    rows = [
        (str(function.label), [_cell(day, function.value, counts, most, query) for day in mondays])
        for function in Touchpoint.Function
    ]
    return Strip(mondays, monday, rows)


def _by_week(found: TouchpointQuerySet) -> dict[tuple[date, str], tuple[int, int]]:
    planned = Count("pk", filter=Q(state=Touchpoint.State.PLANNED))
    rows = (
        found.exclude(state=Touchpoint.State.CANCELLED)
        .order_by()
        .values("week_on", "function")
        .annotate(all=Count("pk"), planned=planned)
    )
    return {(row["week_on"], row["function"]): (row["all"], row["planned"]) for row in rows}


def _cell(
    monday: date,
    function: str,
    counts: Mapping[tuple[date, str], tuple[int, int]],
    most: int,
    query: QueryDict,
) -> Cell:
    count, planned = counts.get((monday, function), (0, 0))
    url = address(query, function=function, start=monday, end=monday + timedelta(days=6))
    return Cell(monday, function, count, planned, -(-LEVELS * count // most) if count else 0, url)


def address(query: QueryDict, **changes: object) -> str:
    """The same radar with other filters, from its first page; an empty value takes one away."""
    asked = query.copy()
    for name in ("cursor", "sort", *changes):
        asked.pop(name, None)
    for name, value in changes.items():
        if value:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"
