"""Sampled review of contacts: drawing, progress, and what was found in each."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.paging import page_of
from apps.core.visible import found_or_404
from apps.incidents.queries import incident_found_by
from apps.oversight import actions, policies, queries
from apps.oversight.forms import FindingForm, SampleForm
from apps.users.requests import user_of

SORTS = {"-when": ("-created_at", "-id"), "when": ("created_at", "id")}


@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """All samples with their progress."""
    user = user_of(request)
    policies.may_oversee(user).require()
    page = page_of(queries.samples_for(user), request, sorts=SORTS, default="-when")
    return render(request, "oversight/samples.html", {"page": page, "sort": page.sort})


@require_safe
def start_sample(request: HttpRequest) -> HttpResponse:
    """Give the sample its key, which is its seed, in the address: a form sent twice draws once."""
    policies.may_oversee(user_of(request)).require()
    return redirect("oversight:draw", new_id())


def draw(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Draw a sample."""
    user = user_of(request)
    policies.may_oversee(user).require()
    form = SampleForm(posted(request))
    if made := saved(form, lambda: actions.draw_sample(by=user, id=id, values=form.cleaned_data)):
        messages.success(request, _("Drawn. The list stays as it is."))
        return redirect(made)
    return render(request, "oversight/draw.html", {"form": form})


@require_safe
def sample(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """What was drawn, and how far the reading is."""
    user = user_of(request)
    policies.may_oversee(user).require()
    found = found_or_404(queries.sample_for(user, id))
    items = queries.items_of(user, found)
    return render(request, "oversight/sample.html", {"sample": found, "items": items})


def sample_item(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One contact that was drawn: where to read it, and what was found. Opening its content is recorded there."""
    user = user_of(request)
    policies.may_oversee(user).require()
    item = found_or_404(queries.sample_item_for(user, id))
    form = FindingForm(posted(request), start={"finding": item.finding, "note": item.note})
    if saved(form, lambda: actions.review_item(by=user, item=item, **form.cleaned_data)):
        messages.success(request, _("Written down."))
        return redirect(queries.next_item(user, item) or item.sample)
    context = {
        "item": item,
        "form": form,
        "content_url": queries.content_url_of(item.touchpoint),
        "incident": incident_found_by(user, item.pk),
    }
    return render(request, "oversight/sample_item.html", context)
