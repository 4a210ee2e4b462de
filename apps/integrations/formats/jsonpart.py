"""An object of a JSON record, asked for what it should hold; whatever else stands there is noted, never raised."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.integrations.formats.jsonstream import clean

Note = Callable[[str], None]

#: A number of a register beyond this is no number of people.
MOST = 2**31 - 1


class Part:
    """One object of a record. What is null or absent is empty; what has another shape is empty and noted."""

    def __init__(self, value: dict[str, Any], note: Note) -> None:
        self._value = value
        self._note = note

    def __contains__(self, name: str) -> bool:
        return self._value.get(name) is not None

    def text(self, name: str) -> str:
        """A text with white space made single; "" if there is none."""
        return clean(self._of_kind(name, str) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, each once and in its order."""
        found = (clean(value) for value in self._list(name, str))
        return tuple(dict.fromkeys(filter(None, found)))

    def number(self, name: str) -> int | None:
        """A number that is not negative."""
        value: int | None = self._of_kind(name, int)
        if value is None or 0 <= value <= MOST:
            return value
        self._complain(name)
        return None

    def part(self, name: str) -> "Part":
        """An object within; an empty one if there is none."""
        return Part(self._of_kind(name, dict) or {}, self._note)

    def parts(self, name: str) -> Iterator["Part"]:
        """The objects of a list."""
        for value in self._list(name, dict):
            yield Part(value, self._note)

    def _list(self, name: str, kind: type[Any]) -> Iterator[Any]:
        for value in self._of_kind(name, list) or ():
            if isinstance(value, kind):
                yield value
            elif value is not None:
                self._complain(name)

    def _of_kind(self, name: str, kind: type[Any]) -> Any:
        value = self._value.get(name)
        if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
            return value
        self._complain(name)
        return None

    def _complain(self, name: str) -> None:
        self._note(_("“%(name)s” does not hold what it should and was not used.") % {"name": name[:60]})
