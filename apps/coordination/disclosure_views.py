"""Pages of the disclosure policy: what others see of my contacts, and the versions that compliance keeps."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.coordination import disclosing, policies, queries
from apps.coordination.disclosure_lines import all_lines_of, changes, tables_of
from apps.coordination.forms import ApproveDisclosureForm, DisclosureForm
from apps.coordination.models import DisclosurePolicy
from apps.core.editing import posted, saved
from apps.core.visible import found_or_404
from apps.users.requests import user_of


@require_safe
def disclosure(request: HttpRequest) -> HttpResponse:
    """What is told now, and all versions."""
    user = user_of(request)
    policies.may_see_contacts(user).require()
    present = queries.present_disclosure()
    context = {
        "present": present,
        "tables": tables_of(present),
        "versions": queries.disclosures_for(user),
        "may_keep": policies.may_keep_disclosure(user),
    }
    return render(request, "coordination/disclosure.html", context)


@require_POST
def draft_disclosure(request: HttpRequest) -> HttpResponse:
    """Begin a new version; the answer leads there."""
    return redirect(disclosing.draft_disclosure(by=user_of(request)))


def disclosure_version(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One version and what it changes; a draft is changed here."""
    user, row = user_of(request), _visible(request, id)
    if request.method != "POST":
        return _shown(request, row)
    policies.may_change_disclosure(user, row).require()
    form = DisclosureForm(posted(request), lines=all_lines_of(row))

    def act() -> DisclosurePolicy:
        values, before = form.values, form.before_value
        return disclosing.change_disclosure(by=user, policy=row, before=before, values=values)

    if made := saved(form, act):
        messages.success(request, _("The draft is saved. It holds once it is approved."))
        return redirect(made)
    return _shown(request, row, form=form)


@require_POST
def approve_disclosure(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Sign a draft."""
    user, row = user_of(request), _visible(request, id)
    policies.may_approve_disclosure(user, row).require()
    form = ApproveDisclosureForm(request.POST, request=request, user=user)

    def act() -> DisclosurePolicy:
        typed = form.cleaned_data
        return disclosing.approve_disclosure(
            by=user, policy=row, meaning=typed["meaning"], proof=form.proof, seen=typed["seen"]
        )

    if made := saved(form, act):
        messages.success(request, _("Approved. This version is in force from now on."))
        return redirect(made)
    return _shown(request, row, approve=form)


def _visible(request: HttpRequest, id: uuid.UUID) -> DisclosurePolicy:
    user = user_of(request)
    policies.may_see_contacts(user).require()
    return found_or_404(queries.disclosures_for(user).filter(pk=id).first())


def _shown(request: HttpRequest, row: DisclosurePolicy, **forms: Any) -> HttpResponse:
    user = user_of(request)
    may_change = policies.may_change_disclosure(user, row)
    lines = all_lines_of(row)
    context = {
        "policy": row,
        "changes": changes(all_lines_of(queries.disclosure_before(row)), lines),
        "signatures": queries.signatures_of_disclosure(row),
        "may_change": may_change,
    }
    if may_change:
        form = forms.get("form") or DisclosureForm(lines=lines)
        context |= {"form": form, "tables": tables_of(row, form)}
        context["may_approve"] = policies.may_approve_disclosure(user, row)
        context["approve"] = forms.get("approve") or ApproveDisclosureForm(request=request, user=user)
    else:
        context["tables"] = tables_of(row)
    return render(request, "coordination/disclosure_version.html", context)
