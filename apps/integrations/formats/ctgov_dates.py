"""The registry's dates: a day, a month or a year; never made more exact than they are."""

import re
from datetime import date
from typing import NamedTuple

from apps.integrations.formats.base import Precision

_DATE = re.compile(r"((?:19|20|21)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Known(NamedTuple):
    """A date as far as it is known: its first possible day and how exact that is."""

    on: date | None
    precision: Precision
    is_sound: bool  # False where the text gives a day or month that does not exist, or is no date


def known_date(text: str) -> Known:
    """The date in a text such as "2024-05" or "2024-05-31"; without text none is known, which is sound."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return Known(None, "", is_sound=not text)
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    if not 1 <= month <= 12:
        return Known(date(year, 1, 1), "year", is_sound=not parts[2])
    try:
        return Known(date(year, month, day), "day", is_sound=True)
    except ValueError:
        return Known(date(year, month, 1), "month", is_sound=not parts[3])
