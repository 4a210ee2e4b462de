"""Pages: my day, the list, one interaction, and the forms to plan, log, amend and cancel."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.autosave import Autosave, keep_draft, throw_away
from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.core.parts import entered_in, forms_of, parts_of
from apps.core.starting import with_a_new_key
from apps.directory.views.panels import panels
from apps.interactions import forms, queries
from apps.interactions.actions import (
    LOG,
    amend_interaction,
    cancel_interaction,
)
from apps.interactions.comparing import compare_versions
from apps.interactions.drafts import DRAFTS, Page
from apps.interactions.entry import entry_of
from apps.interactions.filters import InteractionFilter
from apps.interactions.logging_page import LogPage
from apps.interactions.models import Interaction
from apps.interactions.planning_page import PlanPage
from apps.interactions.policies import may_amend, may_cancel, may_log, may_plan, may_read
from apps.interactions.requests import interaction_or_404
from apps.users.requests import user_of

SORTS = {"-start": ("-starts_at", "-id"), "start": ("starts_at", "id")}


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """What do I do next?"""
    user = user_of(request)
    may_plan(user).require()
    day = queries.my_day(user)
    context = {"day": day, "side_panels": panels(request, day, "interactions.my_day", "side")}
    return render(request, "interactions/my_day.html", context)


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
    interaction = interaction_or_404(user, id)
    verdicts = {
        "may_log": may_log(user, interaction),
        "may_amend": may_amend(user, interaction),
        "may_cancel": may_cancel(user, interaction),
    }
    context = {
        "interaction": interaction,
        **verdicts,
        "versions": interaction.versions.select_related("made_by"),
        "main_panels": panels(request, interaction, "interactions.read", "main"),
    }
    return render(request, "interactions/read.html", context)


@require_safe
def versions(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Two versions side by side: the latest and the one before it, or those that were chosen."""
    interaction = interaction_or_404(user_of(request), id)
    context = {"interaction": interaction, **compare_versions(interaction, request.GET)}
    return render(request, "interactions/versions.html", context)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Give the new plan its key in the address, so that a reload or a crash comes back to the same draft."""
    may_plan(user_of(request)).require()
    return with_a_new_key(request, "interactions:edit_plan")


def edit_plan(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Plan a contact, move a planned one, or change what is planned. Sent twice it makes one."""
    page = PlanPage(request, id)
    if request.method == "POST" and (interaction := page.save()):
        return redirect(interaction)
    return render(request, "interactions/plan.html", page.context())


@require_safe
def log_from_nothing(request: HttpRequest) -> HttpResponse:
    """Give the new record its key in the address, so that a reload or a crash comes back to the same draft."""
    may_plan(user_of(request)).require()
    return with_a_new_key(request, "interactions:log")


def log(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Record what was said: from a plan, from a draft, or from nothing."""
    page = LogPage(request, id)
    if page.is_done and request.method != "POST":
        return redirect(reverse("interactions:read", args=[id]))
    if request.method == "POST" and (interaction := page.save()):
        return redirect(reverse("interactions:read", args=[interaction.pk]))
    return render(request, "interactions/log.html", page.context())


@require_POST
def draft(request: HttpRequest, id: uuid.UUID, page: str) -> HttpResponse:
    """Autosave."""
    return keep_draft(request, DRAFTS, page, id)


@require_POST
def discard(request: HttpRequest, id: uuid.UUID, page: str) -> HttpResponse:
    """Throw a draft away."""
    return throw_away(request, DRAFTS, page, id)


def amend(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Correct a submitted interaction with a reason."""
    user = user_of(request)
    interaction = interaction_or_404(user, id)
    autosave = Autosave(request, DRAFTS, Page.AMEND, id)
    start = autosave.typed_into(forms.Amend)
    form = forms.Amend(posted(request), user=user, entry=entry_of(interaction), initial=start)
    (may_plan(user) if form.is_bound else may_amend(user, interaction)).require()
    parts = parts_of(request, LOG, autosave.restored.fields if autosave.restored else None)

    def amend_it() -> Interaction:
        reason, sections = form.cleaned_data["reason"], entered_in(parts)
        return amend_interaction(
            by=user, interaction=interaction, reason=reason, sections=sections, **form.edit()
        )

    if saved(form, amend_it, parts=forms_of(parts)):
        autosave.close(_("Amended. The earlier version stays readable beside it."))
        return redirect("interactions:versions", id=interaction.pk)
    context = {"form": form, "interaction": interaction, "sections": parts, "autosave": autosave}
    return render(request, "interactions/amend.html", context)


def cancel(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Cancel with a reason."""
    user = user_of(request)
    interaction = interaction_or_404(user, id)
    form = forms.Cancel(posted(request))
    (may_plan(user) if form.is_bound else may_cancel(user, interaction)).require()
    if saved(form, lambda: cancel_interaction(by=user, interaction=interaction, **form.cleaned_data)):
        DRAFTS.discard(by=user, id=id)
        messages.success(request, _("Cancelled. The record stays, with your reason."))
        return redirect(interaction)
    return render(request, "interactions/cancel.html", {"form": form, "interaction": interaction})
