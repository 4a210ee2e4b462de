"""Every combination of what the policy can say, both ways round: a hidden name or minute shows on no page of the other
side, whatever is asked for: sorted, filtered by what is hidden, page by page, or over REST.

The owner, the stakeholder and the minute of one contact are words that occur nowhere else; the other side then visits
what shows contacts, and what these pages link to.
"""

import html
import itertools
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from apps.coordination.actions import hold_touchpoint, plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.core.paging import SALT
from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from msl_crm import env
from tests.coordination.disclosing import in_force
from tests.factories import StakeholderFactory
from tests.personas import WebClient

OWNER, PERSON = "Zqowner", "Zqperson"
#: As the pages write it, as REST does, and as a cursor would.
MINUTES = ("T15:43", " 15:43", ">15:43", "15:43:00", "15%3A43")
MOST = 45
PARTS = (("person", "function"), ("time", "day", "week"), ("stakeholder", "account"))
#: Each two values of what is told, of whom both ways round: `make torture` tries all 24 combinations.
SAMPLE = [
    ("person", "time", "stakeholder", "msl"),
    ("person", "day", "account", "kam"),
    ("person", "week", "stakeholder", "msl"),
    ("function", "time", "account", "kam"),
    ("function", "day", "stakeholder", "msl"),
    ("function", "week", "account", "kam"),
]
COMBINATIONS = list(itertools.product(*PARTS, ("msl", "kam"))) if env.flag("TORTURE") else SAMPLE
#: The pages that hold contacts besides; `{account}` and so on are filled in.
PAGES = (
    "/contacts/", "/contacts/?sort=start", "/contacts/?sort=-start", "/contacts/?text=zqperson",
    "/contacts/?sort=owner",
    "/contacts/?stakeholder={person}", "/contacts/?text=zqowner", "/contacts/?start={day}&end={day}",
    "/contacts/accounts/{account}/", "/contacts/accounts/{account}/?sort=start", "/contacts/{contact}/",
    "/contacts/accounts/{account}/?view=month&month={month}", "/contacts/stakeholders/{person}/",
    "/contacts/stakeholders/{person}/?view=month&month={month}", "/contacts/?view=month&month={month}",
    "/directory/accounts/{account}/", "/directory/stakeholders/{person}/", "/directory/accounts/?sort=-last_contact",
    "/directory/stakeholders/?sort=-last_contact", "/directory/stakeholders/?sort=last_contact", "/search/?q=zqperson",
    "/search/?q=zqowner", "/search/?q=lindenhof", "/", "/history/account/{account}/", "/history/stakeholder/{person}/",
    "/api/v1/touchpoints/", "/api/v1/touchpoints/?ordering=starts_at&page_size=1", "/api/v1/touchpoints/{contact}/",
    "/api/v1/touchpoints/?ordering=-starts_at&page_size=1", "/api/v1/touchpoints/?expand=owner,attendees,account",
    "/api/v1/touchpoints/?owner={owner}", "/api/v1/touchpoints/?stakeholder={person}",
    "/api/v1/touchpoints/?ordering=owner",
)  # fmt: skip


@pytest.fixture
def hidden(
    details: Callable[..., dict[str, Any]],
    account: Account,
    stakeholder: Stakeholder,
    persona: Callable[[str], User],
) -> Callable[[str], Touchpoint]:
    """A held contact of one function with canary words, between contacts of the other function on the same day."""

    def made(owner: str) -> Touchpoint:
        user, other = persona(owner), persona({"msl": "kam", "kam": "msl"}[owner])
        User.objects.filter(pk=user.pk).update(last_name=OWNER, email="zqowner@example.test")
        user.refresh_from_db()
        person = StakeholderFactory(last_name=PERSON)
        day = timezone.localtime().replace(hour=15, minute=43, second=0, microsecond=0)
        day = day - timedelta(days=2)
        for hour in (14, 16):
            plan_touchpoint(by=other, id=new_id(), **details(starts_at=day.replace(hour=hour, minute=7)))
        contact = plan_touchpoint(by=user, id=new_id(), **details(starts_at=day, stakeholders=[person]))
        return hold_touchpoint(by=user, touchpoint=contact)

    return made


