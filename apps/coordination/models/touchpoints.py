"""SHARED: that a contact happened or is planned. No content and no free text: this is the only door in the wall."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Count, F, Value
from django.db.models import When as WhenCase
from django.db.models.functions import Now
from django.db.models.query import ModelIterable
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.coordination.models.told import EVERYTHING, Disclosure, Told, When, disclosure_for, first_day
from apps.core.addresses import address_of
from apps.core.dates import moment_of
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.choices import Channel, channel_class_of
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User

READERS = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}
#: Days are those of the person whose contact it is: what is a Tuesday for them is one for everybody who is told a day.
_DAYS = """
NEW.day_on = (NEW.starts_at AT TIME ZONE COALESCE(
    (SELECT time_zone FROM users_user WHERE id = NEW.owner_id), 'UTC'
))::date;
NEW.week_on = NEW.day_on - (EXTRACT(ISODOW FROM NEW.day_on)::int - 1);
RETURN NEW;
"""
_DAYS_OF_CONTACT = """
SELECT t.day_on, t.week_on INTO STRICT NEW.day_on, NEW.week_on FROM coordination_touchpoint t
WHERE t.id = NEW.touchpoint_id;
RETURN NEW;
"""
#: What a row of a hidden time must not be sorted, counted or read by.
HIDDEN_COLUMNS = {"starts_at": ("starts_at",), "day_on": ("starts_at",), "week_on": ("starts_at", "day_on")}


def _days(func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="keep_days",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_at"),  # type: ignore[no-untyped-call]
        func=func,
    )


class _ToldRows(ModelIterable):  # type: ignore[type-arg]
    """Rows as the viewer of the queryset is told of them."""

    def __iter__(self) -> Iterator[Any]:
        disclosure: Disclosure = self.queryset.disclosure  # type: ignore[attr-defined]
        for row in super().__iter__():
            row.be_told(disclosure)
            yield row


class ToldQuerySet(models.QuerySet[Any]):
    """Rows that stand for contacts. Once `disclosed_to` somebody they hold nothing that is hidden from them, and refuse
    to be sorted by it or read as bare values of it."""

    disclosure: Disclosure = Disclosure()
    #: The names of columns and relations that tell what may be hidden.
    owner_names: tuple[str, ...] = ()
    people_names: tuple[str, ...] = ()

    def _told(self, disclosure: Disclosure) -> Self:
        found: Self = self.all()
        if disclosure.hides():
            found.disclosure, found._iterable_class = disclosure, _ToldRows
        return found

    def _clone(self) -> Self:
        made: Self = super()._clone()  # type: ignore[misc]
        made.disclosure = self.disclosure
        return made

    def order_by(self, *names: Any) -> Self:
        """As usual. Raises ValueError for a sort that would tell what is hidden."""
        self._refuse(names)
        return super().order_by(*names)

    def _values(self, *fields: Any, **expressions: Any) -> Any:
        self._refuse([*fields, *expressions.values()])
        return super()._values(*fields, **expressions)  # type: ignore[misc]

    def _refuse(self, names: Any) -> None:
        told = {_name(one) for one in names} & set(self._hidden())
        if told:
            raise ValueError(f"{', '.join(sorted(told))} would tell what is hidden from the viewer")

    def _hidden(self) -> Iterator[str]:
        if not self.disclosure.hides():
            return
        if self.disclosure.hides(lambda told: told.hides_time):
            yield from HIDDEN_COLUMNS[self.disclosure.when_column]
        if self.disclosure.hides(lambda told: told.hides_owner):
            yield from self.owner_names
        if self.disclosure.hides(lambda told: told.hides_stakeholders):
            yield from self.people_names


def _name(one: Any) -> str:
    """The column that a sort or an expression begins with, as far as it says so."""
    one = getattr(one, "expression", one)
    text = str(getattr(one, "name", one)).removeprefix("-")
    return text.split("__")[0]


class TouchpointQuerySet(ToldQuerySet):
    """Envelopes."""

    owner_names = ("owner", "owner_id")
    people_names = ("attendees",)

    def visible_to(self, user: User) -> Self:
        """Everybody who contacts stakeholders, or oversees those who do, may know that a contact happened: told as the
        disclosure policy says."""
        return self.disclosed_to(user) if user.side in READERS else self.none()

    def disclosed_to(self, user: User) -> Self:
        """The same rows, each with what this person may not know of it replaced (`Touchpoint.be_told`)."""
        return self._told(disclosure_for(user))

    def met(self, people: Any) -> Self:
        """Contacts with any of these people, as far as the viewer may know with whom they were. One that is hidden is
        not found by them either."""
        return self.filter(pk__in=self.keys_met(people))

    def keys_met(self, people: Any) -> "models.QuerySet[Any, Any]":
        """The keys of those contacts."""
        rows = TouchpointStakeholder.objects.told_as(self.disclosure)
        return rows.filter(stakeholder__in=people).values("touchpoint")

    def counted_by_day(self) -> "list[tuple[date | None, date, str, int]]":
        """How many contacts each function has on a day (None where only the week is told), with the week's Monday."""
        weeks = self.disclosure.where(lambda told: told.when == When.WEEK)
        day = Case(WhenCase(weeks, then=Value(None)), default=F("day_on"), output_field=models.DateField())
        found = self.order_by().annotate(told_on=day).values_list("told_on", "week_on", "function")
        return list(found.annotate(count=Count("pk")))

    def of_function(self, function: str) -> Self:
        """Contacts of one function; those of the viewer's own are whole, and can be sorted by everything."""
        found: Self = self.filter(function=function)
        if function != found.disclosure.other:
            found.disclosure, found._iterable_class = Disclosure(), ModelIterable
        return found

    def owned_by(self, person: Any) -> Self:
        """Contacts of this person, as far as the viewer may know whose they are."""
        hidden = self.disclosure.where(lambda told: told.hides_owner)
        return (
            self.filter(owner=person).exclude(hidden)
            if self.disclosure.hides()
            else self.filter(owner=person)
        )


