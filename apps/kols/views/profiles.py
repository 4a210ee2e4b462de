"""Pages about KOLs. The profile itself is shown on the stakeholder's page, by `apps.kols.panels`."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.directory.queries import stakeholders_for
from apps.kols import actions
from apps.kols.filters import KOL_SORTS, KOLFilter
from apps.kols.forms import NominateForm, ProfileForm, StageForm
from apps.kols.policies import may_edit_profile, may_nominate, may_write
from apps.kols.queries import kols_for, listed_for, publications_of, rows_page
from apps.kols.views.readers import reader_of


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """The KOLs this person may see."""
    user = reader_of(request)
    found = KOLFilter(request.GET, listed_for(user), request=request)
    page = page_of(found.qs, request, sorts=KOL_SORTS, default="name")
    return render(request, "kols/list.html", {"filter": found, "page": page, "sort": page.sort})


def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a profile."""
    user = reader_of(request)
    profile = get_object_or_404(kols_for(user), pk=pk)
    form = ProfileForm(posted(request), user=user, profile=profile)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_write(user) if form.is_bound else may_edit_profile(user, profile)).require()
    if saved(
        form,
        lambda: actions.edit_profile(
            by=user, profile=profile, before=form.before_value, values=form.values()
        ),
    ):
        messages.success(request, _("The scientific profile was saved."))
        return redirect(profile)
    return render(request, "kols/edit.html", {"form": form, "profile": profile})


def change_stage(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Add a step of the relationship."""
    user = reader_of(request)
    profile = get_object_or_404(kols_for(user), pk=pk)
    form = StageForm(posted(request), profile=profile)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_write(user) if form.is_bound else may_edit_profile(user, profile)).require()
    if saved(form, lambda: actions.change_stage(by=user, profile=profile, **form.values())):
        messages.success(request, _("The relationship stage was recorded."))
        return redirect(profile)
    return render(request, "kols/change_stage.html", {"form": form, "profile": profile})


def nominate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a stakeholder a KOL."""
    user = reader_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    if kols_for(user).filter(stakeholder=person).exists():
        return redirect(person)
    form = NominateForm(posted(request), user=user)
    # What changed since the page was opened is told on the form, with all that was typed.
    (may_write(user) if form.is_bound else may_nominate(user, person)).require()
    if saved(form, lambda: actions.nominate_stakeholder(by=user, stakeholder=person, **form.cleaned_data)):
        messages.success(request, _("%(name)s is a KOL now.") % {"name": person})
        return redirect(person)
    return render(request, "kols/nominate.html", {"form": form, "stakeholder": person})


@require_safe
def publications(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All papers of a stakeholder."""
    user = reader_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    page = rows_page(publications_of(user, person), request.GET.get("page", ""))
    return render(request, "kols/publications.html", {"stakeholder": person, "page": page})
