"""Pages about reviews: the queue, one review, and what compliance says; the rules that watch words."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.visible import found_or_404
from apps.firewall.sides import Side
from apps.reviews import actions, policies, queries
from apps.reviews.filters import ReviewFilter
from apps.reviews.forms import DecideForm, SteeringRuleForm
from apps.reviews.measures import lead_time_of
from apps.reviews.models import ReviewRequest
from apps.users.requests import user_of

SORTS = {
    "wanted": ("wanted_by", "id"),
    "-wanted": ("-wanted_by", "-id"),
    "asked": ("asked_at", "id"),
    "-asked": ("-asked_at", "-id"),
}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """What waits for compliance, wanted first; to others what they asked for."""
    user = user_of(request)
    policies.may_read_reviews(user).require()
    is_queue = user.side == Side.OVERSIGHT
    everything = queries.reviews_for(user)
    usual = {"state": "requested"} if is_queue else {}
    found = ReviewFilter(filters_of(request, usual=usual), everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="wanted" if is_queue else "-asked")
    context = {
        "filter": found,
        "page": page,
        "lines": queries.lines(user, page.rows),
        "everything": everything,
        "sort": page.sort,
        "is_queue": is_queue,
        "lead_time": lead_time_of(user),
    }
    return render(request, "reviews/list.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One review, and what I may do with it."""
    return _page(request, _visible(request, id), DecideForm())


def _page(request: HttpRequest, review: ReviewRequest, form: DecideForm) -> HttpResponse:
    user = user_of(request)
    (line,) = queries.lines(user, [review])
    context = {
        "review": review,
        "about": line.about,
        "form": form,
        "may_decide": policies.may_decide(user, review),
        "may_withdraw": policies.may_withdraw(user, review),
        "earlier": queries.others_about_the_same(user, review),
    }
    return render(request, "reviews/read.html", context)


@require_POST
def decide(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Approve, return or reject."""
    user, review, form = user_of(request), _visible(request, id), DecideForm(request.POST)
    if saved(form, lambda: actions.answer_review(by=user, review=review, **form.cleaned_data)):
        messages.success(request, _("Decided. Who asked is told."))
        return redirect("reviews:list")
    return _page(request, review, form)


@require_POST
def withdraw(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Take back what one asked."""
    review = actions.withdraw_review(by=user_of(request), review=_visible(request, id))
    messages.success(request, _("The review is withdrawn. You can ask again."))
    return redirect(review)


def rules(request: HttpRequest) -> HttpResponse:
    """All rules, and a form for a new one."""
    user = user_of(request)
    policies.may_keep_rules(user).require()
    form = SteeringRuleForm(posted(request))
    if saved(form, lambda: actions.save_steering_rule(by=user, **form.kept)):
        messages.success(request, _("The rule holds for what is written from now on."))
        return redirect("reviews:rules")
    return render(request, "reviews/rules.html", {"form": form, "rules": queries.rules_for(user)})


def rule(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Change a rule, or take it out of use."""
    user = user_of(request)
    policies.may_keep_rules(user).require()
    row = found_or_404(queries.rule_for(user, id))
    form = SteeringRuleForm(posted(request), instance=row)
    if saved(form, lambda: actions.save_steering_rule(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("reviews:rules")
    return render(request, "reviews/rule.html", {"form": form, "rule": row})


def _visible(request: HttpRequest, id: uuid.UUID) -> ReviewRequest:
    return found_or_404(queries.review_for(user_of(request), id))
