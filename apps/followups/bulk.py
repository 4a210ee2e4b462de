"""The same step for many promises: each by the action that does it for one, and a result for each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.core.verdict import Verdict
from apps.followups import actions, policies
from apps.followups.forms import CancelForm, DayForm, HandOverForm, NoteForm, PriorityForm, SnoozeForm
from apps.followups.models import Commitment
from apps.users.models import User

#: What one page of the list or the board holds.
MOST = 60


@dataclass(frozen=True)
class Step:
    """What can be done with many: its words, its form, its action, and whether taking up again undoes it."""

    name: str
    label: str | Promise
    icon: str
    form: type[forms.Form]
    action: Callable[..., Commitment]
    is_undone: bool = False

    def form_for(self, data: Any, user: User) -> forms.Form:
        """The form; the one that offers colleagues is told who asks."""
        return HandOverForm(data, user=user) if self.form is HandOverForm else self.form(data)


@dataclass(frozen=True)
class Outcome:
    """One row: done, or why not."""

    commitment: Commitment
    reason: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing stood against it."""
        return not self.reason


STEPS = {
    step.name: step
    for step in (
        Step("keep", _("Mark as kept"), "check", NoteForm, actions.keep_commitment, is_undone=True),
        Step("snooze", _("Remind later"), "clock-pause", SnoozeForm, actions.snooze_commitment),
        Step("hand_over", _("Hand over"), "arrows-exchange", HandOverForm, actions.hand_over_commitment),
        Step("move", _("Change the day"), "calendar-time", DayForm, actions.move_commitment),
        Step("rank", _("Change the priority"), "flag", PriorityForm, actions.rank_commitment),
        Step(
            "cancel", _("Cancel promises"), "circle-x", CancelForm, actions.cancel_commitment, is_undone=True
        ),
    )
}


#: What is said when a step is done, by its name.
TOLD = {
    "keep": ngettext_lazy("%(count)s promise is kept.", "%(count)s promises are kept.", "count"),
    "snooze": ngettext_lazy(
        "%(count)s promise comes back on %(day)s.", "%(count)s promises come back on %(day)s.", "count"
    ),
    "hand_over": ngettext_lazy(
        "%(count)s promise is handed over to %(to)s.",
        "%(count)s promises are handed over to %(to)s.",
        "count",
    ),
    "move": ngettext_lazy(
        "%(count)s promise is now due on %(day)s.", "%(count)s promises are now due on %(day)s.", "count"
    ),
    "rank": ngettext_lazy(
        "%(count)s promise has another priority.", "%(count)s promises have another priority.", "count"
    ),
    "cancel": ngettext_lazy("%(count)s promise is cancelled.", "%(count)s promises are cancelled.", "count"),
    "take_up_again": ngettext_lazy(
        "%(count)s promise is open again.", "%(count)s promises are open again.", "count"
    ),
}


def may_all(user: User, rows: Iterable[Commitment]) -> list[tuple[Commitment, Verdict]]:
    """Each row with whether this person may change it, said before anything is typed."""
    return [(row, policies.may_change(user, row)) for row in rows]


def do_each(step: Step, *, by: User, rows: Iterable[Commitment], values: Mapping[str, Any]) -> list[Outcome]:
    """Do it with each; what is refused for one row is done for the others all the same."""
    return [_done(step.action, by, row, values) for row in rows]


def take_all_up_again(*, by: User, rows: Iterable[Commitment]) -> list[Outcome]:
    """Undo."""
    return [_done(actions.take_up_again, by, row, {}) for row in rows]


def _done(action: Callable[..., Commitment], by: User, row: Commitment, values: Mapping[str, Any]) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(action(by=by, commitment=row, **values))
    except PermissionDenied as refusal:
        return Outcome(row, str(refusal))
    except ValidationError as fault:
        return Outcome(row, " ".join(fault.messages))


def in_words(step: str, outcomes: Iterable[Outcome], values: Mapping[str, Any]) -> str:
    """What is done, with how many."""
    day, count = values.get("due_on") or values.get("until"), sum(outcome.is_done for outcome in outcomes)
    written = date_format(day, gettext("j M Y")) if day else ""
    return str(TOLD[step] % {"count": count, "day": written, "to": values.get("to")})


def packed(keys: Iterable[UUID]) -> str:
    """Keys for the address that undoes it: short, because a message carries it in a cookie."""
    return urlsafe_base64_encode(b"".join(key.bytes for key in keys))


def unpacked(text: str) -> list[UUID]:
    """The keys; none for what is no such text."""
    try:
        found = urlsafe_base64_decode(text)
    except ValueError:
        return []
    return [UUID(bytes=found[at : at + 16]) for at in range(0, len(found) - 15, 16)][:MOST]
