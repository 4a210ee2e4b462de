"""What coordination adds to the pages of the directory: who else is around, for everybody."""

from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from apps.coordination.context import context_of
from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.models import CollisionNotice, Touchpoint
from apps.coordination.open_collisions import (
    collisions_about,
    collisions_at,
    collisions_of,
    collisions_with,
)
from apps.coordination.queries import timeline_in, timeline_with
from apps.core.paging import Page
from apps.users.requests import user_of


def contacts_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Every function's contacts with a person, as envelopes."""
    page = timeline_with(user_of(request), stakeholder, request)
    return _render(request, page, reverse("coordination:stakeholder_radar", args=[stakeholder.pk]))


def contacts_of_account(request: HttpRequest, account: Any) -> str:
    """Every function's contacts in an account and below it, as envelopes."""
    page = timeline_in(user_of(request), account, request)
    return _render(request, page, reverse("coordination:account_radar", args=[account.pk]))


def _render(request: HttpRequest, page: Page[Touchpoint], radar_url: str) -> str:
    user = user_of(request)
    entries = [entry_of_envelope(user, row) for row in page.rows]
    context = {"page": page, "entries": entries, "radar_url": radar_url}
    return render_to_string("coordination/_contacts.html", context, request)


def context_of_account(request: HttpRequest, account: Any) -> str:
    """What is known of an account before a visit."""
    now = context_of(user_of(request), account)
    return render_to_string("coordination/_context_panel.html", {"now": now, "account": account}, request)


def collisions_of_reader(request: HttpRequest, day: Any) -> str:
    """Open collisions of the reader's own contacts; nothing when there are none."""
    return _collisions(request, collisions_of(user_of(request)))


def collisions_of_account(request: HttpRequest, account: Any) -> str:
    """Those in an account and below it."""
    return _collisions(request, collisions_at(user_of(request), account))


def collisions_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Those about a person."""
    return _collisions(request, collisions_with(user_of(request), stakeholder))


def collisions_of_contact(request: HttpRequest, thing: Any) -> str:
    """Those of one contact, on its own page or on that of its content."""
    touchpoint = getattr(thing, "touchpoint", thing)
    return _collisions(request, collisions_about(user_of(request), touchpoint), about=touchpoint)


def _collisions(request: HttpRequest, rows: list[CollisionNotice], **about: Any) -> str:
    if not rows:
        return ""
    unseen_first = sorted(rows, key=attrgetter("is_seen"))
    return render_to_string("coordination/_collisions.html", {"rows": unseen_first, **about}, request)
