"""One typed line as a promise: what, to whom, by when."""

import time
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.followups.understanding import DEFAULT_DAYS, read_day, understand

#: A Sunday noon.
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Berlin"))
BRAUN = SimpleNamespace(first_name="Anna", last_name="Braun")
BERG = SimpleNamespace(first_name="Zoë", last_name="van der Berg")
OTHER_BRAUN = SimpleNamespace(first_name="Otto", last_name="Braun")


@pytest.mark.parametrize(
    ("line", "what", "person", "day"),
    [
        ("send ASH abstract to Dr Braun by fri", "Send ASH abstract", BRAUN, date(2026, 11, 27)),
        ("send ASH abstract to prof. anna braun until 3 dec", "Send ASH abstract", BRAUN, date(2026, 12, 3)),
        ("mail Braun the dosing table tomorrow", "Mail Braun the dosing table", BRAUN, date(2026, 11, 23)),
        ("call zoe VAN DER BERG in two weeks", "Call zoe VAN DER BERG", BERG, date(2026, 12, 6)),
        ("slides for Dr Berg, next week", "Slides", BERG, date(2026, 11, 27)),
        ("slides for Berg by 2026-12-01.", "Slides", BERG, date(2026, 12, 1)),
        ("  arrange   a visit with Braun on monday", "Arrange a visit with Braun", BRAUN, date(2026, 11, 23)),
    ],
)
def test_what_whom_and_when(line: str, what: str, person: object, day: date) -> None:
    read = understand(line, [BRAUN, BERG], now=NOW)
    assert (read.what, read.stakeholder, read.due_on) == (what, person, day)
    assert read.is_day_given


@pytest.mark.parametrize(
    "line", ["check the trial on 4 patients", "send the paper by Smith et al", "report on Friday's talk"]
)
def test_what_is_no_day_stays_in_the_words(line: str) -> None:
    read = understand(line, [BRAUN], now=NOW)
    assert read.what == line[0].upper() + line[1:]
    assert (read.due_on - NOW.date()).days == DEFAULT_DAYS
    assert not read.is_day_given


def test_a_day_that_is_over_is_not_meant() -> None:
    assert not understand("send it by 3 nov 2026", [BRAUN], now=NOW).is_day_given


def test_with_one_person_nobody_has_to_be_named() -> None:
    assert understand("send it", [BRAUN], now=NOW).stakeholder is BRAUN
    assert understand("send it", [BRAUN, BERG], now=NOW).stakeholder is None


def test_two_of_one_name_are_told_apart_by_the_first_name() -> None:
    both = [BRAUN, OTHER_BRAUN]
    assert understand("send it to Braun", both, now=NOW).stakeholder is None
    assert understand("send it to Otto Braun", both, now=NOW).stakeholder is OTHER_BRAUN


@given(st.text(max_size=120))
def test_nothing_typed_breaks_it(line: str) -> None:
    read = understand(line, [BRAUN, BERG], now=NOW)
    assert read.due_on >= NOW.date()
    assert read.what or not line.split()


@pytest.mark.parametrize("count", ["1" * 5_000, "٣" * 5_000])
def test_a_number_without_end_is_no_day(count: str) -> None:
    """Python refuses to read numbers of more than 4,300 digits."""
    assert read_day(f"in {count} days", now=NOW) is None
    assert not understand(f"send it in {count} days", [BRAUN], now=NOW).is_day_given


def test_a_name_without_letters_is_nobody_else() -> None:
    unnamed = SimpleNamespace(first_name="Anna", last_name="…")
    assert understand("send it to Braun", [unnamed, BRAUN], now=NOW).stakeholder is BRAUN
    assert understand("send it", [unnamed], now=NOW).stakeholder is unnamed


@pytest.mark.parametrize("filling", [",", " ,", "(", " by", ". by "])
def test_a_long_line_takes_no_longer_than_its_length(filling: str) -> None:
    line = "a" + filling * 20_000 + "x"
    begin = time.perf_counter()
    understand(line, [BRAUN], now=NOW)
    assert time.perf_counter() - begin < 2
