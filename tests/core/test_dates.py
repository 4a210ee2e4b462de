"""Dates as people type them."""

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.core.dates import MomentField, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 16, 12, 33, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", (2026, 11, 20, 16, 12)),
        ("today 14:00", (2026, 11, 20, 14, 0)),
        ("Tomorrow 9:30", (2026, 11, 21, 9, 30)),
        ("tomorrow at 9:30", (2026, 11, 21, 9, 30)),
        ("yesterday", (2026, 11, 19, 0, 0)),
        ("day after tomorrow 8am", (2026, 11, 22, 8, 0)),
        ("3 dec", (2026, 12, 3, 0, 0)),
        ("3 dec 15:00", (2026, 12, 3, 15, 0)),
        ("15 jan 10:00", (2027, 1, 15, 10, 0)),
        ("3.12.2026 15:00", (2026, 12, 3, 15, 0)),
        ("2026-12-03T09:30", (2026, 12, 3, 9, 30)),
        ("2026-12-03 09:30", (2026, 12, 3, 9, 30)),
        ("14:00", (2026, 11, 20, 14, 0)),
        ("tomorrow 9", (2026, 11, 21, 9, 0)),
        ("tomorrow, at 9", (2026, 11, 21, 9, 0)),
        ("today at 14", (2026, 11, 20, 14, 0)),
        ("yesterday 15", (2026, 11, 19, 15, 0)),
        ("day after tomorrow 8", (2026, 11, 22, 8, 0)),
        ("2019-12-03 09:30", (2019, 12, 3, 9, 30)),
    ],
)
def test_reads_what_people_type(typed: str, meant: tuple[int, ...]) -> None:
    year, month, day, hour, minute = meant
    assert read_moment(typed, now=NOW) == datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-03T09:30Z", (2026, 12, 3, 9, 30)),
        ("2026-12-03T09:30+05:30", (2026, 12, 3, 4, 0)),
        ("14:00Z", (2026, 11, 20, 14, 0)),
        ("today 14:00Z", (2026, 11, 20, 14, 0)),
        ("3 dec 14:00Z", (2026, 12, 3, 14, 0)),
        ("3 dec 2026 14:00Z", (2026, 12, 3, 14, 0)),
    ],
)
def test_a_moment_is_read_in_the_zone_it_names(typed: str, meant: tuple[int, ...]) -> None:
    year, month, day, hour, minute = meant
    assert read_moment(typed, now=NOW) == datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "", "soon", "32 dec", "99:99", "tomorrow at noonish", "3 dec 99999999999999999999", "tomorrow 25",
        "today 99999999999999999999", "today 3 dec", "tomorrowish", "3 dec 2035", "2026-02-30 10:00", "14:00 +25:00",
        "0001-01-01T00:00+10:00", "9999-12-31T23:59-10:00",
    ],
)  # fmt: skip
def test_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_moment(typed, now=NOW)


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(
                [
                    "today",
                    "tomorrow",
                    "at",
                    "9",
                    "99",
                    "3",
                    "dec",
                    "2026",
                    "14:00",
                    "Z",
                    "+05:00",
                    "pm",
                    "-",
                    "9" * 20,
                ]
            ),
            max_size=5,
        ).map(" ".join),
    )
)
def test_whatever_is_typed_is_a_moment_in_utc_or_refused(typed: str) -> None:
    with contextlib.suppress(ValueError):
        assert read_moment(typed, now=NOW).tzinfo is UTC


def test_the_field_answers_in_utc_and_shows_the_zone_of_the_user() -> None:
    field = MomentField()
    with timezone.override(BERLIN):
        typed = field.clean("3.12.2026 15:00")
        assert typed.isoformat() == "2026-12-03T14:00:00+00:00"
        assert field.clean(typed.astimezone(BERLIN)).isoformat() == typed.isoformat()
        assert field.widget.format_value(field.prepare_value(typed)) == "2026-12-03 15:00"


def test_the_field_may_be_empty() -> None:
    assert MomentField(required=False).clean("") is None


def test_the_field_says_what_would_work() -> None:
    field = MomentField()
    with pytest.raises(Exception, match="tomorrow 14:00"):
        field.clean("soon")
