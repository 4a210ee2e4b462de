"""What the disclosure policy hides of a contact shows on no page of the product, of whatever app, to the other side.

`tests/coordination/test_disclosure_leaks.py` tries every combination on the pages of contacts. Here the strictest one
is tried on every address there is, with a contact that stands in a joint visit, a plan's calendar and a collision.
"""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accountplans.models import AccountPlan
from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import CollisionNotice, Touchpoint
from apps.core.models import new_id
from apps.handoffs.models import JointVisit
from apps.users.models import User
from tests.architecture.access import ACCESS
from tests.architecture.addresses import PATTERNS, address
from tests.coordination.disclosing import in_force
from tests.factories import StakeholderFactory
from tests.personas import WebClient
from tests.world import World

HIDDEN = {"who": "function", "when": "week", "whom": "account"}
OWNER, PERSON = "Zqowner", "Zqperson"
#: The choices of a form.
OFFERED = re.compile(r"<option.*?</option>", re.DOTALL)
#: Viewer, and the colleague of the other function whose contact it is.
PAIRS = [("kam", "other_msl"), ("msl", "commercial_lead")]


@pytest.fixture
def moment() -> datetime:
    """In two days, at a minute and an hour at which nothing else happens."""
    now = timezone.now()
    return (now + timedelta(days=2, hours=7)).replace(minute=(now.minute + 23) % 60, second=0, microsecond=0)


@pytest.fixture
def near(
    tour: World, persona: Callable[[str], User], purpose: Any, moment: datetime
) -> Callable[[str, str], Touchpoint]:
    """A contact of the other function, with a person of its own and one whom the viewer meets there, too."""

    def made(viewer: str, owner: str) -> Touchpoint:
        mine, theirs = persona(viewer), persona(owner)
        User.objects.filter(pk=theirs.pk).update(last_name=OWNER, email="zqowner@example.test")
        theirs.refresh_from_db()
        place, both = tour.rows["directory.Account"], StakeholderFactory()
        said = {"account": place, "channel": "phone", "purpose": purpose}
        own = said | {"stakeholders": [both], "starts_at": moment + timedelta(days=1, minutes=11)}
        people = [StakeholderFactory(last_name=PERSON), both]
        contact = plan_touchpoint(by=theirs, id=new_id(), stakeholders=people, starts_at=moment, **said)
        plan_touchpoint(by=mine, id=new_id(), **own)
        part = {f"{contact.function}_touchpoint": contact}
        JointVisit.objects.filter(pk=tour.key("handoffs.JointVisit")).update(state="approved", **part)
        today = timezone.localdate()
        days = {"first_day": today - timedelta(days=30), "last_day": today + timedelta(days=30)}
        AccountPlan.objects.filter(pk=tour.key("accountplans.AccountPlan")).update(**days)
        return contact

    return made


def hide(world: World, viewer: str) -> None:
    """The strictest policy for this function; the draft of `tour` makes room for it."""
    world.rows.pop("coordination.DisclosurePolicy").delete()
    world.add(in_force({"viewer": viewer} | HIDDEN))


def pages(world: World, contact: Touchpoint) -> list[str]:
    """Every address of the product, and those about this contact and whom it is with."""
    known = [address(page, world) for page in ACCESS if page in PATTERNS and page != "api_unknown"]
    people = [row.stakeholder_id for row in contact.attendees.all()]
    month = f"?view=month&month={contact.starts_at:%Y-%m}"
    return [
        *known,
        *(f"{reverse(name)}?page_size=1" for name in ("api-touchpoints:list", "api-collisions:list")),
        *(reverse("directory:stakeholder", args=[key]) for key in people),
        *(reverse("coordination:stakeholder_radar", args=[key]) + month for key in people),
        reverse("coordination:radar") + month,
        reverse("coordination:touchpoint", args=[contact.pk]),
        reverse("api-touchpoints:item", args=[contact.pk]),
        f"{reverse('api-touchpoints:list')}?expand=owner,attendees,account,purpose",
        f"{reverse('api-collisions:list')}?touchpoint={contact.pk}",
        *(f"/search/?q={word}" for word in (OWNER, PERSON)),
        "/history/joint-visit/{}/".format(world.key("handoffs.JointVisit")),
        "/history/account-plan/{}/".format(world.key("accountplans.AccountPlan")),
    ]


