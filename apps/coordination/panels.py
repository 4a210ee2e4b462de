"""What coordination adds to the pages of the directory: who else is around, for everybody."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.queries import contacts_in, contacts_with
from apps.core.paging import page_of
from apps.users.requests import user_of

SORTS = {"-start": ("-starts_at", "-id")}
ON_A_PAGE = 12


def contacts_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Every function's contacts with a person, as envelopes."""
    return _render(request, contacts_with(user_of(request), stakeholder))


def contacts_of_account(request: HttpRequest, account: Any) -> str:
    """Every function's contacts in an account and below it, as envelopes."""
    return _render(request, contacts_in(user_of(request), account))


def _render(request: HttpRequest, touchpoints: Any) -> str:
    user = user_of(request)
    page = page_of(touchpoints, request, sorts=SORTS, default="-start", size=ON_A_PAGE)
    context = {"page": page, "entries": [entry_of_envelope(user, row) for row in page.rows]}
    return render_to_string("coordination/_contacts.html", context, request)
