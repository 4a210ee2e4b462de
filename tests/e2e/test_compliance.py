"""A compliance officer: reads, looks as a key account manager, takes an incident to its end."""

from tests.e2e.conftest import Windows


def test_the_officer_looks_as_a_key_account_manager(visit: Windows) -> None:
    me = visit("compliance")
    me.go("/")
    assert me.path() == "/oversight/"
    me.press("View as", "link", me.page.get_by_role("main"))
    me.field("As whom?").select_option(index=1)
    chosen = me.field("As whom?").locator("option:checked").inner_text()
    me.field("Why?").fill("To see what is locked.")
    me.press("Begin to look")
    assert "You see this as" in me.main()
    assert chosen.split(",")[0].split("(")[0].strip() in me.main()

    refused = me.page.context.request.get(me.url + "/incidents/")
    assert refused.status == 403
    me.press("Stop viewing as")
    assert "You are back to your own view" in me.main()
    assert "To see what is locked." in me.main()
    me.go("/history/readings/")
    assert "as " in me.main()


def test_an_incident_from_report_to_closed(visit: Windows) -> None:
    reporter, me = visit("msl"), visit("compliance")
    reporter.go("/incidents/report/")
    reporter.field("What happened?").fill("A slide with a discount was shown.")
    reporter.press("Send to compliance")
    assert "Reported" in reporter.main()

    me.go("/incidents/")
    me.press("A slide with a discount was shown.", "link")
    me.field("How severe is it?").select_option(label="Low")
    me.press("Triage")
    me.press("Investigate")
    for step in ("It is not substantiated", "Close"):
        me.page.locator("summary", has_text=step).click()
        part = me.page.locator("details", has=me.page.locator("summary", has_text=step))
        part.get_by_label("Why?").fill("It was a slide of the hospital's own.")
        me.press(step, within=part)
    assert "Closed" in me.main()

    reporter.go("/incidents/mine/")
    assert "Closed" in reporter.main()
    refused = reporter.page.context.request.get(me.url + me.path())
    assert refused.status == 404