@pghistory.track(exclude=["day_on", "week_on"])
class Touchpoint(RevisionedModel):
    """The envelope of one contact: who, which function, where, with whom, when, by which channel, for which purpose.

    Read for somebody, it holds only what they may know: see `be_told`. `day_on` and `week_on` (its Monday) are kept by
    the database, in the zone of the person whose contact it is.
    """

    side = Side.SHARED
    #: What this row tells whom it was read for.
    told: Told = EVERYTHING

    class State(models.TextChoices):
        """What became of the contact."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class Function(models.TextChoices):
        """The side whose contact it is, kept here because a person may change sides later."""

        MEDICAL = "medical", _("Medical")
        COMMERCIAL = "commercial", _("Commercial")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="touchpoints", verbose_name=_("account")
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="touchpoints")
    function = models.CharField(_("function"), max_length=12, choices=Function.choices)
    purpose = models.ForeignKey(PurposeClass, models.PROTECT, related_name="+", verbose_name=_("purpose"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    starts_at = models.DateTimeField(_("when"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)
    joint_key = models.UUIDField(
        _("joint visit"),
        null=True,
        blank=True,
        editable=False,
        help_text="Contacts of both functions with the same key are parts of one joint visit: no collision.",
    )
    day_on = models.DateField(db_default=Now(), editable=False)
    week_on = models.DateField(db_default=Now(), editable=False)

    objects = TouchpointQuerySet.as_manager()

    class Meta:
        triggers = [_days(_DAYS)]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="touchpoint_by_start"),
            models.Index(fields=["account", "starts_at", "id"], name="touchpoint_by_account"),
            models.Index(fields=["owner", "starts_at", "id"], name="touchpoint_by_owner"),
            models.Index(fields=["day_on", "id"], name="touchpoint_by_day"),
            models.Index(fields=["week_on", "id"], name="touchpoint_by_week"),
            # What is counted by week stands in the index: a tree of accounts is counted without reading its contacts.
            models.Index(fields=["account", "day_on", "id"], name="touchpoint_account_day"),
            models.Index(
                fields=["account", "week_on", "id"],
                include=["function", "state"],
                name="touchpoint_account_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()} contact at {self.account}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The envelope's page."""
        return address_of("coordination:touchpoint", self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As usual. Raises ValueError for a row that was read for somebody who is not told all of it."""
        if self.told != EVERYTHING:
            raise ValueError("What is hidden from somebody must not be written over the row.")
        super().save(*args, **kwargs)

    def be_told(self, disclosure: Disclosure) -> None:
        """Become what the viewer may know: in place of the owner a nameless colleague, in place of the time midnight of
        the day or of the week's Monday (in the reader's zone, so that no date moves), in place of who took part nobody.
        """
        self.told = disclosure.of(self.function, self.purpose_id)
        if self.told.hides_owner:
            self.owner_id = None  # type: ignore[assignment]
            self._state.fields_cache["owner"] = nameless(self.function)
        if self.told.hides_time:
            self.day_on = first_day(self.told, self.day_on)
            self.starts_at = moment_of(self.day_on)
        if self.told.hides_stakeholders:
            self.people: list[TouchpointStakeholder] = []
            self._prefetched_objects_cache = {"attendees": TouchpointStakeholder.objects.none()}

    @property
    def channel_class(self) -> "str | Promise":
        """How close the contact is, in words (F-07)."""
        return channel_class_of(self.channel).label

    @property
    def when_words(self) -> str:
        """The day or the week in words; empty when the time itself is told."""
        if not self.told.hides_time:
            return ""
        day = date_format(self.day_on, _now("j M Y"))
        return _now("Week of %(day)s") % {"day": day} if self.told.when == When.WEEK else day


def nameless(function: str) -> User:
    """A colleague of whom only the function is told. It has no key, no address, and is in no table."""
    words = {
        Touchpoint.Function.MEDICAL: _now("A medical colleague"),
        Touchpoint.Function.COMMERCIAL: _now("A commercial colleague"),
    }
    return User(id=None, first_name=words[Touchpoint.Function(function)])


class AttendanceQuerySet(ToldQuerySet):
    """Who took part."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see envelopes, as far as they may know with whom each of them was."""
        return self.disclosed_to(user) if user.side in READERS else self.none()

    def disclosed_to(self, user: User) -> Self:
        """Only attendances that the viewer may know of, and on each what they may know of the contact."""
        return self.told_as(disclosure_for(user))

    def told_as(self, disclosure: Disclosure) -> Self:
        """Who takes part, without those who are hidden from the viewer."""
        found = self._told(disclosure).filter(is_removed=False)
        if not disclosure.hides(lambda told: told.hides_stakeholders):
            return found
        return found.exclude(disclosure.where(lambda told: told.hides_stakeholders, "touchpoint__"))


