"""What can be wrong with a page for its readers: loaded once, looked at in both themes, wide and on a phone."""

from tests.core.browsing import axe
from tests.e2e.visitor import PHONE, WIDE, Visitor

#: Colours on their way to the other theme are nobody's colours.
STAND_STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important }");
    document.adoptedStyleSheets = [sheet];
}"""
#: All that axe can find differently in the other theme.
COLOURS = ["color-contrast", "link-in-text-block"]
#: As many presses of Tab as may lie between the start of a page's content and its most important button.
MOST_TABS = 60
#: A date field has a stop for each of its parts, and one for the calendar.
PARTS = 5
#: What does not fit on a phone, or is too small for a finger there.
ON_A_PHONE = """() => {
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const targets = "main :is(.btn, .form-control, .form-select, summary), .app-top :is(button, a)";
    const small = [...document.querySelectorAll(targets)]
        .filter((it) => it.checkVisibility() && !it.matches(".side-badge") && it.getBoundingClientRect().height < 43.5)
        .map((it) => `only ${Math.round(it.getBoundingClientRect().height)} px high: ${it.outerHTML.slice(0, 120)}`);
    return [...(sideways > 0 ? [`scrolls sideways by ${sideways} px`] : []), ...small];
}"""
#: Puts the focus on the stop before the content's primary button; where that button stands among the stops, from 1.
#: 0: there is none. -1: the keyboard never comes there.
BEFORE_PRIMARY = """() => {
    const main = document.querySelector("main");
    const stops = [...main.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
        .filter((it) => it.tabIndex >= 0 && !it.matches(":disabled") && !it.closest("[inert]") && it.checkVisibility());
    const [button] = [...main.querySelectorAll(".btn-primary")].filter((it) => it.checkVisibility());
    if (!button) return 0;
    const place = stops.indexOf(button);
    (stops[place - 1] ?? main).focus();
    return place + 1 || -1;
}"""
IS_THERE = "document.activeElement.matches('main .btn-primary')"


def look_at(me: Visitor, path: str) -> list[str]:
    """Open a page and say everything that is wrong with it."""
    status = me.go(path)
    found = [] if status == 200 else [f"answers {status}"]
    found += problems(me) + _by_keyboard(me) + me.faults
    me.faults.clear()
    return found


def problems(me: Visitor) -> list[str]:
    """What is wrong with the shown page for any reader; empty when nothing is."""
    titles = me.page.locator("h1").count()
    return ([] if titles == 1 else [f"{titles} h1"]) + _in_both_themes(me) + _on_a_phone(me)


def _in_both_themes(me: Visitor) -> list[str]:
    me.page.evaluate(STAND_STILL)
    light = [f"light: {fault}" for fault in axe(me.page)]
    me.page.emulate_media(color_scheme="dark")
    dark = [f"dark: {fault}" for fault in axe(me.page, COLOURS)]
    me.page.emulate_media(color_scheme="light")
    return light + dark


def _by_keyboard(me: Visitor) -> list[str]:
    """Whether Tab comes to the primary button, and soon. Radio buttons count one by one."""
    stops = me.page.evaluate(BEFORE_PRIMARY)
    if not stops:
        return []
    for _press in range(PARTS):
        me.page.keyboard.press("Tab")
        if me.page.evaluate(IS_THERE):
            return [] if stops <= MOST_TABS else [f"{stops} stops to the primary button"]
    return ["Tab does not come to the primary button"]


def _on_a_phone(me: Visitor) -> list[str]:
    me.page.set_viewport_size(PHONE)
    me.fingers(are_used=True)
    found = [f"on a phone: {fault}" for fault in me.page.evaluate(ON_A_PHONE)]
    me.fingers(are_used=False)
    me.page.set_viewport_size(WIDE)
    return found
