"""The page on which people decide what imports are unsure of, one at a time, by key, mouse or touch."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.models import is_key
from apps.core.visible import found_or_404
from apps.integrations import deciding, review_queue
from apps.integrations.models import Review
from apps.integrations.policies import may_import
from apps.integrations.requests import reader_of
from apps.users.models import User
from apps.users.requests import user_of

SKIPPED = "reviews_skipped"
MOST_SKIPPED = 500
NONE_OF_THEM = "none"


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """One question: what the file says beside what the directory has."""
    user = reader_of(request)
    run = _run(request.GET)
    at = request.GET.get("at", "")
    queue = review_queue.queue_for(user, run=run, at=at, skipped=request.session.get(SKIPPED, []))
    context: dict[str, Any] = {
        "queue": queue,
        "run": run,
        "runs": review_queue.runs_with_reviews(user),
        "may_decide": may_import(user),
        "may_undo": review_queue.may_undo(user),
    }
    if queue.current:
        context["review"] = queue.current
        context["said"] = review_queue.said(queue.current)
        context["choices"] = review_queue.choices_for(user, queue.current)
    return render(request, "integrations/review.html", context)


@require_POST
def decide_review(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The same as one of the choices, or none of them."""
    user = user_of(request)
    found = _found(user, id)
    try:
        deciding.decide_review(by=user, review=found, choice=_choice(request.POST.get("choice", "")))
    except (PermissionDenied, ValidationError) as fault:
        _tell(request, fault)
    else:
        messages.success(request, _("%(label)s is decided.") % {"label": found})
    return _on(request, at=request.POST.get("after", ""))


@require_POST
def skip_review(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Put one aside for later; it comes again when the others are decided."""
    found = _found(user_of(request), id)
    skipped = [key for key in request.session.get(SKIPPED, []) if key != str(found.pk)]
    request.session[SKIPPED] = [*skipped, str(found.pk)][-MOST_SKIPPED:]
    return _on(request, at=request.POST.get("after", ""))


@require_POST
def undo_review(request: HttpRequest) -> HttpResponse:
    """Take the last decision back."""
    try:
        found = deciding.undo_review(by=user_of(request))
    except PermissionDenied as fault:
        _tell(request, fault)
        return _on(request, at=request.POST.get("at", ""))
    messages.success(request, _("%(label)s is to be decided again.") % {"label": found})
    return _on(request, at=str(found.pk))


def _found(user: User, id: uuid.UUID) -> Review:
    found = found_or_404(review_queue.review_for(user, id))
    may_import(user).require()
    return found


def _choice(text: str) -> uuid.UUID | None:
    if text == NONE_OF_THEM:
        return None
    if not is_key(text):
        raise ValidationError(_("Choose somebody, or “none of them”."))
    return uuid.UUID(text)


def _run(values: Any) -> uuid.UUID | None:
    text = values.get("run", "")
    return uuid.UUID(text) if is_key(text) else None


def _tell(request: HttpRequest, fault: PermissionDenied | ValidationError) -> None:
    messages.error(request, " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault))


def _on(request: HttpRequest, *, at: str) -> HttpResponse:
    """The next question of the same import."""
    run = _run(request.POST)
    values = {"run": str(run) if run else "", "at": at if is_key(at) else ""}
    query = urlencode({name: value for name, value in values.items() if value})
    return redirect(f"{reverse('integrations:review')}?{query}" if query else reverse("integrations:review"))
