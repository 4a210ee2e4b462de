"""Pages for many promises at once: choose on a list, say what, see what became of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.editing import posted
from apps.followups import policies, queries
from apps.followups.bulk import (
    MOST,
    STEPS,
    Outcome,
    Step,
    do_each,
    in_words,
    may_all,
    packed,
    take_all_up_again,
    unpacked,
)
from apps.followups.models import Commitment
from apps.users.models import User
from apps.users.requests import user_of


def bulk(request: HttpRequest) -> HttpResponse:
    """Do the same with many promises: the page shows which, asks what is needed, and tells what became of each."""
    user = user_of(request)
    policies.may_promise(user).require()
    asked = request.POST if request.method == "POST" else request.GET
    step, rows = STEPS.get(asked.get("do", "")), _chosen(user, asked.getlist("ids"))
    if step is None or not rows:
        messages.warning(request, _("Choose at least one promise, and what to do with it."))
        return redirect(_back(request, asked.get("next", "")))
    form, back = step.form_for(posted(request), user), _back(request, asked.get("next", ""))
    if form.is_valid():
        values = form.cleaned_data
        return _told(request, step, values, do_each(step, by=user, rows=rows, values=values), back)
    judged = may_all(user, rows)
    context = {
        "step": step,
        "form": form,
        "rows": judged,
        "back": back,
        "is_any": any(may for _row, may in judged),
    }
    return render(request, "followups/bulk.html", context)


@require_POST
def undo_bulk(request: HttpRequest, keys: str) -> HttpResponse:
    """Take them all up again."""
    user = user_of(request)
    outcomes = take_all_up_again(by=user, rows=_rows(user, unpacked(keys)))
    messages.success(request, in_words("take_up_again", outcomes, {}))
    return redirect("followups:list")


def _told(
    request: HttpRequest, step: Step, values: dict[str, Any], outcomes: list[Outcome], back: str
) -> HttpResponse:
    """Back to the list when all is done; else the page that says which were not, and why."""
    done = [outcome.commitment.pk for outcome in outcomes if outcome.is_done]
    if done:
        undo = reverse("followups:undo_bulk", args=[packed(done)])
        words = in_words(step.name, outcomes, values)
        messages.success(request, words, extra_tags=f"undo:{undo}" if step.is_undone else "")
    if len(done) == len(outcomes):
        return redirect(back)
    return render(request, "followups/bulk_done.html", {"step": step, "outcomes": outcomes, "back": back})


def _chosen(user: User, keys: list[str]) -> list[Commitment]:
    return _rows(user, queries.keys_in(keys)[:MOST])


def _rows(user: User, keys: Any) -> list[Commitment]:
    return queries.commitments_among(user, keys)


def _back(request: HttpRequest, address: str) -> str:
    """Where the person came from, when it is a page of ours."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else reverse("followups:list")
