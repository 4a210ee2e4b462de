"""A person's timeline tells what they asked, between the contacts, and what became of it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.models import new_id
from apps.core.timeline import TimelineEntry
from apps.directory.models import Stakeholder
from apps.interactions.actions import log_interaction
from apps.interactions.entry import Entry
from apps.medinfo.actions import take_in_request
from apps.medinfo.models import MedicalRequest
from apps.medinfo.panels import on_timeline
from apps.users.models import User
from tests.personas import WebClient

CONTACTS = 30
#: Hours ago: before the latest contact, among them, between the pages of twelve, and after the first.
ASKED = (0.5, 5.5, 11.5, 12.5, 23.5, 24.5, 40)


@pytest.fixture
def asked(
    msl: User, stakeholder: Stakeholder, values: dict[str, Any], entry: Callable[..., Entry]
) -> list[MedicalRequest]:
    """Thirty contacts, one an hour, and questions between them."""
    now = timezone.now()
    for hours in range(1, CONTACTS + 1):
        made = entry(stakeholders=[stakeholder], starts_at=now - timedelta(hours=hours), safety_answer="no")
        log_interaction(by=msl, id=new_id(), entry=made, is_final=True)
    return [
        take_in_request(
            by=msl,
            id=new_id(),
            values={**values, "question": f"Question {number}?", "received_at": now - timedelta(hours=hours)},
        )
        for number, hours in enumerate(ASKED)
    ]


def pages(web: WebClient, path: str) -> list[str]:
    """The timeline, page after page, by its own links."""
    found, link = [], ""
    while True:
        body = web.get(path + link).content.decode()
        found.append(body)
        following = re.search(r'href="(\?[^"]*cursor=[^"]+)"[^>]*rel="next"', body)
        if following is None:
            return found
        link = following[1].replace("&amp;", "&")


def entries_in(body: str) -> list[str]:
    """The kinds on one page of a timeline, in order, questions by their number."""
    parts = re.split(r'<li class="timeline-entry', body)[1:]
    return [
        found[0] if (found := re.findall(r"timeline-text\">Question (\d)", part)) else "contact"
        for part in parts
    ]


def test_each_question_stands_once_and_in_its_place(
    web: WebClient, asked: list[MedicalRequest], stakeholder: Stakeholder
) -> None:
    shown = [entries_in(body) for body in pages(web, stakeholder.get_absolute_url())]
    assert len(shown) == 3
    assert [kind for page in shown for kind in page if kind != "contact"] == [*"0123456"]
    assert sum(kind == "contact" for page in shown for kind in page) == CONTACTS
    assert shown[0][:2] == ["0", "contact"]
    assert shown[-1][-1] == "6"


def test_the_way_back_shows_the_same(
    web: WebClient, asked: list[MedicalRequest], stakeholder: Stakeholder
) -> None:
    path = stakeholder.get_absolute_url()
    _first, second, _third = pages(web, path)
    link = re.search(r'href="(\?[^"]*cursor=[^"]+)"[^>]*rel="next"', second)
    assert link
    third = web.get(path + link[1].replace("&amp;", "&")).content.decode()
    back = re.search(r'href="(\?[^"]*cursor=[^"]+)"[^>]*rel="prev"', third)
    assert back
    again = web.get(path + back[1].replace("&amp;", "&")).content.decode()
    assert entries_in(again) == entries_in(second)


def test_progress_is_told(msl: User, answered: MedicalRequest, stakeholder: Stakeholder) -> None:
    (entry,) = told(msl, stakeholder)
    assert entry.title == "Medical request"
    assert [str(mark.label).split(" ")[0] for mark in entry.marks] == ["Answered", "First"]


def test_who_may_not_read_requests_sees_none(
    other_msl: User, answered: MedicalRequest, stakeholder: Stakeholder, sign_in: Callable[[User], WebClient]
) -> None:
    assert told(other_msl, stakeholder) == []
    page = sign_in(other_msl).get(stakeholder.get_absolute_url()).content.decode()
    assert answered.question not in page


def told(user: User, person: Stakeholder, after: datetime | None = None) -> list[TimelineEntry]:
    return on_timeline(user, person, after, None)
