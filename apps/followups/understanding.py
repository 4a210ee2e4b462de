"""One typed line as a promise: "send ASH abstract to Dr Braun by fri" says what, to whom and until when.

Plain rules, so that everybody can tell why a line was read as it was: the day stands behind "by", "until", "before",
"due" or "on"; the person behind "to" or "for", or anywhere by last name; a colleague who keeps it behind "@". What is
not said is filled in and shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from apps.core.dates import read_moment
from apps.core.folding import fold

#: When nothing is said: long enough to do it, short enough that the person still remembers having asked.
DEFAULT_DAYS = 7
#: A run of commas is read once, and not again from each comma in it.
_APART = r"(?<![\s,;(])[\s,;(]+"
_DAY = re.compile(
    _APART + r"(?:by|until|till|before|due|on)\s+(?:the\s+)?(?P<day>[^,;()]{1,30}?)\)?[\s.!]*$",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(
    _APART
    + r"(?P<day>today|tomorrow|day after tomorrow|next week|in \w{1,9} (?:days?|weeks?|months?))\)?[\s.!]*$",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\S)@(?P<name>[^\s@.,;]{2,40})")
_IN = re.compile(r"in (?P<count>\w{1,9}) (?P<unit>day|week|month)s?")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30}
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|mme|herr|frau)\.?\s+)*"


@dataclass(frozen=True)
class Understood:
    """What a line was read as. `stakeholder` is None when nobody, or more than one person, was meant."""

    line: str
    what: str
    stakeholder: Any
    due_on: date
    is_day_given: bool
    owner: Any = None


def understand(line: str, people: Sequence[Any], *, now: datetime, owners: Sequence[Any] = ()) -> Understood:
    """Read a line. `people` are those who may be meant; with only one of them, nobody has to be named.

    `owners` are colleagues who may keep it instead; "@name" names one. `now` is aware, in the zone of who typed.
    Never raises: what is not understood stays in `what`.
    """
    text, owner = _owner_in(" ".join(line.split()), owners)
    text, due_on = _day_in(text, now)
    person, what = _person_in(text, people)
    return Understood(
        line=line,
        what=(what or text)[:1].upper() + (what or text)[1:],
        stakeholder=person,
        due_on=due_on or now.date() + timedelta(days=DEFAULT_DAYS),
        is_day_given=due_on is not None,
        owner=owner,
    )


def _owner_in(text: str, owners: Sequence[Any]) -> tuple[str, Any]:
    """Who keeps it: "@" and a first or last name, or its beginning, that only one colleague has."""
    for match in _AT.finditer(text):
        name = fold(match["name"])
        meant = [
            person
            for person in owners
            if any(word.startswith(name) for word in fold(f"{person.first_name} {person.last_name}").split())
        ]
        if name and len(meant) == 1:
            return " ".join((text[: match.start()] + text[match.end() :]).split()), meant[0]
    return text, None


def _day_in(text: str, now: datetime) -> tuple[str, date | None]:
    for pattern in (_DAY, _BARE_DAY):
        if (match := pattern.search(text)) and (day := read_day(match["day"], now=now)):
            return text[: match.start()].rstrip(" ,;"), day
    return text, None


def read_day(text: str, *, now: datetime) -> date | None:
    """The coming day that is meant ("fri", "3 dec", "next week", "in two weeks"), None when it is no day."""
    words = text.lower().strip(" .!")
    if words in {"next week", "end of next week"}:
        return now.date() + timedelta(days=(11 - now.weekday()))
    if words in {"end of week", "end of the week", "this week"}:
        return now.date() + timedelta(days=max(4 - now.weekday(), 0))
    if match := _IN.fullmatch(words):
        count = _NUMBERS.get(match["count"]) or (int(match["count"]) if match["count"].isdecimal() else 0)
        return now.date() + timedelta(days=count * _UNIT_DAYS[match["unit"]]) if 0 < count <= 60 else None
    try:
        found = read_moment(words, now=now).astimezone(now.tzinfo).date()
    except ValueError:
        return None
    return found if found >= now.date() else None


def _person_in(text: str, people: Sequence[Any]) -> tuple[Any, str]:
    """Who is meant, and the line without the words that only say so."""
    folded = f" {fold(text)} "
    meant = [person for person in people if f" {fold(person.last_name)} " in folded]
    meant = meant or [person for person in people if f" {_last_word(fold(person.last_name))} " in folded]
    if len(meant) > 1:
        meant = [person for person in meant if f" {fold(person.first_name)} " in folded]
    if not meant:
        return (people[0] if len(people) == 1 else None), text
    if len(meant) > 1:
        return None, text
    return meant[0], _without(text, meant[0])


def _last_word(name: str) -> str:
    """Of a name in parts, the part that people write. A name without letters has none."""
    return name.split()[-1] if name.split() else name


def _without(text: str, person: Any) -> str:
    """Cut "to Dr Anna Braun" at the end of the line; elsewhere the name stays where it was typed."""
    last = rf"(?:{re.escape(person.last_name)}|{re.escape(_last_word(person.last_name))})"
    names = rf"(?:{re.escape(person.first_name)}\s+)?{last}"
    return re.sub(rf"\s+(?:to|for)\s+{_TITLE}{names}[\s.,]*$", "", text, flags=re.IGNORECASE)
