"""The steps of a plan: each is one POST from its page, and goes back there."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from apps.accountplans import actions, queries
from apps.accountplans.forms import JoinForm
from apps.accountplans.models import AccountPlan
from apps.accountplans.views import KIND, shown, visible
from apps.core.editing import saved
from apps.core.models import new_id
from apps.core.visible import found_or_404
from apps.reviews.actions import ask_review
from apps.reviews.forms import AskForm
from apps.users.requests import user_of


@require_POST
def review(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Ask compliance to look at it."""
    by, plan, form = user_of(request), visible(request, id), AskForm(request.POST)
    about: dict[str, Any] = {"subject_kind": KIND, "subject_id": plan.pk}
    if saved(form, lambda: ask_review(by=by, id=new_id(), **about, **form.cleaned_data)):
        messages.success(request, _("Compliance is asked. You are told what they say."))
        return redirect(plan)
    return shown(request, plan, ask=form)


@require_POST
def join(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Take somebody into the team."""
    by, plan, form = user_of(request), visible(request, id), JoinForm(request.POST)
    if saved(form, lambda: actions.join_plan(by=by, plan=plan, **form.cleaned_data)):
        messages.success(request, _("In the team."))
        return redirect(plan)
    return shown(request, plan, join=form)


@require_POST
def leave(request: HttpRequest, id: uuid.UUID, user_id: uuid.UUID) -> HttpResponse:
    """Take somebody out of the team."""
    plan = visible(request, id)
    member = found_or_404(
        next((row.user for row in getattr(plan, "team", ()) if row.user_id == user_id), None)
    )
    actions.leave_plan(by=user_of(request), plan=plan, user=member)
    return redirect(plan)


@require_POST
def mark(request: HttpRequest, id: uuid.UUID, milestone_id: uuid.UUID) -> HttpResponse:
    """A milestone is done, or not after all."""
    plan = visible(request, id)
    row = found_or_404(queries.milestone_of(plan, milestone_id))
    actions.mark_milestone(by=user_of(request), milestone=row, is_done=request.POST.get("is_done") == "yes")
    return redirect(plan)


@require_POST
def remove_goal(request: HttpRequest, id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """Take a goal out."""
    plan = visible(request, id)
    row = found_or_404(queries.goal_of(plan, goal_id))
    actions.remove_goal(by=user_of(request), goal=row)
    messages.success(request, _("The goal is taken out."))
    return redirect(plan)


@require_POST
def remove_milestone(request: HttpRequest, id: uuid.UUID, milestone_id: uuid.UUID) -> HttpResponse:
    """Take a milestone out, with a way back."""
    plan = visible(request, id)
    row = found_or_404(queries.milestone_of(plan, milestone_id))
    actions.remove_milestone(by=user_of(request), milestone=row)
    undo = reverse("accountplans:restore_milestone", args=[id, milestone_id])
    messages.success(request, _("The milestone is taken out."), extra_tags=f"undo:{undo}")
    return redirect(plan)


@require_POST
def restore_milestone(request: HttpRequest, id: uuid.UUID, milestone_id: uuid.UUID) -> HttpResponse:
    """Put a milestone back."""
    plan = visible(request, id)
    row = found_or_404(queries.removed_milestone_of(plan, milestone_id))
    actions.restore_milestone(by=user_of(request), milestone=row)
    messages.success(request, _("The milestone is back."))
    return redirect(plan)


def _done(action: Callable[..., AccountPlan], told: Any, undo: str = "") -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
        done = action(by=user_of(request), plan=visible(request, id))
        tags = f"undo:{reverse(undo, args=[id])}" if undo else ""
        messages.success(request, told, extra_tags=tags)
        return redirect(done)

    return view


look_back = _done(actions.look_back_on_plan, gettext_lazy("The team has looked back on the plan."))
archive = _done(actions.archive_plan, gettext_lazy("The plan is archived."), "accountplans:restore")
restore = _done(actions.restore_plan, gettext_lazy("The plan is back."))
