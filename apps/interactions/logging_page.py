"""The log page: one form with the sections that other apps add, a draft behind it, two ways to save it."""

import uuid
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.core.registry import Section, sections_of
from apps.interactions.actions import log_interaction
from apps.interactions.drafts import discard_draft, draft_of
from apps.interactions.entry import entry_of
from apps.interactions.forms import Log
from apps.interactions.models import Interaction
from apps.interactions.policies import may_log, may_plan
from apps.interactions.queries import interactions_for
from apps.interactions.saving import saved
from apps.users.requests import user_of

SUBMIT = "submit"


class LogPage:
    """What the log view shows and does for one interaction, which may not exist yet.

    Raises Http404 for somebody else's that may not be seen, PermissionDenied with the reason otherwise.
    """

    def __init__(self, request: HttpRequest, id: uuid.UUID) -> None:
        self.request, self.id, self.user = request, id, user_of(request)
        may_plan(self.user).require()
        self.interaction = interactions_for(self.user).filter(pk=id).first()
        if self.interaction is None and Interaction.objects.filter(pk=id).exists():
            raise Http404
        if self.interaction and not self.is_done:
            may_log(self.user, self.interaction).require()

    @property
    def is_done(self) -> bool:
        """Submitted already by this person: a repeated send, or the back button."""
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
    def draft(self) -> Any:
        """What was typed and not saved."""
        return draft_of(self.user, self.id)

    @cached_property
    def form(self) -> Log:
        """Posted data, else the draft, else the plan, else nothing but now."""
        entry = entry_of(self.interaction) if self.interaction else None
        data = self.request.POST if self.request.method == "POST" else None
        return Log(data, user=self.user, entry=entry, initial=self._initial())

    def _initial(self) -> dict[str, Any]:
        asked = {
            name: self.request.GET.getlist(name) for name in ("stakeholders",) if name in self.request.GET
        }
        if account := self.request.GET.get("account"):
            asked["account"] = account  # type: ignore[assignment]
        start = {"starts_at": _last_quarter()} if self._starts_now() else {}
        return {**start, **asked, **(self._drafted() if self.draft else {})}

    def _starts_now(self) -> bool:
        """From nothing, or from a plan for later: the contact is logged because it just took place."""
        return self.interaction is None or self.interaction.starts_at > timezone.now()

    def _drafted(self) -> dict[str, Any]:
        many = {
            name
            for name, field in Log.base_fields.items()
            if isinstance(field, django_forms.ModelMultipleChoiceField)
        }
        typed = self.draft.fields
        found = {name: values if name in many else values[0] for name, values in typed.items() if values}
        return found | {name: [] for name in many if name not in typed}

    @cached_property
    def sections(self) -> list[tuple[Section, django_forms.Form]]:
        """The parts other apps add; their words are drafted with the rest."""
        return [(section, self._section_form(section)) for section in sections_of("interactions.log")]

    def _section_form(self, section: Section) -> django_forms.Form:
        data = self.request.POST if self.request.method == "POST" else None
        typed = self.draft.fields if self.draft else {}
        start = len(section.prefix) + 1
        initial = {
            name[start:]: values[0] for name, values in typed.items() if name.startswith(f"{section.prefix}-")
        }
        is_required = self.is_final and self.request.POST.get("safety_answer") == Interaction.SafetyAnswer.YES
        return section.form(data, prefix=section.prefix, initial=initial, is_required=is_required)  # type: ignore[call-arg]

    def save(self) -> Interaction | None:
        """Save or submit; None when the page has to be shown again, with everything that was typed."""
        valid = [form.is_valid() for form in (self.form, *(form for _section, form in self.sections))]
        if not all(valid):
            return None
        interaction = saved(self.form, self._log)
        if interaction is not None:
            discard_draft(by=self.user, interaction_id=self.id)
        return interaction

    def _log(self) -> Interaction:
        filled = [(section, form.cleaned_data) for section, form in self.sections if form.has_changed()]
        return log_interaction(
            by=self.user,
            id=self.id,
            entry=self.form.to_entry(),
            before=self.form.cleaned_data["before"],
            is_final=self.is_final,
            sections=filled if self.is_final else [],
            opened_at=self._opened_at(),
        )

    def _opened_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.request.POST.get("opened_at", ""))
        except ValueError:
            return None

    def context(self) -> dict[str, Any]:
        """For the template."""
        return {
            "form": self.form,
            "sections": self.sections,
            "interaction": self.interaction,
            "draft": self.draft if self.request.method == "GET" else None,
            "key": self.id,
            "opened_at": self.request.POST.get("opened_at") or timezone.now().isoformat(),
        }


def _last_quarter() -> datetime:
    """A contact that is logged from nothing has just ended: offer the quarter of an hour before now."""
    now = timezone.localtime()
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
