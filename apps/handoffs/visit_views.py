"""Pages of joint visits: the list, one visit, asking compliance, and each function's own part."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.paging import filters_of, page_of
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.handoffs import joint_policies as policies
from apps.handoffs import queries
from apps.handoffs.actions import visits as actions
from apps.handoffs.filters import JointVisitFilter
from apps.handoffs.models import JointVisit
from apps.handoffs.visit_forms import JointVisitForm, LinkForm
from apps.reviews import actions as review_actions
from apps.reviews.forms import AskForm
from apps.reviews.models import ReviewRequest
from apps.reviews.queries import reviews_of
from apps.users.requests import user_of

SORTS = {"-when": ("-starts_at", "-id"), "when": ("starts_at", "id")}
KIND = ReviewRequest.SubjectKind.JOINT_VISIT


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Joint visits of everybody, the latest first; mine unless asked otherwise."""
    user = user_of(request)
    policies.may_see_joint_visits(user).require()
    everything = queries.joint_visits_for(user)
    may_ask = policies.may_ask_joint_visit(user)
    found = JointVisitFilter(
        filters_of(request, usual={"whose": "me"} if may_ask else {}), everything, request=request
    )
    page = page_of(found.qs, request, sorts=SORTS, default="-when")
    context = {"filter": found, "page": page, "everything": everything, "sort": page.sort, "may_ask": may_ask}
    return render(request, "handoffs/visits.html", context)


@require_safe
def make_visit(request: HttpRequest) -> HttpResponse:
    """Give the new visit its key in the address, so that a form sent twice makes one."""
    policies.may_ask_joint_visit(user_of(request)).require()
    return with_a_new_key(request, "handoffs:edit_visit")


def edit_visit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Ask for a joint visit, or change it."""
    user = user_of(request)
    policies.may_ask_joint_visit(user).require()
    row = visible(request, id) if queries.is_visit_taken(id) else None
    start = {name: request.GET[name] for name in ("account",) if request.GET.get(name)}
    form = JointVisitForm(posted(request), user=user, visit=row, initial=start)
    if row and not form.is_bound:
        policies.may_change_joint_visit(user, row).require()
    if made := saved(form, lambda: _written(request, id, row, form)):
        messages.success(request, _("Written down. Ask compliance next."))
        return redirect(made)
    return render(request, "handoffs/edit_visit.html", {"form": form, "visit": row})


def _written(request: HttpRequest, id: uuid.UUID, row: JointVisit | None, form: JointVisitForm) -> JointVisit:
    by = user_of(request)
    if row is None:
        return actions.ask_joint_visit(by=by, id=id, values=form.values())
    return actions.change_joint_visit(by=by, visit=row, before=form.before_value, values=form.values())


@require_safe
def visit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One joint visit, and what I may do with it."""
    return _page(request, visible(request, id))


def _page(request: HttpRequest, row: JointVisit, **tried: Any) -> HttpResponse:
    user = user_of(request)
    mine = row.part_of(user.side.value) if user in row.two else None
    context = {
        "visit": row,
        "reviews": reviews_of(KIND, row.pk),
        "may_change": policies.may_change_joint_visit(user, row),
        "may_ask_review": policies.may_ask_review(user, row),
        "may_plan": policies.may_plan_part(user, row),
        "may_cancel": policies.may_cancel_joint_visit(user, row),
        "mine": mine,
        "is_due": getattr(row, f"is_{user.side.value}_due", False),
        "parts": queries.parts_of(user, row),
        "ask": AskForm(),
        "link": LinkForm(user=user, visit=row),
        **tried,
    }
    return render(request, "handoffs/visit.html", context)


@require_POST
def ask_review(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Ask compliance to look at it."""
    by, row, form = user_of(request), visible(request, id), AskForm(request.POST)
    about: dict[str, Any] = {"subject_kind": KIND, "subject_id": row.pk}
    if saved(form, lambda: review_actions.ask_review(by=by, id=new_id(), **about, **form.cleaned_data)):
        messages.success(request, _("Compliance is asked, and your colleague is told."))
        return redirect(row)
    return _page(request, row, ask=form)


@require_POST
def link(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """This contact of mine is my part."""
    by, row = user_of(request), visible(request, id)
    form = LinkForm(request.POST, user=by, visit=row)
    if saved(form, lambda: actions.link_joint_contact(by=by, visit=row, **form.cleaned_data)):
        messages.success(
            request,
            _("Your part is planned."),
            extra_tags=f"undo:{reverse('handoffs:unlink_visit', args=[id])}",
        )
        return redirect(row)
    return _page(request, row, link=form)


def _done(action: Callable[..., JointVisit], told: Any) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
        done = action(by=user_of(request), visit=visible(request, id))
        messages.success(request, told)
        return redirect(done)

    return view


unlink = _done(actions.unlink_joint_contact, gettext_lazy("Your contact is no part of the visit any more."))
cancel = _done(
    actions.cancel_joint_visit, gettext_lazy("The joint visit is cancelled. Contacts that are planned stay.")
)


def visible(request: HttpRequest, id: uuid.UUID) -> JointVisit:
    """One joint visit. Raises Http404 for one that may not be read."""
    return found_or_404(queries.joint_visit_for(user_of(request), id))
