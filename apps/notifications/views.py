"""The bell: what was told to me, and how I want to be told. For administrators: what could not be told."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.models import is_key
from apps.core.paging import page_of
from apps.notifications import actions, deciding, policies, queries
from apps.notifications.context import in_words
from apps.notifications.filters import TroubleFilter
from apps.notifications.forms import MessagePreferences
from apps.notifications.groups import ALWAYS
from apps.users.requests import user_of

SORTS = {"-due_at": ("-due_at", "-id")}
#: Of the list that opens from the bell.
LATEST = 8


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Unread first; what was read follows in pages, the latest first."""
    user = user_of(request)
    page = page_of(queries.read_messages(user), request, sorts=SORTS, default="-due_at", size=20)
    unread = [] if page.previous else [*queries.unread_messages(user)]
    return render(request, "notifications/list.html", {"unread": unread, "page": page})


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell with its number, for a page that stays open; nothing when it shows that number (`shown`) already."""
    shown = in_words(queries.unread_count(user_of(request)))
    if request.GET.get("shown") == shown:
        return HttpResponse(status=204)
    return render(request, "notifications/_bell.html", {"unread_messages": shown})


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The first unread ones, for the list that opens from the bell."""
    unread = [*queries.unread_messages(user_of(request))[:LATEST]]
    return render(request, "notifications/_latest.html", {"unread": unread})


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


def preferences(request: HttpRequest) -> HttpResponse:
    """When and how I am told about what."""
    user = user_of(request)
    form = MessagePreferences(posted(request), initial=queries.preferences_of(user))
    if saved(form, lambda: deciding.set_message_preferences(by=user, quiet=form.quiet, hows=form.hows)):
        messages.success(request, _("Your preferences are saved."))
        return redirect("notifications:preferences")
    always = [group.label for group in ALWAYS]
    return render(
        request, "notifications/preferences.html", {"form": form, "always": sorted(map(str, always))}
    )


@require_safe
def troubles(request: HttpRequest) -> HttpResponse:
    """Messages that reached nobody (yet) by mail."""
    user = user_of(request)
    policies.may_look_after_delivery(user).require()
    found = TroubleFilter(request.GET, queries.troubles_for(user), request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-due_at")
    return render(request, "notifications/troubles.html", {"filter": found, "page": page})


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try the chosen ones again."""
    count = _decided(request, deciding.retry_messages)
    told = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
    return _back(request, count, told)


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Mail the chosen ones no more."""
    count = _decided(request, deciding.give_up_messages)
    told = ngettext("%(count)d message is given up.", "%(count)d messages are given up.", count)
    return _back(request, count, told)


def _decided(request: HttpRequest, action: Callable[..., int]) -> int:
    """Those that are ticked, or the one whose own button was pressed."""
    only = request.POST.get("only")
    chosen = [only] if only else request.POST.getlist("ids")
    return action(by=user_of(request), ids=[uuid.UUID(key) for key in chosen if is_key(key)])


def _back(request: HttpRequest, count: int, told: str) -> HttpResponse:
    if count:
        messages.success(request, told % {"count": count})
    else:
        messages.error(request, _("Nothing was changed: choose messages that are still in this list."))
    return redirect("notifications:troubles")
