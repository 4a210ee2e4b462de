"""Each person is offered what they may open, in order, with one line marked as where they are."""

from typing import Any

import pytest

from apps.core import navigation
from apps.core.context import address_of
from apps.core.navigation import Entry, PrimaryAction
from apps.core.registered import Registry


def everybody(_user: Any) -> bool:
    return True


def nobody(_user: Any) -> bool:
    return False


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registries of our own, so that the product's entries stay out of it."""
    monkeypatch.setattr(navigation, "_entries", Registry())
    monkeypatch.setattr(navigation, "_actions", Registry())


def test_only_what_this_person_may_open_in_its_order() -> None:
    navigation.register(Entry("Second", "healthz", "home", 2, everybody))
    navigation.register(Entry("First", "readyz", "home", 1, everybody))
    navigation.register(Entry("Hidden", "home", "home", 0, nobody))
    assert [entry.label for entry in navigation.entries_for(None)] == ["First", "Second"]


def test_registering_twice_is_harmless_and_contradicting_is_not() -> None:
    entry = Entry("Day", "home", "home", 1, everybody)
    navigation.register(entry)
    navigation.register(entry)
    assert len(navigation.entries_for(None)) == 1
    with pytest.raises(ValueError, match="home is registered twice"):
        navigation.register(Entry("Night", "home", "home", 1, everybody))


@pytest.mark.parametrize(
    ("path", "marks"),
    [("/", ["page", ""]), ("/healthz", ["", "page"]), ("/healthz/deep/", ["", "true"]), ("/else/", ["", ""])],
)
def test_the_longest_address_owns_the_page(path: str, marks: list[str]) -> None:
    navigation.register(Entry("Start", "home", "home", 1, everybody))
    navigation.register(Entry("Health", "healthz", "home", 2, everybody))
    assert [link.current for link in navigation.links_for(None, path)] == marks


def test_actions_are_offered_by_the_same_rule() -> None:
    navigation.register_action(PrimaryAction("Log", "healthz", "plus", "l", everybody))
    navigation.register_action(PrimaryAction("Visit", "readyz", "plus", "v", nobody))
    (link,) = navigation.action_links_for(None, "/healthz")
    assert (link.label, link.shortcut, link.current) == ("Log", "l", "page")


def test_a_page_that_is_not_installed_has_no_address() -> None:
    assert address_of("healthz") == "/healthz"
    assert address_of("nowhere:at-all") == ""
