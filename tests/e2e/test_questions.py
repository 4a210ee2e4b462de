"""A question's story: asked in a talk, taken in by the liaison, answered and signed by medical information, locked."""

import re

import pytest

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.visitor import Visitor

#: Stays on the medical side.
QUESTION = "Does quibbled clearance change in invented renal failure?"
ANSWER = "In 24 imagined patients the clearance of quibble did not change."
PASSWORD = "demo"


@pytest.fixture(scope="module")
def asked(by_msl: Visitor, kol: str) -> str:
    """The page of the request that was typed into the form of a talk."""
    steps.plan(by_msl, "now")
    by_msl.menu("My day")
    by_msl.follow(steps.to_be_logged(by_msl).last.get_by_role("link", name=re.compile("^Log")))
    by_msl.page.get_by_text("Questions asked").first.click()
    by_msl.field("Questions asked").fill(QUESTION)
    by_msl.page.get_by_label("I attest that they were asked", exact=False).check()
    steps.safety(by_msl, "No").click()
    by_msl.press("Submit")
    by_msl.press(QUESTION, "link")
    return by_msl.path()


@pytest.fixture(scope="module")
def signed(asked: str, profile: object, product: object) -> str:
    """Taken, answered, delivered and signed by medical information."""
    from tests.e2e.visitor import window

    me = window(profile("medinfo"), product)  # type: ignore[operator, arg-type]
    me.go("/")
    assert me.path() == "/requests/queue/"
    me.press(QUESTION, "link")
    me.press("Take")
    me.page.get_by_label("Label", exact=True).select_option(label="Within the label")
    me.press("Note it")
    me.field("Answer").fill(ANSWER)
    me.field("References").fill("Imagined et al.")
    me.press("Save the draft")
    me.press("Approve the saved draft")
    me.press("It was delivered")
    me.field("Your password").fill(PASSWORD)
    me.press("Sign and close")
    words = me.main()
    assert "The signature matches this version" in words
    assert "Parisa Tehranchian" in words
    assert me.faults == []
    me.page.context.close()
    return asked


def test_it_is_locked(signed: str, visit: Windows) -> None:
    me = visit("medinfo")
    me.go(signed)
    assert "Closed and signed" in me.main()
    for button in ("Sign and close", "Save the draft", "Put it back into the queue"):
        assert me.page.get_by_role("button", name=button).count() == 0


def test_the_liaison_sees_the_answer_from_the_kols_page(signed: str, kol: str, visit: Windows) -> None:
    me = visit("msl")
    me.go(kol)
    panel = me.page.get_by_role("region", name="What they asked for")
    assert "Closed and signed" in panel.inner_text()
    me.follow(panel.get_by_role("link", name=QUESTION))
    assert me.path() == signed
    assert ANSWER in me.main()


def test_the_key_account_manager_finds_nothing(signed: str, kol: str, visit: Windows) -> None:
    me = visit("kam")
    request = me.page.context.request
    for path in ("/requests/", signed, f"{signed}answers/", "/api/v1/requests/"):
        assert request.get(me.url + path).status in {403, 404}, path
    for path in (kol, "/notifications/", "/search/?q=renal", "/contacts/"):
        assert "quibble" not in request.get(me.url + path).text(), path
