"""The story of a hand-off: asked of a key account manager, done by a liaison, and no medical word on the way back."""

import re

from tests.e2e.conftest import Windows
from tests.e2e.steps import PLACE

WORDS = "Is there anything on vaccination after a transplant?"
NOTE = "Told the heliotrope subgroup in a call"


def test_a_hand_off_from_the_question_to_its_end(visit: Windows) -> None:
    kam, msl = visit("kam"), visit("msl")
    kam.go("/directory/stakeholders/")
    kam.follow(kam.page.locator("tbody a").first)
    person = kam.path()
    kam.press("Hand over to medical", "link")
    chosen = kam.page.locator("select[name=stakeholder] option:checked")
    assert person.rstrip("/").endswith(str(chosen.get_attribute("value")))
    kam.choose("Where", PLACE)
    kam.field("What they want").select_option(label="Literature or congress material")
    kam.field("Therapeutic area").select_option(label="Haematology-Oncology")
    kam.field("What they said, in their own words").fill(WORDS)
    kam.page.get_by_text("I attest that they asked this unprompted").click()
    kam.press("Hand over")
    path = kam.path()
    assert "Waiting" in kam.main()

    msl.go("/")
    msl.menu("Hand-offs")
    msl.follow(msl.page.locator(f"a[href='{path}']").first)
    assert WORDS in msl.main()
    msl.press("Accept")
    msl.field("Note for colleagues").first.fill(NOTE)
    msl.press("It is done")
    assert NOTE in msl.main()

    kam.go("/notifications/")
    kam.follow(kam.page.get_by_role("button", name=re.compile("news of your hand-off")).first)
    assert kam.path() == path
    assert "Done" in kam.main()
    for page in (path, "/hand-offs/", person):
        kam.go(page)
        text = kam.page.content()
        assert "heliotrope" not in text
    answer = kam.page.context.request.get(kam.url + f"/api/v1{path.replace('hand-offs', 'handoffs')}")
    assert answer.json()["state"] == "done"
    assert "heliotrope" not in answer.text()
    assert kam.page.context.request.get(kam.url + path.replace("hand-offs", "history/handoff")).status == 404