@pghistory.track(exclude=["day_on", "week_on"])
class TouchpointStakeholder(BaseModel):
    """A stakeholder takes part. Days and `starts_at` are copies: so the index holds a person's contacts in order.

    Rows are not deleted (SHARED): somebody who does not take part after all `is_removed`.
    """

    side = Side.SHARED
    copies = ("starts_at",)

    touchpoint = models.ForeignKey(Touchpoint, models.CASCADE, related_name="attendees")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="attendances")
    starts_at = models.DateTimeField()
    is_removed = models.BooleanField(default=False)
    day_on = models.DateField(db_default=Now(), editable=False)
    week_on = models.DateField(db_default=Now(), editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        triggers = [_days(_DAYS_OF_CONTACT)]
        constraints = [models.UniqueConstraint(fields=["touchpoint", "stakeholder"], name="attends_once")]
        indexes = [
            models.Index(fields=["stakeholder", "starts_at", "id"], name="attendance_by_start"),
            models.Index(fields=["stakeholder", "day_on", "id"], name="attendance_by_day"),
            models.Index(fields=["stakeholder", "week_on", "id"], name="attendance_by_week"),
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder} at {self.touchpoint}"

    def be_told(self, disclosure: Disclosure) -> None:
        """The copies follow the contact, which is read with the row (`select_related`) or not shown at all."""
        contact: Touchpoint | None = self._state.fields_cache.get("touchpoint")
        if contact is not None:
            contact.be_told(disclosure)
            self.starts_at, self.day_on = contact.starts_at, contact.day_on
        elif disclosure.hides(lambda told: told.hides_time):
            self.day_on = self.week_on
            self.starts_at = moment_of(self.week_on)
