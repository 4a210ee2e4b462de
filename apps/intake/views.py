"""The medical side's queue of hand-offs, the steps with one, and the rules."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.visible import found_or_404
from apps.handoffs.actions import save_due_days
from apps.handoffs.due import due_days_for
from apps.handoffs.policies import may_keep_due_days
from apps.handoffs.views import visible
from apps.intake import actions, policies, queries
from apps.intake.filters import QueueFilter
from apps.intake.forms import DeclineForm, DueDaysForm, FinishForm, GiveForm, HandoffForm, RuleForm
from apps.users.requests import user_of

SORTS = {"due": ("due_at", "id"), "-due": ("-due_at", "-id"), "-asked": ("-asked_at", "-id")}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the medical side, due first."""
    user = user_of(request)
    policies.may_read_queue(user).require()
    everything = queries.queue_for(user)
    found = QueueFilter(filters_of(request, usual={"state": "open"}), everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="due")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_read_rules": policies.may_read_rules(user),
        "may_work": policies.may_work(user),
    }
    return render(request, "intake/queue.html", context)


def step(
    name: str, form: type[HandoffForm], action: Callable[..., Any], told: Any
) -> Callable[..., HttpResponse]:
    """The view of a step whose form asks for exactly what its action takes; `told` is said when it is done."""

    @require_POST
    def view(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
        user = user_of(request)
        policies.may_work(user).require()
        handoff = visible(request, id)
        filled = form(request.POST, user=user, handoff=handoff)
        if saved(filled, lambda: action(by=user, handoff=handoff, **filled.cleaned_data)):
            undo = reverse("intake:again", args=[id]) if name in {"decline", "finish"} else ""
            messages.success(request, told, extra_tags=f"undo:{undo}" if undo else "")
            return redirect("handoffs:read", id)
        context = {"handoff": handoff, "form": filled, "step": name}
        return render(request, "intake/step.html", context)

    return view


accept = step(
    "accept",
    HandoffForm,
    actions.accept_handoff,
    gettext_lazy("It is yours. The sender is told that it is accepted."),
)
give = step("give", GiveForm, actions.give_handoff, gettext_lazy("Your colleague has it now, and is told."))
decline = step(
    "decline",
    DeclineForm,
    actions.decline_handoff,
    gettext_lazy("Declined. The sender learns that, and not why."),
)
finish = step(
    "finish",
    FinishForm,
    actions.finish_handoff,
    gettext_lazy("Done. The sender learns that, and not what was said."),
)
again = step("again", HandoffForm, actions.take_handoff_up_again, gettext_lazy("It is open again."))


def rules(request: HttpRequest) -> HttpResponse:
    """All rules, and a form for a new one."""
    user = user_of(request)
    policies.may_read_rules(user).require()
    if request.method == "POST":
        policies.may_keep_rules(user).require()
    form = RuleForm(posted(request))
    if saved(form, lambda: actions.save_handoff_rule(by=user, **form.kept)):
        messages.success(request, _("The rule holds for what comes from now on."))
        return redirect("intake:rules")
    context = {
        "form": form,
        "rules": queries.rules_for(user),
        "may_keep": policies.may_keep_rules(user),
        "due_days": due_days_for(user),
        "may_keep_due_days": may_keep_due_days(user),
    }
    return render(request, "intake/rules.html", context)


def rule(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Change a rule, or take it out of use."""
    user = user_of(request)
    policies.may_keep_rules(user).require()
    row = found_or_404(queries.rule_for(user, id))
    form = RuleForm(posted(request), instance=row)
    if saved(form, lambda: actions.save_handoff_rule(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("intake:rules")
    return render(request, "intake/rule.html", {"form": form, "rule": row})


def due_days(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Say how many working days an urgency promises."""
    user = user_of(request)
    may_keep_due_days(user).require()
    row = get_object_or_404(due_days_for(user), pk=id)
    form = DueDaysForm(posted(request), instance=row)
    if saved(form, lambda: save_due_days(by=user, **form.kept)):
        messages.success(request, _("Saved. What was handed over before keeps its day."))
        return redirect("intake:rules")
    return render(request, "intake/due_days.html", {"form": form, "row": row})
