"""Answers requests of a compliance officer as somebody else sees the product. Called by the firewall's middleware.

Who looks as whom stands in the session of the officer (its key alone) and in a row of oversight. It is read anew before
each request, while the request stands on no side yet: what was ended, is too old, or concerns somebody who was
deactivated or has another role by now, ends here. The pages of the login (`/account/`) never come this way: they stay
those of the officer.
"""

from dataclasses import dataclass

import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.oversight.actions import end_viewing
from apps.oversight.models import Viewing
from apps.oversight.policies import may_view_as
from apps.users.callers import API
from apps.users.models import User

#: Where the session remembers the key of the viewing.
KEY = "viewing"


@dataclass(frozen=True)
class SeenAs:
    """An officer looks as `person` until `row.until`."""

    row: Viewing
    officer: User

    @property
    def person(self) -> User:
        """Whose pages are shown."""
        return self.row.person

    def refusal(self, request: HttpRequest) -> HttpResponse:
        """Says why something cannot be done or opened while one looks as somebody else. The officer's own page."""
        if request.path_info.startswith(API):
            told = {"type": "about:blank", "title": _("You only look"), "status": 403}
            return JsonResponse(told, status=403, content_type="application/problem+json")
        with acting_as(Side.OVERSIGHT):
            return render(request, "oversight/only_looking.html", {"viewing": self.row}, status=403)


def seen_as(request: HttpRequest, caller: User) -> "SeenAs | HttpResponse | None":
    """As whom this request is answered; None for the caller as themselves, an answer when the viewing just ended.

    Runs as the login, which may read the session and nothing else: the row is read on the side of oversight, in a
    transaction of its own.
    """
    key = _key(request, caller)
    if key is None or request.path_info == reverse("oversight:stop_viewing"):
        return None
    with acting_as(Side.OVERSIGHT):
        row = Viewing.objects.select_related("person").filter(pk=key, officer_id=caller.pk).first()
        end = _end_of(row, caller) if row is not None else None
        if row is not None and end is None:
            return SeenAs(row, caller)
        if row is not None and end is not None:
            with pghistory.context(request=request.request_id):  # type: ignore[attr-defined]
                end_viewing(by=caller, viewing=row, end=end)
    del request.session[KEY]
    return _ended(request, end)


def _key(request: HttpRequest, caller: User) -> str | None:
    """The key in the session. A token has none, and speaks for itself."""
    if hasattr(request, "bearer") or not hasattr(request, "session"):
        return None
    return request.session.get(KEY)


def _end_of(row: Viewing, caller: User) -> Viewing.End | None:
    """Why it is over; None while it lasts."""
    if row.ended_at is not None:
        return Viewing.End.STOPPED
    if row.is_over:
        return Viewing.End.TIME
    if caller.side != Side.OVERSIGHT:
        return Viewing.End.OFFICER
    if row.person.role != row.role or not may_view_as(caller, row.person):
        return Viewing.End.PERSON
    return None


def _ended(request: HttpRequest, end: Viewing.End | None) -> HttpResponse | None:
    """Tell it before the officer takes their own page for that of somebody else. A form is not sent on."""
    if request.path_info.startswith(API):
        return JsonResponse(
            {"type": "about:blank", "title": _("The viewing ended"), "status": 403}, status=403
        )
    why = end.label if end is not None else Viewing.End.STOPPED.label
    messages.info(request, _("You are back to your own view. %(why)s.") % {"why": why})
    return redirect("oversight:view_as")
