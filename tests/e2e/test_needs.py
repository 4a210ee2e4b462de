"""The story of a need: heard in a talk, given away, answered, confirmed by the stakeholder; walled all the way."""

import re

from tests.e2e import steps
from tests.e2e.conftest import Windows

LINE = "education: teaching on vaccination for the residents"
WORDS = "Teaching on vaccination for the residents"


def test_a_need_from_the_talk_to_their_own_word(kol: str, visit: Windows) -> None:
    me, boss = visit("msl"), visit("director")
    steps.plan(me, "now")
    me.menu("My day")
    me.follow(steps.to_be_logged(me).last.get_by_role("link", name=re.compile("^Log")))
    me.page.get_by_text("Needs and concerns").first.click()
    me.field("To be answered").fill(LINE)
    steps.safety(me, "No").click()
    me.press("Submit")
    me.press(WORDS, "link")
    path = me.path()
    assert "Education" in me.main()

    me.field("Who answers for it").select_option(label="Rafael de Almeirante")
    me.press("Give it to them")
    boss.go("/notifications/")
    boss.follow(boss.page.get_by_role("button", name=re.compile("waits for your answer")).first)
    assert boss.path() == path
    boss.field("What was done or told?").fill("A session with an outside speaker is planned.")
    boss.press("It is answered")

    me.go("/interactions/my-day/")
    waiting = me.page.get_by_role("region", name="Needs that wait for you")
    me.follow(waiting.locator(f"a[href='{path}']"))
    me.page.get_by_text("Yes, they say so").click()
    me.field("What did they say?").fill("Just what they wanted.")
    me.press("This is what they said")
    assert "Confirmed as met" in me.main()
    assert "Just what they wanted." in me.main()

    refused = visit("kam").page.context.request.get(me.url + path)
    assert refused.status in {403, 404}
    assert "vaccination" not in refused.text()
