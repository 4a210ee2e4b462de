"""Pages about promises: the list, the board, one promise, and what is done with it."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.models import is_key
from apps.core.paging import filters_of, page_of
from apps.core.registry import lines_in
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.followups import actions, policies, queries
from apps.followups.bulk import STEPS
from apps.followups.days import DayField, day_note
from apps.followups.files import Stored, content_of
from apps.followups.filters import CommitmentFilter
from apps.followups.forms import (
    QUICK,
    CancelForm,
    CommitmentForm,
    HandOverForm,
    KeepForm,
    QuickPromise,
    SnoozeForm,
)
from apps.followups.lines import LONGEST_LINES, typed_rows, understood_lines
from apps.followups.measures import keeping_for
from apps.followups.models import Commitment
from apps.followups.panels import promised_to
from apps.followups.quick import promise_at_once
from apps.followups.review import needs_review
from apps.followups.understanding import understand
from apps.users.requests import user_of

SORTS = {"due": ("due_on", "id"), "-due": ("-due_on", "-id")}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Promises I may read; pending ones unless asked otherwise."""
    user = user_of(request)
    policies.may_read(user).require()
    asked = filters_of(request, usual={"whose": "me", "state": "pending"})
    everything = queries.commitments_for(user)
    found = CommitmentFilter(asked, everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="due")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_promise": policies.may_promise(user),
        "steps": STEPS.values(),
    }
    if context["may_promise"]:
        context["keeping"] = keeping_for(user)
    return render(request, "followups/list.html", context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """My pending promises by when they are due."""
    user = user_of(request)
    policies.may_promise(user).require()
    mine = queries.commitments_for(user).filter(owner=user)
    context = {"board": queries.board(mine, today=timezone.localdate()), "steps": STEPS.values()}
    return render(request, "followups/board.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One promise, and what I may do with it."""
    return _page(request, _visible(request, id))


def _page(request: HttpRequest, commitment: Commitment, **tried: forms.Form) -> HttpResponse:
    """The promise's page; `tried` is the form of a step that could not be done, with what was typed."""
    user = user_of(request)
    steps = {
        "keep": KeepForm(),
        "cancel": CancelForm(),
        "snooze": SnoozeForm(),
        "hand_over": HandOverForm(user=user),
    }
    verdicts = {
        "may_change": policies.may_change(user, commitment),
        "may_take_up_again": policies.may_take_up_again(user, commitment),
    }
    context = {"commitment": commitment, **verdicts, **steps, **tried, "tried": next(iter(tried), "")}
    context["tried_form"] = next(iter(tried.values()), None)
    context |= queries.belongs_to(user, commitment) | {"needs_review": needs_review(commitment)}
    return render(request, "followups/read.html", context)


@require_POST
def understood(request: HttpRequest) -> HttpResponse:
    """What the lines of a form say, while somebody types them. Nothing is saved."""
    user = user_of(request)
    policies.may_promise(user).require()
    name = request.POST.get("prefix", "")
    people = queries.people_named(user, request.POST.getlist("stakeholders"))
    rows = understood_lines(
        lines_in(request.POST.get(name.removesuffix("understood") + "lines", "")[:LONGEST_LINES]),
        typed_rows(request.POST, name),
        reader=queries.reader_for(user, people),
        prefix=name,
    )
    return render(request, "followups/_understood.html", {"rows": rows})


@require_POST
def quick(request: HttpRequest) -> HttpResponse:
    """A line typed on a person's page: saved without leaving it, and taken back with one press."""
    user = user_of(request)
    policies.may_promise(user).require()
    people = queries.people_named(user, request.POST.getlist("stakeholders"))
    if len(people) != 1:
        raise Http404
    form = QuickPromise(request.POST, user=user, stakeholder=people[0])
    made = saved(form, lambda: promise_at_once(by=user, form=form))
    if made:
        undo = reverse("followups:take_back", args=[made.pk])
        told = _("Promised: %(what)s, due %(day)s.") % {"what": made.what, "day": _in_words(made)}
        messages.success(request, told, extra_tags=f"undo:{undo}")
    if not getattr(request, "htmx", False):
        line = urlencode({"stakeholder": people[0].pk, "line": request.POST.get(f"{QUICK}-lines", "")})
        return redirect(people[0] if made else f"{reverse('followups:make')}?{line}")
    panel = {"panel": promised_to(request, people[0], None if made else form)}
    return render(request, "followups/_quick_answer.html", panel)


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """A word about the day in a form: that nobody works on it. Empty for all others."""
    user = user_of(request)
    policies.may_promise(user).require()
    try:
        chosen = DayField().clean(request.GET.get("due_on") or request.GET.get("until"))
    except forms.ValidationError:
        chosen = None
    return HttpResponse(escape(day_note(chosen, user.calendar)) if chosen else "")


@require_POST
def take_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Undo a line that was just typed."""
    commitment = _visible(request, id)
    actions.take_back(by=user_of(request), commitment=commitment)
    messages.success(request, _("The promise is taken back."))
    return redirect(commitment.stakeholder)


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new promise its key in the address, so that a form sent twice makes one."""
    policies.may_promise(user_of(request)).require()
    return with_a_new_key(request, "followups:edit")


def edit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Write a promise down, or correct it."""
    user = user_of(request)
    policies.may_promise(user).require()
    commitment = _visible(request, id) if queries.is_taken(id) else None
    form = CommitmentForm(posted(request), user=user, commitment=commitment, initial=_asked(request))
    if commitment and not form.is_bound:
        policies.may_change(user, commitment).require()
    if made := saved(form, lambda: _written(request, id, commitment, form)):
        messages.success(request, _written_down(made))
        return redirect(made)
    return render(request, "followups/edit.html", {"form": form, "commitment": commitment})


def _written_down(commitment: Commitment) -> str:
    """What is told after saving: also without script it is said that nobody works on the day."""
    told = _("The promise is written down. You are reminded before its day.")
    return f"{told} {day_note(commitment.due_on, commitment.owner.calendar)}".strip()


def _in_words(commitment: Commitment) -> str:
    return date_format(commitment.due_on, _("D j M"))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address says: a person, and a line to be read."""
    named = ("stakeholder", "therapeutic_area", "request", "need")
    found = {name: request.GET[name] for name in named if is_key(request.GET.get(name, ""))}
    if line := request.GET.get("line", "").strip()[:300]:
        read = understand(line, [], now=timezone.localtime())
        found |= {"what": read.what, "due_on": read.due_on.isoformat()}
    return found


def _written(
    request: HttpRequest, id: uuid.UUID, commitment: Commitment | None, form: CommitmentForm
) -> Commitment:
    by = user_of(request)
    if commitment is None:
        return actions.promise(by=by, id=id, values=form.values(), about=form.about())
    return actions.change_commitment(
        by=by, commitment=commitment, before=form.before_value, values=form.values()
    )


@require_POST
def decide(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Keep it, though the stakeholder was archived or asked not to be contacted."""
    actions.decide_to_keep(by=user_of(request), commitment=_visible(request, id))
    messages.success(request, _("You keep the promise all the same."))
    return redirect("followups:read", id)


@require_POST
def begin(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Somebody works on it."""
    actions.begin_commitment(by=user_of(request), commitment=_visible(request, id))
    messages.success(request, _("You are working on it."))
    return redirect("followups:read", id)


@require_POST
def keep(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """It was kept."""
    form = KeepForm(request.POST, request.FILES)
    return _step(request, id, "keep", form, actions.keep_commitment, _("The promise is kept."))


@require_safe
def evidence_file(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The file that shows how it was kept: to who may read the promise, as a download."""
    commitment = _visible(request, id)
    found = found_or_404(content_of(Stored(commitment.evidence_file, commitment.evidence_file_name)))
    content, kind = found
    answer = HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = content_disposition_header(True, commitment.evidence_file_name)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
def cancel(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """It will not be kept."""
    form = CancelForm(request.POST)
    return _step(request, id, "cancel", form, actions.cancel_commitment, _("The promise is cancelled."))


@require_POST
def snooze(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Remind me later."""
    told = _("You are reminded again that day.")
    return _step(request, id, "snooze", SnoozeForm(request.POST), actions.snooze_commitment, told)


@require_POST
def hand_over(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Somebody else keeps it."""
    form = HandOverForm(request.POST, user=user_of(request))
    told = _("Your colleague has the promise now, and is told.")
    return _step(request, id, "hand_over", form, actions.hand_over_commitment, told)


@require_POST
def take_up_again(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Undo."""
    actions.take_up_again(by=user_of(request), commitment=_visible(request, id))
    messages.success(request, _("The promise is open again."))
    return redirect("followups:read", id)


def _step(
    request: HttpRequest,
    id: uuid.UUID,
    name: str,
    form: forms.Form,
    action: Callable[..., Commitment],
    told: str,
) -> HttpResponse:
    """Do it and go back; what is missing is told on the promise's page, with all that was typed."""
    user, commitment = user_of(request), _visible(request, id)
    if done := saved(form, lambda: action(by=user, commitment=commitment, **form.cleaned_data)):
        undo = reverse("followups:take_up_again", args=[id])
        messages.success(request, told, extra_tags="" if done.is_pending else f"undo:{undo}")
        return redirect("followups:read", id)
    return _page(request, commitment, **{name: form})


def _visible(request: HttpRequest, id: uuid.UUID) -> Commitment:
    return found_or_404(queries.commitment_for(user_of(request), id))
