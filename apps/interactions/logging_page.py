"""The log page: one form with the sections that other apps add, a draft behind it, two ways to save it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.core.autosave import Autosave
from apps.core.editing import posted, saved
from apps.core.parts import Parts, entered_in, forms_of, parts_of, typed_in
from apps.interactions.actions import LOG, log_interaction
from apps.interactions.drafts import DRAFTS, Page
from apps.interactions.entry import entry_of
from apps.interactions.forms import Log
from apps.interactions.models import Interaction
from apps.interactions.offers import Offer, offers_for
from apps.interactions.policies import may_log, may_plan
from apps.interactions.prefilled import asked_for
from apps.interactions.requests import interaction_or_new
from apps.users.requests import user_of

SUBMIT = "submit"


class LogPage:
    """What the log view shows and does for one interaction, which may not exist yet.

    Raises Http404 for somebody else's that may not be seen, PermissionDenied with the reason otherwise; what is sent to
    a record that changed meanwhile is refused by the action, on the form, with all that was typed.
    """

    def __init__(self, request: HttpRequest, id: uuid.UUID) -> None:
        self.request, self.id, self.user = request, id, user_of(request)
        may_plan(self.user).require()
        self.interaction = interaction_or_new(self.user, id)
        self.autosave = Autosave(request, DRAFTS, Page.LOG, id)
        if self.interaction and not self.is_done and request.method != "POST":
            may_log(self.user, self.interaction).require()

    @property
    def is_done(self) -> bool:
        """Submitted already by this person: a repeated send, another tab, or the back button."""
        found = self.interaction
        return found is not None and found.is_locked and found.owner_id == self.user.pk

    @property
    def is_final(self) -> bool:
        """Whether the button said to submit."""
        return self.request.POST.get("do") == SUBMIT

    @property
    def message(self) -> str:
        """What happens next."""
        if self.is_final:
            return _("Submitted and locked. You can amend it with a reason.")
        return _("Saved. It is not submitted yet: you find it on My day under To be logged.")

    @cached_property
    def form(self) -> Log:
        """Posted data, else the draft, else the plan, else nothing but now."""
        entry = entry_of(self.interaction) if self.interaction else None
        return Log(posted(self.request), user=self.user, entry=entry, initial=self._initial())

    @cached_property
    def parts(self) -> Parts:
        """The parts other apps add; their words are drafted with the rest."""
        draft = self.autosave.restored
        return parts_of(self.request, LOG, draft.fields if draft else None)

    def _initial(self) -> dict[str, Any]:
        start = {"starts_at": _last_quarter()} if self._starts_now() else {}
        return {**start, **asked_for(self.request), **self.autosave.typed_into(Log)}

    def _starts_now(self) -> bool:
        """From nothing, or from a plan for later: the contact is logged because it just took place."""
        return self.interaction is None or self.interaction.starts_at > timezone.now()

    def save(self) -> Interaction | None:
        """Save or submit; None when the page has to be shown again, with everything that was typed."""
        interaction = saved(self.form, self._log, parts=forms_of(self.parts))
        if interaction is not None:
            self._settle_draft()
        return interaction

    def _log(self) -> Interaction:
        return log_interaction(
            by=self.user,
            id=self.id,
            entry=self.form.to_entry(),
            before=self.form.cleaned_data["before"],
            is_final=self.is_final,
            sections=entered_in(self.parts) if self.is_final else {},
            opened_at=self._opened_at(),
        )

    def _settle_draft(self) -> None:
        """The form is saved. The parts of others are handed over only at the end: until then they stay drafted."""
        kept = {} if self.is_final else typed_in(self.parts, self.request.POST)
        if kept:
            DRAFTS.save(by=self.user, page=Page.LOG, id=self.id, fields=kept)
            self.autosave.tell(self.message)
        else:
            self.autosave.close(self.message, all_pages=True)

    def _opened_at(self) -> datetime | None:
        try:
            opened_at = datetime.fromisoformat(self.request.POST.get("opened_at", ""))
        except ValueError:
            return None
        return opened_at if timezone.is_aware(opened_at) and _is_today(opened_at) else None

    @property
    def offers(self) -> list[Offer]:
        """What to go on with instead, where an empty record was opened."""
        is_empty = self.request.method != "POST" and self.interaction is None and self.autosave.draft is None
        return offers_for(self.user, self.request.GET.getlist("stakeholders")) if is_empty else []

    def context(self) -> dict[str, Any]:
        """For the template."""
        return {
            "form": self.form,
            "sections": self.parts,
            "interaction": self.interaction,
            "autosave": self.autosave,
            "offers": self.offers,
            "opened_at": self.request.POST.get("opened_at") or timezone.now().isoformat(),
        }


def _is_today(opened_at: datetime) -> bool:
    """Whether a form can have been opened then; the browser may send anything, and years are out of the calendar."""
    try:
        return timedelta() <= timezone.now() - opened_at <= timedelta(days=1)
    except OverflowError:
        return False


def _last_quarter() -> datetime:
    """A contact that is logged from nothing has just ended: offer the quarter of an hour before now."""
    now = timezone.localtime()
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
