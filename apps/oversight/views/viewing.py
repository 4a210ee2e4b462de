"""Looking at the product as somebody else: who did, beginning, and stopping."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import saved
from apps.core.paging import page_of
from apps.oversight import actions, policies, queries
from apps.oversight.forms import ViewAsForm
from apps.oversight.models import Viewing
from apps.oversight.viewing import KEY
from apps.users.requests import user_of

SORTS = {"-when": ("-created_at", "-id"), "when": ("created_at", "id")}


@require_safe
def view_as(request: HttpRequest) -> HttpResponse:
    """Choose as whom to look, and see who looked before."""
    return _page(request, ViewAsForm())


def _page(request: HttpRequest, form: ViewAsForm) -> HttpResponse:
    user = user_of(request)
    policies.may_oversee(user).require()
    page = page_of(queries.viewings_for(user), request, sorts=SORTS, default="-when")
    return render(request, "oversight/view_as.html", {"form": form, "page": page, "sort": page.sort})


@require_POST
def start_viewing(request: HttpRequest) -> HttpResponse:
    """Begin. The session keeps the key of the row, and nothing about the person."""
    user = user_of(request)
    policies.may_oversee(user).require()
    form = ViewAsForm(request.POST)
    made = saved(form, lambda: actions.start_viewing(by=user, **form.cleaned_data))
    if made is None:
        return _page(request, form)
    request.session[KEY] = str(made.pk)
    return redirect("home")


@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    """End it. This is the one address that stays the officer's own while they look as somebody else."""
    user, key = user_of(request), request.session.pop(KEY, None)
    policies.may_oversee(user).require()
    viewing = queries.viewing_of(user, key) if key else None
    if viewing is not None:
        actions.end_viewing(by=user, viewing=viewing, end=Viewing.End.STOPPED)
        messages.success(request, _("You are back to your own view."))
    return redirect("oversight:view_as")
