"""Where the link of an invitation leads: a password, and in. Stands under /account/, where no side is taken."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from allauth.core.internal.ratelimit import respond_429
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from apps.core.editing import posted
from apps.users.invitations import ChoosePassword, accept, invited_by
from apps.users.models import User
from apps.users.throttling import may_try_invitation

#: Where the session keeps the link between its pages, so that no address that is shown holds it.
KEPT = "invitation"
NOTHING = ("00000000-0000-0000-0000-000000000000", "")


@login_not_required
@never_cache
def open_invitation(request: HttpRequest, person_id: str, token: str) -> HttpResponse:
    """Take the proof out of the address. Reading uses nothing up: mail servers look at links, too."""
    if not may_try_invitation(request):
        return _too_often(request)
    if invited_by(person_id, token) is None:
        return _dead(request)
    request.session[KEPT] = [str(person_id), token]
    return redirect("account_accept_invitation")


@login_not_required
@never_cache
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Choose a password and be signed in."""
    if not may_try_invitation(request):
        return _too_often(request)
    person_id, token = request.session.get(KEPT, NOTHING)
    person = invited_by(person_id, token)
    if person is None:
        return _dead(request)
    form = ChoosePassword(posted(request), user=person)
    if not form.is_valid():
        return render(request, "account/accept_invitation.html", {"form": form, "person": person})
    joined = accept(person_id, token, form.cleaned_data["password1"])
    return _signed_in(request, joined) if joined else _dead(request)


def _signed_in(request: HttpRequest, person: User) -> HttpResponse:
    """In, as by the password that was just chosen; whoever used this browser before is out."""
    logout(request)
    login = Login(user=person, email=person.email)
    answer: HttpResponse = perform_password_login(request, {"email": person.email}, login)
    if request.user.is_authenticated:
        # Typed a moment ago: setting up a second factor does not ask for it again.
        reauthenticate_by_password(request)
    return answer


def _too_often(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = respond_429(request)
    return answer


def _dead(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, withdrawn, replaced, expired or made up: it says nothing about anybody."""
    request.session.pop(KEPT, None)
    return render(request, "account/invitation_dead.html", status=410)
