"""The bell: what was told to me."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.paging import page_of
from apps.notifications import actions, queries
from apps.users.requests import user_of

SORTS = {"-due_at": ("-due_at", "-id")}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Unread first; what was read follows in pages, the latest first."""
    user = user_of(request)
    page = page_of(queries.read_messages(user), request, sorts=SORTS, default="-due_at", size=20)
    unread = [] if page.previous else [*queries.unread_messages(user)]
    return render(request, "notifications/list.html", {"unread": unread, "page": page})


@require_POST
def open(request: HttpRequest, message_id: uuid.UUID) -> HttpResponse:
    """Mark one as read and go where it leads."""
    message = get_object_or_404(queries.told_to(user_of(request)), pk=message_id)
    actions.mark_read(by=user_of(request), ids=[message.pk])
    return redirect(message.link)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Nothing is unread afterwards."""
    actions.mark_read(by=user_of(request))
    return redirect("notifications:list")
