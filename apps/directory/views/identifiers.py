"""Adding a number under which others know a person or an organisation."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.directory import actions
from apps.directory.forms import IdentifierForm
from apps.directory.policies import may_edit
from apps.directory.queries import accounts_for, stakeholders_for
from apps.users.requests import user_of


def add_stakeholder_identifier(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A person's ORCID, NPI, national number, or key in another system."""
    return _add(request, get_object_or_404(stakeholders_for(user_of(request)), pk=pk))


def add_account_identifier(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """An organisation's ROR, national number, or key in another system."""
    return _add(request, get_object_or_404(accounts_for(user_of(request)), pk=pk))


def _add(request: HttpRequest, thing: Any) -> HttpResponse:
    may_edit(user_of(request), thing).require()
    form = IdentifierForm(request.POST or None)
    if form.is_valid() and _saved(request, form, thing):
        return redirect(thing)
    return render(request, "directory/add_identifier.html", {"form": form, "thing": thing})


def _saved(request: HttpRequest, form: IdentifierForm, thing: Any) -> bool:
    """Whether the number is recorded; if somebody else has it, the message at the field leads there."""
    try:
        actions.add_identifier(by=user_of(request), thing=thing, **form.cleaned_data)
    except actions.IdentifierTaken as taken:
        link = format_html('<a href="{}">{}</a>', taken.holder.get_absolute_url(), taken.holder)
        form.add_error("value", format_html(_("{} has this number already."), link))
        return False
    messages.success(request, _("The number was added."))
    return True
