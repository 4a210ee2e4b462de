"""What the plan forms of both functions have in common: they show what is around before they save."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.coordination.cautions import Caution, cautions_for, mark_of
from apps.coordination.models import Touchpoint
from apps.coordination.noticing import see_collisions, seen_of, unseen_of
from apps.coordination.queries import attending
from apps.core.dates import MomentField
from apps.core.fields import offer
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

#: The box "I have seen this": its value names what was seen.
SEEN = "cautions_seen"
WHAT = ("account", "stakeholders", "starts_at")


class LooksAround(forms.Form):
    """Mix into a form with `account`, `stakeholders` and `starts_at`, whose `user` plans a contact.

    Where something is around, the first sending shows it and the second, with the box ticked, saves. `planned` is the
    envelope of a contact that is moved: what stays where it was is not asked about.
    """

    user: User
    planned: Touchpoint | None = None

    def clean(self) -> dict[str, Any] | None:
        """Ask once for what is around; a changed day is asked about anew."""
        cleaned = super().clean()
        for name in ("cautions", "unseen", "_stays"):
            self.__dict__.pop(name, None)
        if self.unseen and self.data.get(SEEN) != self.mark:
            self.add_error(
                None, _("Look at what is around this contact, say that you have seen it, and save again.")
            )
        return cleaned

    @cached_property
    def cautions(self) -> list[Caution]:
        """What is around the contact as it was typed; nothing before it was sent, and nothing around what is over."""
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return []
        account, people, starts_at = (self.cleaned_data.get(name) for name in WHAT)
        if not account or not starts_at or starts_at < timezone.now() or self._stays:
            return []
        return cautions_for(self.user, account, people or [], starts_at, planned=self.planned)

    @cached_property
    def unseen(self) -> list[Caution]:
        """Without the collisions of this contact that the person has said to have seen."""
        seen = seen_of(self.user, self.planned) if self.planned and self.cautions else frozenset()
        return [one for one in self.cautions if not one.overlap or one.overlap.touchpoint.pk not in seen]

    @property
    def mark(self) -> str:
        """The value of the box."""
        return mark_of(self.unseen)

    @property
    def is_ticked(self) -> bool:
        """Whether the box is ticked for what is shown."""
        return bool(self.mark) and self.data.get(SEEN) == self.mark

    @property
    def shown_collisions(self) -> Collection[UUID]:
        """Keys of the contacts that the person was shown."""
        return {one.overlap.touchpoint.pk for one in self.cautions if one.overlap}

    @property
    def cautions_were_asked(self) -> bool:
        """Whether the contact is new or was moved."""
        return not self._stays

    @cached_property
    def _stays(self) -> bool:
        """Whether place, time and people are as they were planned."""
        if self.planned is None:
            return False
        account, people, starts_at = (self.cleaned_data.get(name) for name in WHAT)
        is_moved = (account, starts_at) != (self.planned.account, self.planned.starts_at)
        return not is_moved and {*(people or [])} == {*attending(self.planned)}


class Surroundings(LooksAround):
    """What of a plan form is needed to look around while it is being typed."""

    account = forms.ModelChoiceField(Account.objects.none())
    stakeholders = forms.ModelMultipleChoiceField(Stakeholder.objects.none(), required=False)
    starts_at = MomentField()

    def __init__(self, *args: Any, user: User, planned: Touchpoint | None = None, **kwargs: Any) -> None:
        self.user, self.planned = user, planned
        super().__init__(*args, **kwargs)
        offer(self, "account", Account.objects.visible_to(user))
        offer(self, "stakeholders", Stakeholder.objects.visible_to(user))


def tell_of_newcomers(request: HttpRequest, touchpoint: Touchpoint, form: LooksAround) -> None:
    """After saving: keep what was seen, and say when somebody else planned while the form was being sent."""
    see_collisions(by=form.user, touchpoint=touchpoint, others=form.shown_collisions)
    if form.cautions_were_asked and unseen_of(form.user, touchpoint):
        messages.warning(
            request,
            _("A colleague of the other function planned nearby at the same moment. See your contact."),
        )
