"""Pages about organisations."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.directory import actions
from apps.directory.filters import SORTS, AccountFilter
from apps.directory.forms import AccountForm
from apps.directory.policies import may_add, may_browse, may_edit
from apps.directory.queries import SHOWN, accounts_for, ancestors_of, children_of, people_of
from apps.directory.views.panels import panels
from apps.users.requests import user_of


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The list of organisations."""
    user = user_of(request)
    may_browse(user).require()
    found = AccountFilter(request.GET, accounts_for(user), request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="name")
    context = {"filter": found, "page": page, "sort": page.sort, "may_add": may_add(user)}
    return render(request, "directory/accounts.html", context)


@require_safe
def account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One organisation: its place in the tree, who works there, and what other apps know."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=pk)
    people, below = list(people_of(user, place)[: SHOWN + 1]), list(children_of(user, place)[: SHOWN + 1])
    context = {
        "account": place,
        "ancestors": ancestors_of(user, place),
        "children": below[:SHOWN],
        "has_more_children": len(below) > SHOWN,
        "people": people[:SHOWN],
        "has_more_people": len(people) > SHOWN,
        "identifiers": place.identifiers.order_by("system", "value"),
        "may_edit": may_edit(user, place),
        "may_restore": may_add(user),
        "main_panels": panels(request, place, "directory.account", "main"),
        "side_panels": panels(request, place, "directory.account", "side"),
    }
    return render(request, "directory/account.html", context)


@require_safe
def children(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One more level of the tree, fetched when it is opened."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=pk)
    below = list(children_of(user, place)[: SHOWN + 1])
    context = {"account": place, "children": below[:SHOWN], "has_more_children": len(below) > SHOWN}
    return render(request, "directory/_children.html", context)


def create_account(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    user = user_of(request)
    may_add(user).require()
    form = AccountForm(posted(request), user=user, initial={"parent": request.GET.get("parent", "")})
    if place := saved(
        form, lambda: actions.create_account(by=user, id=form.cleaned_data["id"], values=form.values())
    ):
        messages.success(request, _("%(name)s was added.") % {"name": place})
        return redirect(place)
    return render(request, "directory/create_account.html", {"form": form})


def edit_account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change an organisation, also its place in the tree."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=pk)
    form = AccountForm(posted(request), user=user, instance=place)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_add(user) if form.is_bound else may_edit(user, place)).require()
    if saved(
        form,
        lambda: actions.edit_account(by=user, account=place, before=form.before_value, values=form.values()),
    ):
        messages.success(request, _("Saved."))
        return redirect(place)
    return render(request, "directory/edit_account.html", {"form": form, "account": place})


@require_POST
def archive_account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put an organisation away, with a way back."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=pk)
    actions.archive_account(by=user, account=place)
    undo = reverse("directory:restore_account", args=[pk])
    messages.success(request, _("%(name)s was archived.") % {"name": place}, extra_tags=f"undo:{undo}")
    return redirect("directory:accounts")


@require_POST
def restore_account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring an archived organisation back."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=pk)
    actions.restore_account(by=user, account=place)
    messages.success(request, _("%(name)s is back.") % {"name": place})
    return redirect(place)
