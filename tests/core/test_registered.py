"""One rule for whatever apps register: the same twice is harmless, a contradiction is a fault; no message is lost."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from apps.audit import registry as audit
from apps.core import navigation, open_work, registry, telling
from apps.core.registered import Registry


def test_the_same_again_is_harmless_and_another_is_a_fault() -> None:
    things: Registry[str, int] = Registry()
    things.add("one", 1)
    things.add("one", 1)
    assert (things.all(), things.get("one"), things.get("two")) == ([1], 1, None)
    with pytest.raises(ValueError, match="one is registered twice"):
        things.add("one", 2)


@pytest.mark.parametrize(
    "held",
    [
        registry._sections,
        registry._sources,
        navigation._entries,
        navigation._actions,
        navigation._commands,
        open_work._kinds,
        telling._tellers,
        audit._tracked,
        audit._verbs,
    ],
)
def test_every_registry_of_the_product_follows_it(held: object) -> None:
    assert isinstance(held, Registry)
    assert held.all()


def test_a_message_that_nobody_takes_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_tellers", Registry())
    with pytest.raises(LookupError):
        telling.tell(to=None, kind="x", cause_id=uuid4(), at=datetime.now(UTC), link="/")
