"""The calendar feed and the page of its link, where no side is taken: a calendar program signs in nowhere."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.visible import found_or_404
from apps.firewall.roles import acting_as
from apps.followups.feed import calendar_of
from apps.followups.links import link_of, make_link, owner_of, revoke_link
from apps.followups.policies import may_subscribe
from apps.users.requests import user_of
from apps.users.throttling import RETRY_SECONDS, may_read_calendar


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whom the link belongs to: 404 for a link that does not work, 304 when nothing changed."""
    if not may_read_calendar(request, token):
        return HttpResponse(status=429, headers={"Retry-After": str(RETRY_SECONDS)})
    person = found_or_404(owner_of(token))
    with acting_as(person.side):
        content = calendar_of(person, timezone.now())
    return _answer(request, content)


def _answer(request: HttpRequest, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    patch_cache_control(answer, private=True, no_cache=True)
    set_response_etag(answer)
    answer = get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Whether there is a link, and how to make or revoke it."""
    user = user_of(request)
    may_subscribe(user).require()
    return render(request, "followups/calendar.html", {"link": link_of(user)})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a link, and show it this once."""
    user = user_of(request)
    secret = settings.PUBLIC_URL.rstrip("/") + reverse("calendar:feed", args=[make_link(by=user)])
    return render(request, "followups/calendar.html", {"link": link_of(user), "secret": secret})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """End the link."""
    user = user_of(request)
    may_subscribe(user).require()
    revoke_link(by=user)
    messages.success(request, _("The link does not work any more. Calendars that use it get nothing."))
    return redirect("calendar:page")
