"""The desk of compliance: the list of incidents, one of them, and what is done with it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import saved
from apps.core.models import new_id
from apps.core.paging import filters_of, page_of
from apps.core.visible import found_or_404
from apps.incidents import actions, policies, queries
from apps.incidents.choices import State
from apps.incidents.filters import IncidentFilter
from apps.incidents.forms import ActionForm, CommentForm, MoveForm
from apps.incidents.models import Incident
from apps.incidents.workflow import STEPS, asks_reason, next_states
from apps.users.models import User
from apps.users.requests import user_of

SORTS = {"-when": ("-created_at", "-id"), "when": ("created_at", "id")}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Incidents, the newest first; those that are not closed unless asked otherwise."""
    user = user_of(request)
    policies.may_work(user).require()
    everything = queries.incidents_for(user)
    found = IncidentFilter(filters_of(request, usual={"state": "pending"}), everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-when")
    context = {"filter": found, "page": page, "everything": everything, "sort": page.sort}
    return render(request, "incidents/list.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One incident, and what may be done with it."""
    return _page(request, _incident(request, id))


def _page(request: HttpRequest, incident: Incident, **tried: forms.Form) -> HttpResponse:
    """The incident's page; `tried` is a form that could not be saved, with what was typed."""
    user = user_of(request)
    context: dict[str, Any] = {
        "incident": incident,
        "log": queries.log_of(incident),
        "corrective": queries.actions_of(incident),
        "steps": _steps(user, incident),
        "may_act": policies.may_act(user, incident),
        "comment": CommentForm(initial={"id": new_id()}),
        "act": ActionForm(initial={"id": new_id()}),
        "move": MoveForm(),
        **tried,
    }
    context["tried"], context["tried_form"] = next(iter(tried.items()), ("", None))
    return render(request, "incidents/read.html", context)


def _steps(user: User, incident: Incident) -> "list[dict[str, Any]]":  # type: ignore[valid-type]
    """Where it can go from here; a step that is not open yet says why."""
    return [
        {
            "to": to,
            "label": STEPS[to],
            "verdict": policies.may_move(user, incident, to),
            "asks_reason": asks_reason(incident.state, to),
            "asks_severity": to == State.TRIAGED,
        }
        for to in next_states(incident.state)
    ]


@require_POST
def move(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """A step further, or back."""
    return _do(request, id, "move", MoveForm(request.POST), actions.move_incident, _("Recorded."))


@require_POST
def comment(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """A line in the log."""
    told = _("Your comment stands in the log.")
    return _do(request, id, "comment", CommentForm(request.POST), actions.comment_incident, told)


@require_POST
def act(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """A corrective action."""
    told = _("The corrective action is written down, and who does it is told. They do not see this page.")
    return _do(request, id, "act", ActionForm(request.POST), actions.add_corrective_action, told)


@require_POST
def finish(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """A corrective action is done."""
    user = user_of(request)
    action = found_or_404(queries.action_for(user, id))
    actions.finish_corrective_action(by=user, step=action)
    messages.success(request, _("Done as of today."))
    return redirect(action.incident)


def _do(
    request: HttpRequest,
    id: uuid.UUID,
    name: str,
    form: forms.Form,
    action: Callable[..., Any],
    told: str,
) -> HttpResponse:
    """Do it and go back; what is missing is told on the incident's page, with all that was typed."""
    user, incident = user_of(request), _incident(request, id)
    if saved(form, lambda: action(by=user, incident=incident, **form.cleaned_data)):
        messages.success(request, told)
        return redirect(incident)
    return _page(request, incident, **{name: form})


def _incident(request: HttpRequest, id: uuid.UUID) -> Incident:
    return found_or_404(queries.incident_for(user_of(request), id))
