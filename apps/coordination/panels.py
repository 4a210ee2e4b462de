"""What coordination adds to the pages of the directory: who else is around, for everybody."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.models import Touchpoint
from apps.coordination.queries import timeline_in, timeline_with
from apps.core.paging import Page
from apps.users.requests import user_of


def contacts_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Every function's contacts with a person, as envelopes."""
    return _render(request, timeline_with(user_of(request), stakeholder, request))


def contacts_of_account(request: HttpRequest, account: Any) -> str:
    """Every function's contacts in an account and below it, as envelopes."""
    return _render(request, timeline_in(user_of(request), account, request))


def _render(request: HttpRequest, page: Page[Touchpoint]) -> str:
    user = user_of(request)
    context = {"page": page, "entries": [entry_of_envelope(user, row) for row in page.rows]}
    return render_to_string("coordination/_contacts.html", context, request)