def told_in(answer: Any) -> str:
    """Whatever an answer says, its cursors opened."""
    text = html.unescape(answer.content.decode())
    return text + "".join(_opened(cursor) for cursor in re.findall(r"cursor=([\w.:%-]+)", text))


def _opened(cursor: str) -> str:
    try:
        return str(signing.loads(cursor.replace("%3A", ":"), salt=SALT))
    except signing.BadSignature:
        return ""


def visited(web: WebClient, start: list[str]) -> Iterator[tuple[str, str]]:
    """These addresses and, from pages about contacts, what they lead to."""
    waiting = list(start)
    seen: set[str] = set()
    while waiting and len(seen) < MOST:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = web.get(url)
        assert answer.status_code < 500, url
        yield url, told_in(answer)
        if urlsplit(url).path.startswith(("/contacts/", "/api/")):
            waiting += sorted(_links(answer) - seen)


def _links(answer: Any) -> set[str]:
    text = html.unescape(answer.content.decode())
    near = re.findall(r'"(?:https?://[^/"]+)?(/(?:contacts|api/v1/touchpoints)/[^"#]*)"', text)
    relative = re.findall(r'href="(\?[^"#]*)"', text)
    path = answer.request["PATH_INFO"]
    return {*near, *(f"{path}{query}" for query in relative if path.startswith("/contacts/"))}


@pytest.mark.torture
@pytest.mark.parametrize(("who", "when", "whom", "owner"), COMBINATIONS)
def test_nothing_hidden_shows_anywhere(
    who: str, when: str, whom: str, owner: str, hidden: Callable[[str], Touchpoint],
    persona: Callable[[str], User], sign_in: Callable[[User], WebClient],
) -> None:  # fmt: skip
    looking = persona({"msl": "kam", "kam": "msl"}[owner])
    in_force({"viewer": looking.side.value, "who": who, "when": when, "whom": whom})
    contact = hidden(owner)
    person = contact.attendees.get().stakeholder
    web = sign_in(looking)
    pages = [url.format(**_keys(contact, person)) for url in PAGES]
    found: dict[str, list[str]] = {"who": [], "when": [], "whom": []}
    for url, text in visited(web, pages):
        if OWNER in text or "zqowner@" in text:
            found["who"].append(url)
        if any(minute in text for minute in MINUTES):
            found["when"].append(url)
        if _names_with_contact(text, url, contact, person):
            found["whom"].append(url)
    told = {"who": who == "person", "when": when == "time", "whom": whom == "stakeholder"}
    assert {part: bool(urls) for part, urls in found.items()} == told, found


def _keys(contact: Touchpoint, person: Stakeholder) -> dict[str, Any]:
    day = timezone.localtime(contact.starts_at).date()
    keys = {
        "contact": contact.pk,
        "account": contact.account_id,
        "owner": contact.owner_id,
        "person": person.pk,
    }
    return {**keys, "day": day, "month": f"{day:%Y-%m}"}


def _names_with_contact(text: str, url: str, contact: Touchpoint, person: Stakeholder) -> bool:
    """Whether an answer brings the person and the contact together. Everybody may know the person as such, and what was
    asked for stands in the filters of the page."""
    shows = str(contact.pk) in text
    is_about_them = str(person.pk) in url or "zqperson" in url
    return shows and (is_about_them or PERSON in text or str(person.pk) in text)


def test_the_words_would_be_found(
    hidden: Callable[[str], Touchpoint], kam: User, sign_in: Callable[[User], WebClient]
) -> None:
    """Without a policy all three show: what is searched for is what pages say."""
    contact = hidden("msl")
    texts = [text for _url, text in visited(sign_in(kam), ["/contacts/", "/api/v1/touchpoints/"])]
    assert any(OWNER in text for text in texts)
    assert any(PERSON in text for text in texts)
    assert any(minute in text for text in texts for minute in MINUTES)
    assert isinstance(contact.starts_at, datetime)
