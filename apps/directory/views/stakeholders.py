"""Pages about people."""

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
from apps.directory.filters import SORTS, StakeholderFilter
from apps.directory.forms import StakeholderForm
from apps.directory.models import Stakeholder
from apps.directory.policies import may_add, may_browse, may_edit
from apps.directory.queries import career_of, likely_same, people_alone, stakeholders_for
from apps.directory.views.panels import panels
from apps.users.models import User
from apps.users.requests import user_of


@require_safe
def stakeholders(request: HttpRequest) -> HttpResponse:
    """The list of people."""
    user = user_of(request)
    may_browse(user).require()
    found = StakeholderFilter(request.GET, stakeholders_for(user), request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="name")
    context = {"filter": found, "page": page, "sort": page.sort, "may_add": may_add(user)}
    return render(request, "directory/stakeholders.html", context)


@require_safe
def stakeholder(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One person: who they are, where they work, how they wish to be contacted, and what other apps know."""
    user = user_of(request)
    person = get_object_or_404(people_alone(user), pk=pk)
    current, earlier = career_of(user, person)
    context = {
        "stakeholder": person,
        "current": current,
        "earlier": earlier,
        "identifiers": person.identifiers.order_by("system", "value"),
        "may_edit": may_edit(user, person),
        "may_restore": may_add(user),
        "main_panels": panels(request, person, "directory.stakeholder", "main"),
        "side_panels": panels(request, person, "directory.stakeholder", "side"),
    }
    return render(request, "directory/stakeholder.html", context)


def create_stakeholder(request: HttpRequest) -> HttpResponse:
    """Add a person; who has the same name is shown first."""
    user = user_of(request)
    may_add(user).require()
    form = StakeholderForm(posted(request), user=user)
    alike = []
    if form.is_valid() and "create_anyway" not in request.POST:
        alike = [row for row in likely_same(user, form.values()) if row.pk != form.cleaned_data["id"]]
    if not alike and (person := saved(form, lambda: _created(user, form))):
        messages.success(request, _("%(name)s was added.") % {"name": person})
        return redirect(person)
    return render(request, "directory/create_stakeholder.html", {"form": form, "alike": alike})


def _created(user: User, form: StakeholderForm) -> Stakeholder:
    return actions.create_stakeholder(by=user, id=form.cleaned_data["id"], values=form.values())


def edit_stakeholder(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a person."""
    user = user_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    form = StakeholderForm(posted(request), user=user, instance=person)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_add(user) if form.is_bound else may_edit(user, person)).require()
    if saved(
        form,
        lambda: actions.edit_stakeholder(
            by=user, stakeholder=person, before=form.before_value, values=form.values()
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect(person)
    return render(request, "directory/edit_stakeholder.html", {"form": form, "stakeholder": person})


@require_POST
def archive_stakeholder(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a person away, with a way back."""
    user = user_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    actions.archive_stakeholder(by=user, stakeholder=person)
    undo = reverse("directory:restore_stakeholder", args=[pk])
    messages.success(request, _("%(name)s was archived.") % {"name": person}, extra_tags=f"undo:{undo}")
    return redirect("directory:stakeholders")


@require_POST
def restore_stakeholder(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring an archived person back."""
    user = user_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    actions.restore_stakeholder(by=user, stakeholder=person)
    messages.success(request, _("%(name)s is back.") % {"name": person})
    return redirect(person)
