"""The steps of a request: each is one POST from its page, and goes back there."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.editing import saved
from apps.core.models import new_id
from apps.medinfo import actions
from apps.medinfo.forms import (
    AnswerForm,
    AssessForm,
    AssignForm,
    DeliverForm,
    ReopenForm,
    ReturnForm,
    SignForm,
    SubmitForm,
    WithdrawForm,
)
from apps.medinfo.models import MedicalRequest
from apps.medinfo.views import shown, visible
from apps.users.requests import user_of


@require_POST
def submit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Hand it to medical information."""
    told = _("The request is submitted. You are told when it is answered, or when something is unclear.")
    return _step(request, id, "submit", SubmitForm(request.POST), actions.submit_request, told)


@require_POST
def withdraw(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """There will be no answer."""
    told = _("The request is withdrawn. It stays, with your reason.")
    return _step(request, id, "withdraw", WithdrawForm(request.POST), actions.withdraw_request, told)


@require_POST
def take(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Out of the queue."""
    return _step(request, id, "take", forms.Form(request.POST), actions.take_request, _("It is yours."))


@require_POST
def assign(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """To a colleague."""
    told = _("Your colleague has the request now, and is told.")
    return _step(request, id, "assign", AssignForm(request.POST), actions.assign_request, told)


@require_POST
def put_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Back into the queue."""
    told = _("The request is back in the queue.")
    return _step(request, id, "put_back", forms.Form(request.POST), actions.put_back_request, told)


@require_POST
def return_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """To whoever took it in, with a question."""
    told = _("The request is returned. You get it back when your question is answered.")
    return _step(request, id, "return_back", ReturnForm(request.POST), actions.return_request, told)


@require_POST
def assess(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Label, complexity and volume."""
    form = AssessForm(request.POST)

    def act(*, by: Any, request: MedicalRequest, **values: Any) -> MedicalRequest:
        return actions.assess_request(by=by, request=request, values=values)

    return _step(request, id, "assess", form, act, _("Noted."))


@require_POST
def answer(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Save the draft of an answer."""
    return _step(
        request, id, "answer", AnswerForm(request.POST), actions.save_answer, _("The draft is saved.")
    )


@require_POST
def approve(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The draft may go out."""
    told = _("The answer is approved. Its words stay from now on; say when it was delivered.")
    return _step(request, id, "approve", forms.Form(request.POST), actions.approve_answer, told)


@require_POST
def deliver(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The answer went out."""
    told = _("The delivery is recorded. Whoever took the request in is told.")
    return _step(request, id, "deliver", DeliverForm(request.POST), actions.deliver_answer, told)


@require_POST
def sign(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Attest, and lock."""
    user = user_of(request)
    form = SignForm(request.POST, request=request, user=user)

    def act(*, by: Any, request: MedicalRequest, meaning: str, **typed: Any) -> MedicalRequest:
        return actions.close_request(by=by, request=request, meaning=meaning, proof=form.proof)

    told = _("Signed and closed. Nothing of this request changes any more.")
    return _step(request, id, "sign", form, act, told)


@require_POST
def reopen(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Begin a new version; the answer leads there."""
    row, form = visible(request, id), ReopenForm(request.POST)
    by = user_of(request)
    made = saved(form, lambda: actions.reopen_request(by=by, request=row, id=new_id(), **form.cleaned_data))
    if made is None:
        return shown(request, row, reopen=form)
    messages.success(request, _("This is the new version. The closed one stays as it was signed."))
    return redirect(made)


def _step(
    request: HttpRequest, id: uuid.UUID, name: str, form: Any, action: Callable[..., Any], told: str
) -> HttpResponse:
    """Do it and go back; what is missing is told on the request's page, with all that was typed."""
    user, row = user_of(request), visible(request, id)
    if saved(form, lambda: action(by=user, request=row, **form.cleaned_data)):
        messages.success(request, told)
        return redirect("medinfo:list" if _is_out_of_sight(request, id) else row)
    return shown(request, row, **{name: form})


def _is_out_of_sight(request: HttpRequest, id: uuid.UUID) -> bool:
    """Who gives a request away may not read it any more."""
    from apps.medinfo.queries import request_for

    return request_for(user_of(request), id) is None
