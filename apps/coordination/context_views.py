"""Pages about what is known of an account before a visit: kept by both sides, read by both."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.coordination import context_actions as actions
from apps.coordination import policies
from apps.coordination.collisions import days_everywhere
from apps.coordination.context import KINDS, context_of, row_for, rows_of
from apps.coordination.context_forms import FORMS, Days
from apps.coordination.models.context import ContextModel
from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.visible import found_or_404
from apps.directory.models import Account
from apps.directory.queries import accounts_for
from apps.users.requests import user_of

#: What each kind is called, as the page's parts and its forms say it.
TITLES = {
    "phase": gettext_lazy("Phase"),
    "event": gettext_lazy("Critical event"),
    "closed": gettext_lazy("Do-not-visit days"),
}


@require_safe
def context(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """All that was said of one account."""
    return _page(request, _account(request, account_id))


def _page(request: HttpRequest, account: Account, days: Days | None = None) -> HttpResponse:
    user = user_of(request)
    now = context_of(user, account)
    own = now.said_by.days if now.said_by and now.said_by.account_id == account.pk else None
    parts = [(what, TITLES[what], list(rows_of(user, account, what))) for what in KINDS]
    found = {
        "account": account,
        "now": now,
        "parts": parts,
        "may_keep": policies.may_keep_context(user, account),
        "may_set_days": policies.may_set_days(user),
        "days_form": days or Days(initial={"days": own}),
    }
    return render(request, "coordination/context.html", found)


@require_safe
def add_context(request: HttpRequest, account_id: uuid.UUID, what: str) -> HttpResponse:
    """Give what is said its key in the address, so that a form sent twice says it once."""
    account = _account(request, account_id)
    policies.may_keep_context(user_of(request), account).require()
    return redirect("coordination:edit_context", account.pk, _known(what), new_id())


def edit_context(request: HttpRequest, account_id: uuid.UUID, what: str, id: uuid.UUID) -> HttpResponse:
    """Say something of an account, or correct it."""
    user, account = user_of(request), _account(request, account_id)
    row = row_for(user, _known(what), id)
    if not request.POST:
        (
            policies.may_change_context(user, row) if row else policies.may_keep_context(user, account)
        ).require()
    form = FORMS[what](posted(request), row=row)
    if saved(form, lambda: _written(request, account, what, id, row, form)):
        messages.success(request, _("Saved. Both sides see it on this account and all below it."))
        return redirect("coordination:context", account.pk)
    found = {"form": form, "row": row, "account": account, "title": TITLES[what]}
    return render(request, "coordination/edit_context.html", found)


def _written(
    request: HttpRequest, account: Account, what: str, id: uuid.UUID, row: ContextModel | None, form: Any
) -> Any:
    by, values = user_of(request), form.values()
    if row is None:
        return actions.record_context(by=by, model=KINDS[what], id=id, account=account, values=values)
    return actions.change_context(by=by, row=row, before=form.before_value, values=values)


@require_POST
def archive_context(request: HttpRequest, what: str, id: uuid.UUID) -> HttpResponse:
    """Put something away, with a way back."""
    undo = reverse("coordination:restore_context", args=[what, id])
    return _put(request, what, id, actions.archive_context, _("Put away."), undo=f"undo:{undo}")


@require_POST
def restore_context(request: HttpRequest, what: str, id: uuid.UUID) -> HttpResponse:
    """Bring it back."""
    return _put(request, what, id, actions.restore_context, _("It is back."))


def _put(
    request: HttpRequest, what: str, id: uuid.UUID, action: Callable[..., Any], told: str, undo: str = ""
) -> HttpResponse:
    user = user_of(request)
    row = found_or_404(row_for(user, _known(what), id))
    action(by=user, row=row)
    messages.success(request, told, extra_tags=undo)
    return redirect(row)


@require_POST
def set_days(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """Say how far apart contacts of two functions keep in an account."""
    account, form = _account(request, account_id), Days(request.POST)
    if saved(
        form,
        lambda: actions.set_collision_days(
            by=user_of(request), account=account, days=form.cleaned_data["days"]
        ),
    ):
        messages.success(request, _("Saved. It counts for what is planned from now on."))
        return redirect("coordination:context", account.pk)
    return _page(request, account, form)


def usual_days(request: HttpRequest) -> HttpResponse:
    """Say how far apart they keep where no account says otherwise."""
    user = user_of(request)
    policies.may_set_days(user).require()
    days = days_everywhere()
    form = Days(posted(request), initial={"days": days})
    if saved(form, lambda: actions.set_collision_days(by=user, account=None, days=form.cleaned_data["days"])):
        messages.success(request, _("Saved. It counts for what is planned from now on."))
        return redirect("coordination:usual_days")
    return render(request, "coordination/usual_days.html", {"form": form, "days": days})


def _account(request: HttpRequest, id: uuid.UUID) -> Account:
    user = user_of(request)
    policies.may_see_contacts(user).require()
    found: Account = get_object_or_404(accounts_for(user), pk=id)
    return found


def _known(what: str) -> str:
    if what not in KINDS:
        raise Http404
    return what
