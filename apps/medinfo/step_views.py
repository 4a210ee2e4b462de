"""The steps of a request: each is one POST from its page, and goes back there."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from apps.core.editing import saved
from apps.core.models import new_id
from apps.medinfo import actions, queries
from apps.medinfo.forms import (
    AnswerForm,
    ApproveForm,
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


def step(
    name: str, form: type[forms.Form], action: Callable[..., Any], told: Any
) -> Callable[..., HttpResponse]:
    """The view of a step whose form asks for exactly what its action takes; `told` is said when it is done."""

    @require_POST
    def view(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
        return _done(request, id, name, form(request.POST), action, told)

    return view


submit = step(
    "submit",
    SubmitForm,
    actions.submit_request,
    gettext_lazy("The request is submitted. You are told when it is answered, or when something is unclear."),
)
withdraw = step(
    "withdraw",
    WithdrawForm,
    actions.withdraw_request,
    gettext_lazy("The request is withdrawn. It stays, with your reason."),
)
take = step("take", forms.Form, actions.take_request, gettext_lazy("It is yours."))
assign = step(
    "assign",
    AssignForm,
    actions.assign_request,
    gettext_lazy("Your colleague has the request now, and is told."),
)
put_back = step(
    "put_back", forms.Form, actions.put_back_request, gettext_lazy("The request is back in the queue.")
)
return_back = step(
    "return_back",
    ReturnForm,
    actions.return_request,
    gettext_lazy("The request is returned. You get it back when your question is answered."),
)
assess = step("assess", AssessForm, actions.assess_request, gettext_lazy("Noted."))
answer = step("answer", AnswerForm, actions.save_answer, gettext_lazy("The draft is saved."))
approve = step(
    "approve",
    ApproveForm,
    actions.approve_answer,
    gettext_lazy("The answer is approved. Its words stay from now on; say when it was delivered."),
)
deliver = step(
    "deliver",
    DeliverForm,
    actions.deliver_answer,
    gettext_lazy("The delivery is recorded. Whoever took the request in is told."),
)


@require_POST
def sign(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Attest, and lock."""
    form = SignForm(request.POST, request=request, user=user_of(request))

    def act(*, by: Any, request: MedicalRequest, meaning: str, seen: str, **typed: Any) -> MedicalRequest:
        return actions.close_request(by=by, request=request, meaning=meaning, proof=form.proof, seen=seen)

    told = _("Signed and closed. Nothing of this request changes any more.")
    return _done(request, id, "sign", form, act, told)


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


def _done(
    request: HttpRequest, id: uuid.UUID, name: str, form: Any, action: Callable[..., Any], told: Any
) -> HttpResponse:
    """Do it and go back; what is missing is told on the request's page, with all that was typed."""
    user, row = user_of(request), visible(request, id)
    if saved(form, lambda: action(by=user, request=row, **form.cleaned_data)):
        messages.success(request, told)
        # Who gives a request away may not read it any more.
        return redirect(queries.request_for(user, id) or "medinfo:list")
    return shown(request, row, **{name: form})
