"""The key account manager's story: that a contact happened, and nothing else of it; and the same the other way."""

import re

from playwright.sync_api import APIResponse

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.steps import AUTHOR, SECRETS, TYPED, Contact
from tests.e2e.visitor import Visitor

VISIT_NOTES = "They dislike the tarragon rebate and wait for the tender."
REFUSED = {403, 404}


def told(text: str, contact: Contact) -> list[str]:
    """Words of the medical side in a text."""
    return [secret for secret in (*SECRETS, contact.topic) if secret.lower() in text.lower()]


def test_the_badge_says_commercial(visit: Windows) -> None:
    me = visit("kam")
    me.go("/")
    assert "COMMERCIAL" in me.page.get_by_role("button", name=re.compile("^Your side")).inner_text()


def test_the_radar_says_that_it_happened(amended: Contact, visit: Windows) -> None:
    me = visit("kam")
    me.go("/")
    me.menu("Radar")
    me.field("Account or person").fill(TYPED)
    me.press("Apply")
    row = me.page.get_by_role("row").filter(has_text=amended.account).filter(has_text="Held").last
    for word in (
        "Today",
        "Medical",
        "Amara Okonjo-Brandtner",
        AUTHOR,
        "Scientific exchange",
        "Video call",
        "Held",
    ):
        assert word in row.inner_text()
    assert told(me.page.content(), amended) == []
    me.follow(row.get_by_role("link").first)
    assert "This room is locked for your side" in me.main()
    assert told(me.page.content(), amended) == []


def test_the_page_of_the_kol_shows_the_envelope_only(amended: Contact, kol: str, visit: Windows) -> None:
    me = visit("kam")
    me.go(kol)
    words = me.main()
    assert AUTHOR in words
    assert amended.account in words
    assert "Scientific exchange" in words
    assert "Journal of Invented Haematology" not in words
    assert told(me.page.content(), amended) == []


def test_every_direct_address_is_closed(amended: Contact, visit: Windows) -> None:
    me = visit("kam")
    me.go("/")
    key = amended.path.strip("/").split("/")[-1]
    addresses = ["", "versions/", "plan/", "log/", "amend/", "cancel/"]
    paths = [amended.path + end for end in addresses]
    paths += [f"/history/interaction/{key}/", f"/api/v1/interactions/{key}/"]
    answers = [me.page.context.request.get(me.url + path) for path in paths]
    answers += [
        post(me, amended.path + end)
        for end in ("draft/log/", "draft/log/discard/", "log/", "amend/", "cancel/")
    ]
    assert {answer.status for answer in answers} <= REFUSED
    assert [word for answer in answers for word in told(answer.text(), amended)] == []


def post(me: Visitor, path: str) -> APIResponse:
    """Send a form as the page's own scripts would."""
    token = next(one["value"] for one in me.page.context.cookies() if "csrf" in one.get("name", ""))
    headers = {"X-CSRFToken": token, "Referer": me.url}
    form: dict[str, str | float | bool] = {"notes": "mine", "reason": "mine"}
    return me.page.context.request.post(me.url + path, form=form, headers=headers, max_redirects=0)


def test_a_visit_is_planned_and_logged_and_its_notes_stay_commercial(kol: str, visit: Windows) -> None:
    me = visit("kam")
    path = steps.plan_visit(me, "now")
    me.menu("Visits")
    card = me.page.get_by_role("region", name="To be logged")
    me.follow(card.get_by_role("link", name=re.compile("^Log")).last)
    me.field("Notes").fill(VISIT_NOTES)
    me.press("Save: the visit was held")
    assert me.path() == path
    assert VISIT_NOTES in me.main()

    other = visit("msl")
    other.go(kol)
    assert "Service visit" in other.main()
    assert "tarragon" not in other.page.content()
    assert other.page.context.request.get(other.url + path).status in REFUSED
