"""What interactions add to the pages of the directory: the timeline with content."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.models import Touchpoint
from apps.coordination.queries import attending
from apps.core.dates import moment_of
from apps.core.paging import Page
from apps.core.timeline import Mark, TimelineEntry, added_entries
from apps.interactions.models import Interaction
from apps.interactions.policies import may_plan, may_read
from apps.interactions.queries import (
    contacts_in,
    contacts_with,
    content_in,
    interactions_for,
    last_talks_with,
    main_account_of,
)
from apps.users.models import User
from apps.users.requests import user_of


def reads_content(user: User) -> bool:
    """For panels and navigation."""
    return bool(may_read(user))


def timeline_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Everything with this person, with what other apps know of it."""
    user, about = user_of(request), {"stakeholders": stakeholder.pk}
    if works_at := main_account_of(stakeholder):
        about["account"] = works_at
    page = contacts_with(user, stakeholder, request)
    radar_url = reverse("coordination:stakeholder_radar", args=[stakeholder.pk])
    return _render(request, page, about, radar_url, added_entries(user, stakeholder, *_span(page)))


def _span(page: Page[Touchpoint]) -> tuple[datetime | None, datetime | None]:
    """The time that a page of contacts tells about, from the contact behind it: pages leave no moment out."""
    after = moment_of(page.behind[0]) if page.behind else None
    return after, moment_of(page.begins[0]) if page.previous and page.rows else None


def timeline_of_account(request: HttpRequest, account: Any) -> str:
    """Everything in this account and below it."""
    page = contacts_in(user_of(request), account, request)
    radar_url = reverse("coordination:account_radar", args=[account.pk])
    return _render(request, page, {"account": account.pk}, radar_url)


def _render(
    request: HttpRequest,
    page: Page[Touchpoint],
    about: dict[str, Any],
    radar_url: str,
    also: Sequence[TimelineEntry] = (),
) -> str:
    user = user_of(request)
    context = {
        "page": page,
        "entries": sorted([*entries(user, page.rows), *also], key=lambda entry: entry.at, reverse=True),
        "may_plan": may_plan(user),
        "about": urlencode(about),
        "radar_url": radar_url,
    }
    return render_to_string("interactions/_timeline.html", context, request)


def entries(user: User, touchpoints: Iterable[Touchpoint]) -> list[TimelineEntry]:
    """Content where it may be read, the envelope otherwise."""
    found = []
    for touchpoint in touchpoints:
        interaction = content_in(touchpoint)
        found.append(_entry(touchpoint, interaction) if interaction else entry_of_envelope(user, touchpoint))
    return found


def _entry(touchpoint: Touchpoint, interaction: Interaction) -> TimelineEntry:
    return TimelineEntry(
        kind="plan" if interaction.state == Interaction.State.PLANNED else "interaction",
        at=interaction.starts_at,
        title=_("%(kind)s at %(account)s")
        % {"kind": interaction.get_kind_display(), "account": touchpoint.account},
        url=interaction.get_absolute_url(),
        text=Truncator(interaction.notes).chars(300),
        by=str(touchpoint.owner),
        marks=(Mark(interaction.get_state_display(), _tone(interaction)),),
    )


def _tone(interaction: Interaction) -> str:
    if interaction.is_locked:
        return "good"
    return {"held": "warn", "cancelled": "quiet"}.get(interaction.state, "accent")


def room_of_touchpoint(request: HttpRequest, touchpoint: Any) -> str:
    """The medical room of an envelope: a link to the content for those who may read it, else the locked door."""
    interaction = interactions_for(user_of(request)).filter(touchpoint=touchpoint).first()
    return render_to_string("interactions/_room.html", {"interaction": interaction}, request)


def last_talks(request: HttpRequest, touchpoint: Any) -> str:
    """For the brief: what was said last with the people of a contact; nothing when there was nothing."""
    rows = last_talks_with(user_of(request), attending(touchpoint))
    return render_to_string("interactions/_last_talks.html", {"rows": rows}, request) if rows else ""
