"""Pages about account plans: the list, one plan with the rooms of each side, and the forms."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accountplans import actions, policies, queries
from apps.accountplans.filters import PlanFilter
from apps.accountplans.forms import GoalForm, JoinForm, MilestoneForm, PlanForm
from apps.accountplans.models import AccountPlan, PlanGoal, PlanMilestone
from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.directory.views.panels import panels
from apps.reviews.forms import AskForm
from apps.reviews.models import ReviewRequest
from apps.reviews.queries import reviews_of
from apps.users.requests import user_of

SORTS = {"-end": ("-last_day", "-id"), "end": ("last_day", "id")}
KIND = ReviewRequest.SubjectKind.ACCOUNT_PLAN
#: The rooms of a plan in the order of the page: the name of the panel that its side registers, and whose it is.
ROOMS = (("medical-room", "medical"), ("commercial-room", "commercial"))


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Plans, mine unless asked otherwise, the latest end first."""
    user = user_of(request)
    policies.may_read_plans(user).require()
    everything = queries.plans_for(user)
    may_make = policies.may_make(user)
    usual = {"archived": "false"} | ({"whose": "me"} if may_make else {})
    found = PlanFilter(filters_of(request, usual=usual), everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-end")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_make": may_make,
    }
    return render(request, "accountplans/list.html", context)


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new plan its key in the address, so that a form sent twice makes one."""
    policies.may_make(user_of(request)).require()
    return with_a_new_key(request, "accountplans:edit")


def edit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Begin a plan, or change it."""
    user = user_of(request)
    policies.may_make(user).require()
    plan = visible(request, id) if queries.is_taken(id) else None
    start = {name: request.GET[name] for name in ("account",) if request.GET.get(name)}
    form = PlanForm(posted(request), user=user, plan=plan, initial=start)
    if plan and not form.is_bound:
        policies.may_change(user, plan).require()
    if made := saved(form, lambda: _written(request, id, plan, form)):
        messages.success(request, _("Saved.") if plan else _("The plan is begun. Add goals next."))
        return redirect(made)
    return render(request, "accountplans/edit.html", {"form": form, "plan": plan})


def _written(request: HttpRequest, id: uuid.UUID, plan: AccountPlan | None, form: PlanForm) -> AccountPlan:
    by = user_of(request)
    if plan is None:
        return actions.make_plan(by=by, id=id, values=form.values())
    return actions.change_account_plan(by=by, plan=plan, before=form.before_value, values=form.values())


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One plan: what both see, then each side's room, one of them locked."""
    return shown(request, visible(request, id))


def shown(request: HttpRequest, plan: AccountPlan, **tried: Any) -> HttpResponse:
    """The plan's page; `tried` is a form that could not be saved, with what was typed."""
    user = user_of(request)
    verdicts = {
        "may_change": policies.may_change(user, plan),
        "may_work_on": policies.may_work_on(user, plan),
        "may_ask_review": policies.may_ask_review(user, plan),
        "may_look_back": policies.may_look_back(user, plan),
        "may_archive": policies.may_archive(user, plan),
    }
    context = {
        "plan": plan,
        "calendar": queries.calendar_of(user, plan),
        "reviews": reviews_of(KIND, plan.pk),
        "rooms": _rooms(request, plan),
        "ask": AskForm(),
        "join": JoinForm(),
        **verdicts,
        **tried,
    }
    return render(request, "accountplans/read.html", context)


def _rooms(request: HttpRequest, plan: AccountPlan) -> Any:
    """Both rooms in their order: (whose, panel or None when it is locked for the reader)."""
    open_to_me = {panel["name"]: panel for panel in panels(request, plan, "accountplans.plan", "main")}
    return [(side, open_to_me.get(name)) for name, side in ROOMS]


def goal(request: HttpRequest, id: uuid.UUID, goal_id: uuid.UUID | None = None) -> HttpResponse:
    """Add a goal, or change one."""
    user, plan = user_of(request), visible(request, id)
    policies.may_change(user, plan).require()
    row = queries.goal_of(plan, goal_id) if goal_id else None
    if goal_id and row is None:
        raise Http404
    form = GoalForm(posted(request), instance=row, plan=plan)
    if saved(form, lambda: actions.keep_goal(by=user, plan=plan, **form.kept)):
        messages.success(request, _("Saved. The plan is a draft until compliance approves it."))
        return redirect(plan)
    return render(request, "accountplans/goal.html", {"form": form, "plan": plan, "goal": row})


def milestone(request: HttpRequest, id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """Add a milestone to a goal."""
    plan = visible(request, id)
    policies.may_change(user_of(request), plan).require()
    row = found_or_404(queries.goal_of(plan, goal_id))
    return _milestone(request, plan, row, None)


def edit_milestone(request: HttpRequest, id: uuid.UUID, milestone_id: uuid.UUID) -> HttpResponse:
    """Correct a milestone: its words and its day."""
    plan = visible(request, id)
    policies.may_change(user_of(request), plan).require()
    row = found_or_404(queries.milestone_of(plan, milestone_id))
    return _milestone(request, plan, row.goal, row)


def _milestone(
    request: HttpRequest, plan: AccountPlan, goal: PlanGoal, row: PlanMilestone | None
) -> HttpResponse:
    form = MilestoneForm(posted(request), instance=row)
    if saved(form, lambda: actions.keep_milestone(by=user_of(request), goal=goal, **form.kept)):
        messages.success(request, _("The milestone is changed.") if row else _("The milestone is added."))
        return redirect(plan)
    context = {"form": form, "plan": plan, "goal": goal, "milestone": row}
    return render(request, "accountplans/goal.html", context)


def visible(request: HttpRequest, id: uuid.UUID) -> AccountPlan:
    """One plan. Raises Http404 for one that may not be read."""
    return found_or_404(queries.plan_for(user_of(request), id))
