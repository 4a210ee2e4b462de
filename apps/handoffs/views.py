"""Pages of those who hand over, and the page of one hand-off, which each side sees with what is theirs."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.directory.views.panels import panels
from apps.handoffs import actions, policies, queries
from apps.handoffs.filters import HandoffFilter
from apps.handoffs.forms import AskForm
from apps.handoffs.models import Handoff
from apps.users.requests import user_of

SORTS = {
    "-asked": ("-asked_at", "-id"),
    "asked": ("asked_at", "id"),
    "due": ("due_at", "id"),
    "-due": ("-due_at", "-id"),
}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """What I handed over and where it stands, the latest first."""
    user = user_of(request)
    policies.may_read_own(user).require()
    everything = queries.handoffs_for(user)
    found = HandoffFilter(filters_of(request, usual={}), everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-asked")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_ask": policies.may_ask(user),
    }
    return render(request, "handoffs/list.html", context)


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new hand-off its key in the address, so that a form sent twice makes one."""
    policies.may_ask(user_of(request)).require()
    return with_a_new_key(request, "handoffs:ask")


def ask(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Hand over."""
    user = user_of(request)
    policies.may_ask(user).require()
    if request.method != "POST" and queries.is_taken(id):
        return redirect("handoffs:read", id)
    form = AskForm(posted(request), user=user, initial=_asked_for(request))
    if made := saved(form, lambda: actions.ask_handoff(by=user, id=id, **form.given())):
        messages.success(
            request, _("Handed over. You are told when the medical side has accepted or declined it.")
        )
        return redirect(made)
    return render(request, "handoffs/ask.html", {"form": form})


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("account", "stakeholder") if request.GET.get(name)}


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One hand-off: to who asked what they asked and where it stands; the medical side adds its own part."""
    user, handoff = user_of(request), visible(request, id)
    context = {
        "handoff": handoff,
        "may_withdraw": policies.may_withdraw(user, handoff),
        "is_sender": bool(policies.may_ask(user)),
        "main_panels": panels(request, handoff, "handoffs.read", "main"),
    }
    return render(request, "handoffs/read.html", context)


@require_POST
def withdraw(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Take it back."""
    done = actions.withdraw_handoff(by=user_of(request), handoff=visible(request, id))
    messages.success(request, _("The hand-off is withdrawn."))
    return redirect(done)


def visible(request: HttpRequest, id: uuid.UUID) -> Handoff:
    """One hand-off. Raises Http404 for one that may not be read."""
    return found_or_404(queries.handoff_for(user_of(request), id))
