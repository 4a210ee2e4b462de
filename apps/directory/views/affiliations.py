"""Pages about where people work."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.editing import posted, saved
from apps.directory import actions
from apps.directory.forms import AffiliationForm, EndForm
from apps.directory.policies import may_add, may_edit
from apps.directory.queries import affiliations_for, stakeholders_for
from apps.users.requests import user_of


def add_affiliation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record where a person works."""
    user = user_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    form = AffiliationForm(posted(request), user=user, initial={"account": request.GET.get("account", "")})
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_add(user) if form.is_bound else may_edit(user, person)).require()
    if saved(
        form,
        lambda: actions.add_affiliation(
            by=user, stakeholder=person, id=form.cleaned_data["id"], values=form.values()
        ),
    ):
        messages.success(request, _("The affiliation was added."))
        return redirect(person)
    return render(request, "directory/add_affiliation.html", {"form": form, "stakeholder": person})


def edit_affiliation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change role, decision role or dates."""
    user = user_of(request)
    affiliation = get_object_or_404(affiliations_for(user), pk=pk)
    form = AffiliationForm(posted(request), user=user, instance=affiliation)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_add(user) if form.is_bound else may_edit(user, affiliation.stakeholder)).require()
    if saved(
        form,
        lambda: actions.edit_affiliation(
            by=user, affiliation=affiliation, before=form.before_value, values=form.values()
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect(affiliation.stakeholder)
    return render(request, "directory/edit_affiliation.html", {"form": form, "affiliation": affiliation})


def end_affiliation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The person no longer works there."""
    user = user_of(request)
    affiliation = get_object_or_404(affiliations_for(user), pk=pk)
    form = EndForm(posted(request), affiliation=affiliation)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_add(user) if form.is_bound else may_edit(user, affiliation.stakeholder)).require()
    if saved(
        form,
        lambda: actions.end_affiliation(by=user, affiliation=affiliation, **form.cleaned_data),
    ):
        messages.success(request, _("The affiliation has ended; it stays in the career."))
        return redirect(affiliation.stakeholder)
    return render(request, "directory/end_affiliation.html", {"form": form, "affiliation": affiliation})


@require_POST
def make_main_affiliation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show this affiliation first."""
    user = user_of(request)
    affiliation = get_object_or_404(affiliations_for(user), pk=pk, ended_on=None)
    actions.make_main_affiliation(by=user, affiliation=affiliation)
    messages.success(request, _("%(name)s is the main account now.") % {"name": affiliation.account})
    return redirect(affiliation.stakeholder)
