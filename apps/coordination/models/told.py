"""What one viewer is told of the other function's contacts, read from the policy in force.

The own side and oversight are told everything. Without an approved policy, and for what its rules leave out, so is the
other function: person, exact time, stakeholders. That is what it saw before there was a policy.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.coordination.models.disclosure import DisclosurePolicy, DisclosureRule
from apps.core.once import once
from apps.firewall.sides import Side
from apps.users.models import User

Who, When, Whom = DisclosureRule.Who, DisclosureRule.When, DisclosureRule.Whom
OTHER = {Side.MEDICAL: Side.COMMERCIAL, Side.COMMERCIAL: Side.MEDICAL}


@dataclass(frozen=True)
class Told:
    """What is told of one contact."""

    who: str = Who.PERSON
    when: str = When.TIME
    whom: str = Whom.STAKEHOLDER

    @property
    def hides_owner(self) -> bool:
        """Only the function is told."""
        return self.who != Who.PERSON

    @property
    def hides_time(self) -> bool:
        """Only the day or the week is told."""
        return self.when != When.TIME

    @property
    def hides_stakeholders(self) -> bool:
        """Only the account is told."""
        return self.whom != Whom.STAKEHOLDER


EVERYTHING = Told()


@dataclass(frozen=True)
class Disclosure:
    """What a viewer is told of contacts of the function `other`, by key of the purpose. Without `other`: everything."""

    other: str = ""
    by_purpose: Mapping[Any, Told] = field(default_factory=dict)
    rest: Told = EVERYTHING

    def of(self, function: str, purpose_id: Any) -> Told:
        """What is told of a contact of this function for this purpose."""
        return self.by_purpose.get(purpose_id, self.rest) if function == self.other else EVERYTHING

    def hides(self, is_hidden: Callable[[Told], bool] = lambda told: told != EVERYTHING) -> bool:
        """Whether anything at all (or just that) is ever kept from this viewer."""
        return bool(self.other) and any(map(is_hidden, (self.rest, *self.by_purpose.values())))

    def where(self, is_hidden: Callable[[Told], bool], of: str = "") -> Q:
        """Contacts of which that is kept from this viewer. `of`: the way to the contact, such as `touchpoint__`."""
        if not self.hides(is_hidden):
            return Q(pk__in=[])
        named = {key for key, told in self.by_purpose.items() if is_hidden(told) != is_hidden(self.rest)}
        purpose = Q(**{f"{of}purpose_id__in": named})
        return Q(**{f"{of}function": self.other}) & (~purpose if is_hidden(self.rest) else purpose)

    @property
    def when_column(self) -> str:
        """The column that lists are sorted by: the finest time that this viewer is told of every contact.

        Were a contact whose time is hidden listed between two others by its time, the list would tell the time.
        """
        if self.hides(lambda told: told.when == When.WEEK):
            return "week_on"
        return "day_on" if self.hides(lambda told: told.hides_time) else "starts_at"

    def since(self, moment: datetime, of: str = "") -> Q:
        """Contacts at or after a moment. Of a hidden time the whole day or week counts, if any of it does."""
        day = timezone.localtime(moment).date()
        return self._about(
            of,
            Q(**{f"{of}starts_at__gte": moment}),
            Q(**{f"{of}day_on__gte": day}),
            Q(**{f"{of}week_on__gt": day - timedelta(days=7)}),
        )

    def before(self, moment: datetime, of: str = "") -> Q:
        """Contacts before a moment. Of a hidden time the whole day or week counts, if any of it does."""
        day = timezone.localtime(moment - timedelta(microseconds=1)).date()
        return self._about(
            of,
            Q(**{f"{of}starts_at__lt": moment}),
            Q(**{f"{of}day_on__lte": day}),
            Q(**{f"{of}week_on__lte": day}),
        )

    def over(self, moment: datetime) -> Q:
        """Contacts that are no longer to come: exactly those that `since` leaves out."""
        day = timezone.localtime(moment).date()
        return self._about(
            "", Q(starts_at__lt=moment), Q(day_on__lt=day), Q(week_on__lte=day - timedelta(days=7))
        )

    def _about(self, of: str, exact: Q, by_day: Q, by_week: Q) -> Q:
        if not self.hides(lambda told: told.hides_time):
            return exact
        days = self.where(lambda told: told.when == When.DAY, of)
        weeks = self.where(lambda told: told.when == When.WEEK, of)
        open_ = ~self.where(lambda told: told.hides_time, of)
        return (open_ & exact) | (days & by_day) | (weeks & by_week)


def disclosure_for(user: User) -> Disclosure:
    """What this person is told, by the policy in force now: one small read, none for the sides that see everything."""
    other = OTHER.get(user.side)
    if other is None:
        return Disclosure()
    viewer = user.side.value
    return once(("disclosure", viewer), lambda: disclosure_to(viewer))


def disclosure_to(viewer: str) -> Disclosure:
    """What one function is told of the other."""
    rows = _rules_in_force().filter(viewer=viewer)
    rules: dict[Any, Told] = {
        key: Told(*told) for key, *told in rows.values_list("purpose_id", "who", "when", "whom")
    }
    rest = rules.pop(None, EVERYTHING)
    return Disclosure(OTHER[Side(viewer)].value, rules, rest)


def weekly_rules() -> Any:
    """The rules in force by which one function is told no more than the week of some contact of the other."""
    return _rules_in_force().filter(when=When.WEEK)


def _rules_in_force() -> Any:
    return DisclosureRule.objects.filter(policy__state=DisclosurePolicy.State.APPROVED)


def first_day(told: Told, day: date) -> date:
    """What a date becomes: itself, or the Monday of its week."""
    return monday_of(day) if told.when == When.WEEK else day


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())