def shown(web: WebClient, urls: list[str], contact: Touchpoint) -> dict[str, set[str]]:
    """Which of the three parts each address tells, of those that tell one."""
    zones = (UTC, ZoneInfo(contact.owner.time_zone))
    minutes = {f"{timezone.localtime(contact.starts_at, zone):%H:%M}" for zone in zones}
    found: dict[str, set[str]] = {}
    for url in urls:
        answer = web.get(url)
        assert answer.status_code < 500, url
        # Whoever leads a plan may take any colleague into its team, and what is searched for stands on the page.
        text = OFFERED.sub("", html.unescape(answer.content.decode("utf-8", "replace")))
        says = {
            "who": str(contact.pk) in text
            if OWNER in url
            else OWNER in text or str(contact.owner_id) in text,
            "when": any(minute in text for minute in minutes),
            "whom": str(contact.pk) in text and PERSON in text and PERSON not in url,
        }
        if told := {part for part, is_told in says.items() if is_told}:
            found[url] = told
    return found


@pytest.mark.parametrize(("viewer", "owner"), PAIRS)
def test_no_address_tells_what_is_hidden(
    viewer: str, owner: str, near: Any, tour: World, persona: Callable[[str], User], sign_in: Any
) -> None:
    looking = persona(viewer)
    hide(tour, looking.side.value)
    contact = near(viewer, owner)
    urls = pages(tour, contact)
    assert shown(sign_in(looking), urls, contact) == {}
    rows = sign_in(looking).get(f"/api/v1/collisions/?touchpoint={contact.pk}").json()["results"]
    meet = CollisionNotice.objects.filter(pk__in=[row["id"] for row in rows], is_same_person=True)
    assert meet.exists(), "both functions meet somebody"
    assert {(row["is_same_account"], row["is_same_person"]) for row in rows} == {(True, None)}


def test_the_same_pages_tell_it_where_nothing_is_hidden(
    near: Any, tour: World, kam: User, sign_in: Any
) -> None:
    """Else the test above would look for words that no page says."""
    contact = near("kam", "other_msl")
    found = shown(sign_in(kam), pages(tour, contact), contact)
    plan, visit = (address(f"{name}", tour) for name in ("accountplans:read", "handoffs:visit"))
    assert "who" in found[plan]
    assert "when" in found[visit]
    assert {"who", "when"} <= found[reverse("coordination:touchpoint", args=[contact.pk])]
    assert set().union(*found.values()) == {"who", "when", "whom"}


def test_the_days_of_a_plan_do_not_find_the_day_of_a_contact(
    near: Any, tour: World, kam: User, sign_in: Any
) -> None:
    """Who leads a plan moves its last day: of a week that is told, all contacts come in with its first day."""
    hide(tour, "commercial")
    contact = near("kam", "other_msl")
    web, page = sign_in(kam), address("accountplans:read", tour)
    monday = contact.starts_at.date() - timedelta(days=contact.starts_at.weekday())
    seen = []
    for day in (monday + timedelta(days=number) for number in range(7)):
        if day > timezone.localdate():
            AccountPlan.objects.update(last_day=day)
            seen.append(str(contact.pk) in web.get(page).content.decode())
    assert set(seen) == {True}


def test_a_notice_does_not_end_when_a_hidden_contact_begins(
    near: Any, kam: User, sign_in: Any, tour: World
) -> None:
    """One's own contact is over, the other one is told by its week: the notice stays until the week is over."""
    hide(tour, "commercial")
    contact = near("kam", "other_msl")
    own = Touchpoint.objects.filter(owner=kam).latest("created_at")
    now = timezone.now()
    Touchpoint.objects.filter(pk=own.pk).update(starts_at=now - timedelta(days=7))
    web, page = sign_in(kam), reverse("directory:account", args=[contact.account_id])

    def is_near() -> bool:
        return (
            "A medical colleague" in web.get(page).content.decode().partition("Colleagues nearby")[2][:4000]
        )

    said = []
    for starts_at in (now + timedelta(minutes=5), now - timedelta(minutes=5)):
        Touchpoint.objects.filter(pk=contact.pk).update(starts_at=starts_at)
        said.append(is_near())
    assert said == [True, True]
