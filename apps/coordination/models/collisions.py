"""SHARED: two functions meet the same people or account within days of each other. Keys and times, never words."""

from typing import Any, Self

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.coordination.models.touchpoints import READERS, Touchpoint
from apps.core.models import BaseModel, RevisionedModel
from apps.directory.models import Account
from apps.firewall.sides import Side
from apps.users.models import User

#: Where nobody said otherwise.
USUAL_DAYS = 7
#: No account asks for more: what a check reads is bounded by it.
MOST_DAYS = 30


class CollisionWindowQuerySet(models.QuerySet[Any]):
    """How close contacts of two functions may be."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see envelopes."""
        return self if user.side in READERS else self.none()


@pghistory.track()
class CollisionWindow(RevisionedModel):
    """How many days contacts of two functions keep apart, in an account and all below it; without one, everywhere.

    The nearest row upwards in the tree counts. 0 days: nobody is warned. A row that says nothing (`days` empty) lets
    the account follow the one above again; shared rows are not deleted.
    """

    side = Side.SHARED

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="collision_windows"
    )
    days = models.PositiveSmallIntegerField(
        _("days between contacts of two functions"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS)],
    )

    objects = CollisionWindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days=None) | Q(days__lte=MOST_DAYS), name="window_is_bounded"),
            models.UniqueConstraint(fields=["account"], nulls_distinct=False, name="one_collision_window"),
        ]

    def __str__(self) -> str:
        return f"{self.days} days"


class CollisionQuerySet(models.QuerySet[Any]):
    """Notices."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see the envelopes they are about."""
        return self if user.side in READERS else self.none()

    def open(self) -> Self:
        """Those that are still true."""
        return self.filter(closed_at=None)

    def of_owner(self, user: User) -> Self:
        """About a contact of this person."""
        return self.filter(Q(first__owner=user) | Q(second__owner=user))


@pghistory.track()
class CollisionNotice(BaseModel):
    """Two contacts of two functions are too close. The pair stands in the order of its keys, so that it has one row.

    Closed when it is no longer true; when the same two come too close again, that is another notice.
    """

    side = Side.SHARED

    first = models.ForeignKey(Touchpoint, models.PROTECT, related_name="collisions_as_first")
    second = models.ForeignKey(Touchpoint, models.PROTECT, related_name="collisions_as_second")
    is_same_account = models.BooleanField(_("same account"))
    is_same_person = models.BooleanField(_("same stakeholder"))
    found_at = models.DateTimeField(_("found"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = CollisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(closed_at=None), name="collision_open_once"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="collision_pair_in_order"),
            models.CheckConstraint(
                condition=Q(is_same_account=True) | Q(is_same_person=True),
                name="collision_is_about_something",
            ),
        ]
        indexes = [models.Index(fields=["found_at", "id"], name="collision_by_found")]

    def __str__(self) -> str:
        return f"Collision of {self.first_id} and {self.second_id}"

    @property
    def both(self) -> tuple[Touchpoint, Touchpoint]:
        """The two contacts, the earlier one first, as far as the reader is told."""
        one, other = sorted((self.first, self.second), key=lambda contact: contact.starts_at)
        return one, other

    @property
    def owner_keys(self) -> set[Any]:
        """Whose contacts they are, as far as the reader is told."""
        return {self.first.owner_id, self.second.owner_id}

    def other(self, touchpoint: Touchpoint) -> Touchpoint:
        """The contact of the other function."""
        return self.second if self.first_id == touchpoint.pk else self.first


class CollisionSeenQuerySet(models.QuerySet[Any]):
    """Who knows."""

    def visible_to(self, user: User) -> Self:
        """Whoever may see the notices."""
        return self if user.side in READERS else self.none()


class CollisionSeen(BaseModel):
    """Somebody was shown a notice and said so. Written once."""

    side = Side.SHARED
    insert_only = True

    notice = models.ForeignKey(CollisionNotice, models.PROTECT, related_name="seen")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    objects = CollisionSeenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="collision_seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.notice_id}"
