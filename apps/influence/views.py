"""Pages of the stakeholder map: the picture and its tables, committees, seats and ties."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.visible import found_or_404
from apps.directory.queries import accounts_for
from apps.influence import actions
from apps.influence.drawing import drawn
from apps.influence.filters import MapFilter
from apps.influence.forms import CommitteeForm, SeatForm, TieForm
from apps.influence.mapping import map_of, people_in, seats_in
from apps.influence.models import Committee, Seat, Tie
from apps.influence.policies import may_keep_map, may_keep_map_of, may_read_map
from apps.influence.queries import Row, row_for
from apps.users.requests import user_of


@require_safe
def map(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    """Who decides here, who sits where, who listens to whom, and who of us knows whom."""
    user = user_of(request)
    may_read_map(user).require()
    place = get_object_or_404(accounts_for(user), pk=account)
    filters = MapFilter(request.GET, people_in(user, place), account=place, request=request)
    shown = map_of(user, place, lambda _people: filters.qs)
    context = {
        "account": place,
        "filter": filters,
        "map": shown,
        "picture": drawn(shown),
        "may_keep": may_keep_map_of(user, place),
    }
    return render(request, "influence/map.html", context)


def add_committee(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    """A body of this account."""
    user = user_of(request)
    place = get_object_or_404(accounts_for(user), pk=account)
    form = CommitteeForm(posted(request), user=user)
    (may_keep_map(user) if form.is_bound else may_keep_map_of(user, place)).require()
    made = saved(
        form,
        lambda: actions.save_committee(
            by=user, id=form.cleaned_data["id"], account=place, values=form.values()
        ),
    )
    if made:
        messages.success(request, _("The committee is on the map. Say who sits in it."))
        return redirect(made)
    back = reverse("influence:map", args=[account])
    return _form(request, form, _("Add a committee"), back, place.name)


@require_safe
def committee(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Who sits and sat in it."""
    user = user_of(request)
    found = _visible(request, Committee, id)
    seats = list(seats_in(user, found))
    may_keep = may_keep_map_of(user, found.account)
    context = {"committee": found, "seats": seats, "may_keep": may_keep}
    return render(request, "influence/committee.html", context)


def edit_committee(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Its name or kind."""
    user = user_of(request)
    row = _visible(request, Committee, id)
    form = CommitteeForm(posted(request), user=user, instance=row)
    (may_keep_map(user) if form.is_bound else may_keep_map_of(user, row.account)).require()

    def save() -> Committee:
        return actions.save_committee(
            by=user, id=row.pk, account=row.account, values=form.values(), before=form.before_value
        )

    if saved(form, save):
        messages.success(request, _("Saved."))
        return redirect(row)
    return _form(request, form, _("Edit the committee"), row.get_absolute_url(), row.name)


@require_POST
def dissolve(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """It is no more; with a way back."""
    row = actions.dissolve_committee(by=user_of(request), committee=_visible(request, Committee, id))
    undo = reverse("influence:bring_back", args=[id])
    messages.success(request, _("%(name)s is off the map.") % {"name": row}, extra_tags=f"undo:{undo}")
    return redirect("influence:map", row.account_id)


@require_POST
def bring_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Undo."""
    user = user_of(request)
    row = _visible(request, Committee, id)
    return _brought_back(
        request, lambda: actions.bring_back_committee(by=user, committee=row), row.get_absolute_url()
    )


def add_seat(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Somebody sits in it."""
    user = user_of(request)
    body = _visible(request, Committee, id)
    form = SeatForm(posted(request), user=user)
    (may_keep_map(user) if form.is_bound else may_keep_map_of(user, body.account)).require()

    def save() -> Seat:
        return actions.save_seat(by=user, id=form.cleaned_data["id"], committee=body, values=form.values())

    if saved(form, save):
        messages.success(request, _("Added."))
        return redirect(body)
    return _form(request, form, _("Add somebody"), body.get_absolute_url(), body.name)


def edit_seat(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Another role, or the day somebody left."""
    user = user_of(request)
    seat = _visible(request, Seat, id)
    body = seat.committee
    form = SeatForm(posted(request), user=user, instance=seat)
    (may_keep_map(user) if form.is_bound else may_keep_map_of(user, body.account)).require()

    def save() -> Seat:
        values = form.values()
        return actions.save_seat(by=user, id=seat.pk, committee=body, values=values, before=form.before_value)

    if saved(form, save):
        messages.success(request, _("Saved."))
        return redirect(body)
    return _form(request, form, _("Edit the seat"), body.get_absolute_url(), body.name)


def add_tie(request: HttpRequest) -> HttpResponse:
    """How one stakeholder stands to another."""
    user = user_of(request)
    may_keep_map(user).require()
    form = TieForm(posted(request), user=user, initial={"source": request.GET.get("source", "")})
    made = saved(form, lambda: actions.save_tie(by=user, id=form.cleaned_data["id"], values=form.values()))
    if made:
        messages.success(request, _("The tie is on the map."))
        return redirect(made.source)
    return _form(request, form, _("Add a tie"), reverse("directory:stakeholders"), _("Stakeholders"))


def edit_tie(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """What it rests on, and when somebody looked at it last."""
    user = user_of(request)
    tie = _visible(request, Tie, id)
    may_keep_map(user).require()
    form = TieForm(posted(request), user=user, instance=tie)

    def save() -> Tie:
        return actions.save_tie(by=user, id=tie.pk, values=form.values(), before=form.before_value)

    if saved(form, save):
        messages.success(request, _("Saved."))
        return redirect(tie.source)
    back = tie.source.get_absolute_url()
    return _form(request, form, _("Edit the tie"), back, tie.source.full_name, ends=tie)


@require_POST
def end_tie(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Take it off the map; with a way back."""
    tie = actions.end_tie(by=user_of(request), tie=_visible(request, Tie, id))
    undo = reverse("influence:bring_back_tie", args=[id])
    messages.success(request, _("The tie is off the map."), extra_tags=f"undo:{undo}")
    return redirect(tie.source)


@require_POST
def bring_back_tie(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Undo."""
    user = user_of(request)
    tie = _visible(request, Tie, id)
    return _brought_back(
        request, lambda: actions.bring_back_tie(by=user, tie=tie), tie.source.get_absolute_url()
    )


def _visible(request: HttpRequest, model: type[Row], id: uuid.UUID) -> Row:
    return found_or_404(row_for(user_of(request), model, id))


def _brought_back(request: HttpRequest, action: Any, url: str) -> HttpResponse:
    try:
        action()
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("It is back on the map."))
    return redirect(url)


def _form(
    request: HttpRequest, form: Any, title: str, back_url: str, back: str, ends: models.Model | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "back_url": back_url, "back": back, "ends": ends}
    return render(request, "influence/form.html", context)
