"""PubMed's dates: complete, partly known, or a range in words; never made more exact than they are."""

import re
from datetime import date
from typing import NamedTuple

from apps.integrations.formats.base import Precision
from apps.integrations.formats.xmlstream import Node

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20|21)[0-9]{2}(?![0-9])")
_MONTH_NAME = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)


class Published(NamedTuple):
    """A date as far as it is known: its first possible day, how exact that is, and what the file says."""

    on: date | None
    precision: Precision
    text: str
    is_sound: bool  # False where the file gives a day or month that does not exist


def published(article: Node) -> Published:
    """When an article appeared: the electronic date if there is one, else that of the journal's issue."""
    electronic = article.first("ArticleDate")
    if electronic and (found := _from_parts(electronic)).on:
        return found
    issue = article.first("Journal/JournalIssue/PubDate")
    if not issue:
        return Published(None, "", "", is_sound=True)
    in_words = issue.text("MedlineDate")
    return _from_words(in_words) if in_words else _from_parts(issue)


def complete_date(node: Node | None) -> date | None:
    """The date of an element with year, month and day; None where it is not complete."""
    found = _from_parts(node) if node else None
    return found.on if found and found.precision == "day" else None


def _from_parts(node: Node) -> Published:
    year, month, day = (node.text(part) for part in ("Year", "Month", "Day"))
    text = " ".join(part for part in (year, month or node.text("Season"), day) if part)
    if not _YEAR.fullmatch(year):
        return Published(None, "", text, is_sound=not text)
    number = _month(month)
    if not number:
        return Published(date(int(year), 1, 1), "year", text, is_sound=not month)
    try:
        return Published(date(int(year), number, int(day)), "day", text, is_sound=True)
    except ValueError:
        return Published(date(int(year), number, 1), "month", text, is_sound=not day)


def _from_words(text: str) -> Published:
    """The beginning of a range such as "1998 Dec-1999 Jan"; a day in it is left, since it begins a range."""
    year = _YEAR.search(text)
    if not year:
        return Published(None, "", text, is_sound=False)
    name = _MONTH_NAME.search(text)
    month = _month(name[1]) if name else 0
    return Published(date(int(year[0]), month or 1, 1), "month" if month else "year", text, is_sound=True)


def _month(text: str) -> int:
    """The month's number from "09", "9", "Sep" or "September"; 0 if it is none."""
    if text.isascii() and text.isdigit():
        return int(text) if 1 <= int(text[:4]) <= 12 else 0
    short = text[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
