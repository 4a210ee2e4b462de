"""Pages about people whom imports found: who they are, why they stand where they stand, what to do with them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.kols import actions
from apps.kols.filters import CANDIDATE_SORTS, CandidateFilter
from apps.kols.forms import AnswerForm, NominateCandidateForm
from apps.kols.models import Candidate, MatchQuestion
from apps.kols.policies import may_decide, may_dismiss_candidate, may_nominate_candidate
from apps.kols.queries import (
    QUESTION_SORTS,
    candidates_for,
    evidence_about,
    look_alikes,
    open_questions_for,
    papers_of,
    questions_for,
    trials_of_candidate,
)
from apps.kols.views.readers import reader_of
from apps.users.models import User


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Candidates, those with the most evidence first."""
    user = reader_of(request)
    found = CandidateFilter(request.GET, candidates_for(user), request=request)
    page = page_of(found.qs, request, sorts=CANDIDATE_SORTS, default="-evidence")
    context: dict[str, Any] = {"filter": found, "page": page, "sort": page.sort}
    context["may_answer"] = may_decide(user)
    context["has_questions"] = bool(context["may_answer"]) and open_questions_for(user).exists()
    return render(request, "kols/candidates.html", context)


@require_safe
def candidate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One candidate: the papers, what they count for, and who it may be."""
    user = reader_of(request)
    found = get_object_or_404(candidates_for(user), pk=pk)
    return _page(request, user, found, NominateCandidateForm(user=user))


def _page(request: HttpRequest, user: User, found: Candidate, form: NominateCandidateForm) -> HttpResponse:
    papers, trials = papers_of(user, found), trials_of_candidate(user, found)
    context = {
        "candidate": found,
        "form": form,
        "papers": papers,
        "trials": trials,
        "evidence": evidence_about(found, papers, trials),
        "look_alikes": look_alikes(user, found) if found.state == Candidate.State.OPEN else [],
        "may_nominate": may_nominate_candidate(user, found),
        "may_dismiss": may_dismiss_candidate(user, found),
    }
    return render(request, "kols/candidate.html", context)


@require_POST
def nominate_candidate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a candidate a KOL, as somebody new or as a person of the directory."""
    user = reader_of(request)
    found = get_object_or_404(candidates_for(user), pk=pk)
    form = NominateCandidateForm(posted(request), user=user)
    if profile := saved(
        form, lambda: actions.nominate_candidate(by=user, candidate=found, **form.cleaned_data)
    ):
        messages.success(request, _("%(name)s is a KOL now.") % {"name": profile})
        return redirect(profile)
    return _page(request, user, found, form)


@require_POST
def dismiss_candidate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a candidate off the list, with a way back."""
    user = reader_of(request)
    found = get_object_or_404(candidates_for(user), pk=pk)
    actions.dismiss_candidate(by=user, candidate=found, reason=request.POST.get("reason", ""))
    undo = reverse("kols:reopen_candidate", args=[pk])
    messages.success(request, _("%(name)s is off the list.") % {"name": found}, extra_tags=f"undo:{undo}")
    return redirect("kols:candidates")


@require_POST
def reopen_candidate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a dismissed candidate back on the list."""
    user = reader_of(request)
    found = get_object_or_404(candidates_for(user), pk=pk)
    actions.reopen_candidate(by=user, candidate=found)
    messages.success(request, _("%(name)s is back on the list.") % {"name": found})
    return redirect(found)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Authors who may be people of the directory, side by side, the likeliest first."""
    user = reader_of(request)
    page = page_of(open_questions_for(user), request, sorts=QUESTION_SORTS, default="-score", size=20)
    return render(request, "kols/questions.html", {"page": page, "may_answer": may_decide(user)})


@require_POST
def answer_question(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Same person, or another."""
    user = reader_of(request)
    question = get_object_or_404(questions_for(user), pk=pk)
    form = AnswerForm(request.POST)
    names = {"candidate": question.candidate, "stakeholder": question.stakeholder}
    if not saved(form, lambda: actions.answer_question(by=user, question=question, **form.cleaned_data)):
        messages.error(request, " ".join(str(text) for text in form.non_field_errors()))
    elif form.cleaned_data["answer"] == MatchQuestion.Answer.SAME:
        messages.success(request, _("The papers of %(candidate)s now stand with %(stakeholder)s.") % names)
    else:
        messages.success(request, _("%(candidate)s and %(stakeholder)s stay two people.") % names)
    return redirect("kols:questions")
