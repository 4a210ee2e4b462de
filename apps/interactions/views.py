"""Pages: my day, the list, one interaction, and the forms to plan, log, amend and cancel."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.paging import page_of
from apps.interactions import forms, queries
from apps.interactions.actions import (
    LOG,
    amend_interaction,
    cancel_interaction,
    change_plan,
    plan_interaction,
)
from apps.interactions.comparing import compare_versions
from apps.interactions.drafts import discard_draft, save_draft
from apps.interactions.entry import entry_of
from apps.interactions.filters import InteractionFilter
from apps.interactions.logging_page import LogPage
from apps.interactions.models import Interaction
from apps.interactions.parts import entered_in, forms_of, parts_of
from apps.interactions.policies import may_amend, may_cancel, may_change_plan, may_log, may_plan, may_read
from apps.users.requests import user_of

SORTS = {"-start": ("-starts_at", "-id"), "start": ("starts_at", "id")}


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """What do I do next?"""
    user = user_of(request)
    may_plan(user).require()
    return render(request, "interactions/my_day.html", {"day": queries.my_day(user)})


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every interaction I may read."""
    user = user_of(request)
    may_read(user).require()
    filters = InteractionFilter(request.GET, queries.interactions_for(user), request=request)
    page = page_of(filters.qs, request, sorts=SORTS, default="-start")
    context = {"filter": filters, "page": page, "sort": page.sort, "may_plan": may_plan(user)}
    return render(request, "interactions/list.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One interaction, and what I may do with it."""
    user = user_of(request)
    interaction = queries.interaction_for(user, id)
    verdicts = {
        "may_log": may_log(user, interaction),
        "may_amend": may_amend(user, interaction),
        "may_cancel": may_cancel(user, interaction),
    }
    context = {
        "interaction": interaction,
        **verdicts,
        "versions": interaction.versions.select_related("made_by"),
    }
    return render(request, "interactions/read.html", context)


@require_safe
def versions(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Two versions side by side: the latest and the one before it, or those that were chosen."""
    interaction = queries.interaction_for(user_of(request), id)
    context = {"interaction": interaction, **compare_versions(interaction, request.GET)}
    return render(request, "interactions/versions.html", context)


def plan(request: HttpRequest) -> HttpResponse:
    """Plan a contact. The form carries the key of what it makes, so that sending it twice makes one."""
    user = user_of(request)
    may_plan(user).require()
    start = {name: request.GET.getlist(name) for name in ("stakeholders", "account") if request.GET.get(name)}
    form = forms.Plan(posted(request), user=user, initial={**start, **_single(start, "account")})
    key = _key(request.POST.get("id"))
    if form.is_valid():
        made = saved(form, lambda: plan_interaction(by=user, id=key, entry=form.to_entry()))
        if made:
            messages.success(
                request, _("Planned. Both sides can see that you will be there, not what about.")
            )
            return redirect(made)
    return render(request, "interactions/plan.html", {"form": form, "key": key})


def edit_plan(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Move a planned contact, or change what is planned."""
    user = user_of(request)
    interaction = queries.interaction_for(user, id)
    form = forms.Plan(posted(request), user=user, entry=entry_of(interaction))
    (may_plan(user) if form.is_bound else may_change_plan(user, interaction)).require()
    if saved(form, lambda: change_plan(by=user, interaction=interaction, **form.edit())):
        messages.success(request, _("The plan was changed."))
        return redirect(interaction)
    return render(request, "interactions/plan.html", {"form": form, "interaction": interaction})


@require_safe
def log_from_nothing(request: HttpRequest) -> HttpResponse:
    """Give the new record its key in the address, so that a reload or a crash comes back to the same draft."""
    may_plan(user_of(request)).require()
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("interactions:log", args=[new_id()]) + query)


def log(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Record what was said: from a plan, from a draft, or from nothing."""
    page = LogPage(request, id)
    if page.is_done and request.method != "POST":
        return redirect(reverse("interactions:read", args=[id]))
    if request.method == "POST" and (interaction := page.save()):
        messages.success(request, page.message)
        return redirect(reverse("interactions:read", args=[interaction.pk]))
    return render(request, "interactions/log.html", page.context())


@require_POST
def draft(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Autosave: keep what is typed, valid or not."""
    fields: dict[str, Any] = dict(request.POST.lists())
    try:
        saved_at = save_draft(by=user_of(request), interaction_id=id, fields=fields)
    except ValueError:
        return JsonResponse({"detail": _("This is too long to keep as a draft.")}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


@require_POST
def discard(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(by=user_of(request), interaction_id=id)
    messages.success(request, _("The draft was thrown away."))
    return redirect("interactions:my_day")


def amend(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Correct a submitted interaction with a reason."""
    user = user_of(request)
    interaction = queries.interaction_for(user, id)
    form = forms.Amend(posted(request), user=user, entry=entry_of(interaction))
    (may_plan(user) if form.is_bound else may_amend(user, interaction)).require()
    parts = parts_of(request, LOG)

    def amend_it() -> Interaction:
        reason, sections = form.cleaned_data["reason"], entered_in(parts)
        return amend_interaction(
            by=user, interaction=interaction, reason=reason, sections=sections, **form.edit()
        )

    if saved(form, amend_it, parts=forms_of(parts)):
        messages.success(request, _("Amended. The earlier version stays readable beside it."))
        return redirect("interactions:versions", id=interaction.pk)
    context = {"form": form, "interaction": interaction, "sections": parts}
    return render(request, "interactions/amend.html", context)


def cancel(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Cancel with a reason."""
    user = user_of(request)
    interaction = queries.interaction_for(user, id)
    form = forms.Cancel(posted(request))
    (may_plan(user) if form.is_bound else may_cancel(user, interaction)).require()
    if saved(form, lambda: cancel_interaction(by=user, interaction=interaction, **form.cleaned_data)):
        messages.success(request, _("Cancelled. The record stays, with your reason."))
        return redirect(interaction)
    return render(request, "interactions/cancel.html", {"form": form, "interaction": interaction})


def _single(start: dict[str, list[str]], name: str) -> dict[str, str]:
    return {name: start[name][0]} if name in start else {}


def _key(given: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(given or "")
    except ValueError:
        return new_id()
