"""The page on which a contact is planned, moved, or planned otherwise: one form, one draft behind it."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from apps.coordination.planning_form import tell_of_newcomers
from apps.core.autosave import Autosave
from apps.core.editing import posted, saved
from apps.interactions.actions import change_plan, plan_interaction
from apps.interactions.drafts import DRAFTS, Page
from apps.interactions.entry import entry_of
from apps.interactions.forms import Plan
from apps.interactions.models import Interaction
from apps.interactions.policies import may_change_plan, may_plan
from apps.interactions.prefilled import asked_for, carried
from apps.interactions.requests import interaction_or_new
from apps.users.requests import user_of


class PlanPage:
    """What the planning view shows and does for one interaction, which may not exist yet.

    Raises Http404 for somebody else's that may not be seen, PermissionDenied with the reason otherwise.
    """

    def __init__(self, request: HttpRequest, id: uuid.UUID) -> None:
        self.request, self.id, self.user = request, id, user_of(request)
        may_plan(self.user).require()
        self.interaction = interaction_or_new(self.user, id)
        if self.interaction and request.method != "POST":
            may_change_plan(self.user, self.interaction).require()
        self.autosave = Autosave(request, DRAFTS, Page.EDIT_PLAN, id)

    @cached_property
    def form(self) -> Plan:
        """Posted data, else the draft, else the plan, else what the address asks for."""
        entry = entry_of(self.interaction) if self.interaction else None
        start = {**asked_for(self.request), **self.autosave.typed_into(Plan)}
        form = Plan(posted(self.request), user=self.user, entry=entry, initial=start)
        form.planned = self.interaction.touchpoint if self.interaction else None
        return form

    def save(self) -> Interaction | None:
        """Plan or change; None when the page has to be shown again, with everything that was typed."""
        made = saved(self.form, self._write)
        if made is not None:
            self.autosave.close(self.message)
        return made

    def _write(self) -> Interaction:
        made = self._planned()
        tell_of_newcomers(self.request, made.touchpoint, self.form)
        return made

    def _planned(self) -> Interaction:
        if self.interaction is None:
            return plan_interaction(by=self.user, id=self.id, entry=self.form.to_entry())
        return change_plan(by=self.user, interaction=self.interaction, **self.form.edit())

    @property
    def message(self) -> str:
        """What was done."""
        if self.interaction:
            return _("The plan was changed.")
        return _("Planned. Both sides can see that you will be there, not what about.")

    @property
    def log_url(self) -> str:
        """Where a contact that is over can be logged, with what was filled in here."""
        if not (self.form.is_bound and self.form.is_over):
            return ""
        return f"{reverse('interactions:log', args=[self.id])}?{carried(self.request.POST)}"

    def context(self) -> dict[str, Any]:
        """For the template."""
        return {
            "form": self.form,
            "interaction": self.interaction,
            "autosave": self.autosave,
            "log_url": self.log_url,
        }
