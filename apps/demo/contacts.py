"""Eighteen months of contacts by both functions, up to three weeks ahead of the day of the load."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from apps.demo.circles import WEEKLY
from apps.demo.content import Meeting, Writer, medical_content, visit_note
from apps.demo.corpus.choices import CANCEL_REASONS
from apps.demo.corpus.places import ZONE_OF_COUNTRY
from apps.demo.corpus.staff import USER_BY_KEY
from apps.demo.diary import Diary, company, enter, next_person
from apps.demo.occasions import Occasion, commercial_occasion, medical_occasion
from apps.demo.records import Account, Contact, Stakeholder, User
from apps.demo.workdays import is_working_day, last_working_day_before, moment, season, shut_slots, slot_for

DAYS_BACK: Final = 548
DAYS_AHEAD: Final = 21
_CANCELLED: Final = 0.06
_UNLOGGED_DAYS: Final = 3
_AT_LEAST: Final = 2


@dataclass(slots=True)
class Field:
    """The state the generation walks through; `known` are the people met before the eighteen months."""

    rng: Random
    today: date
    diary: Diary
    writer: Writer
    homes: dict[str, Account]
    known: frozenset[str]
    count: int = 0


def _is_anchored(owner: User, day: date, today: date) -> bool:
    """Days on which an MSL has something to do whatever day the demo is loaded: My day is never empty."""
    if owner.role != "msl":
        return False
    return day in {today, today + timedelta(days=1), last_working_day_before(today, owner.time_zone)}


def _ahead(day: date, today: date) -> float:
    """The diary thins out the further one looks ahead."""
    weeks = (day - today).days / 7
    return 1.0 if weeks < 1 else (0.7 if weeks < 2 else 0.45)


def _how_many(field: Field, owner: User, day: date) -> int:
    if not is_working_day(day, owner.time_zone):
        usual = 0
    else:
        usual = int(WEEKLY[owner.key] / 5 * season(day) * _ahead(day, field.today) + field.rng.random())
    return max(usual, _AT_LEAST) if _is_anchored(owner, day, field.today) else usual


def _state(field: Field, owner: User, day: date, place_in_day: int) -> tuple[str, bool]:
    """State, and whether a held contact is still a draft."""
    age = (field.today - day).days
    if _is_anchored(owner, day, field.today):
        return ("planned", False) if age <= 0 or place_in_day == 0 else ("held", True)
    if field.rng.random() < _CANCELLED:
        return "cancelled", False
    if age <= 0:
        return "planned", False
    is_late = age <= _UNLOGGED_DAYS and owner.side == "medical" and field.rng.random() < 0.3
    return ("held", True) if is_late else ("held", False)


def _planned_at(field: Field, starts_at: datetime, interaction_type: str | None) -> datetime:
    """Answers are agreed at short notice, visits weeks ahead; always before the contact and before today."""
    rng, day = field.rng, starts_at.date()
    if interaction_type == "reactive_answer" and day < field.today:
        return starts_at - timedelta(minutes=rng.choice((15, 30, 45)))
    planned_on = min(
        day - timedelta(days=rng.randint(1, 28)), field.today - timedelta(days=rng.randint(1, 5))
    )
    at = datetime.combine(planned_on, time(rng.randint(9, 16), rng.choice((5, 20, 35, 50))))
    return at.replace(tzinfo=starts_at.tzinfo)


def _occasion(field: Field, owner: User, person: Stakeholder, day: date) -> Occasion:
    account = field.homes[person.key]
    if owner.side == "commercial":
        return commercial_occasion(field.rng, person, account)
    is_first = person.key not in field.known and ("medical", person.key) not in field.diary.last
    is_day_off = not is_working_day(day, owner.time_zone)
    return medical_occasion(field.rng, owner, person, account, is_first=is_first, is_day_off=is_day_off)


def _starts_at(field: Field, owner: User, person: Stakeholder, day: date) -> datetime | None:
    taken = field.diary.busy[owner.key, day]
    shut = shut_slots(day, owner.time_zone, ZONE_OF_COUNTRY[person.country])
    slot = slot_for(field.rng, person.preference.preferred_time, taken | shut)
    if slot is None:
        return None
    taken.add(slot)
    return moment(field.rng, day, slot, owner.time_zone)


def _meeting(field: Field, owner: User, day: date) -> Meeting | None:
    """Arrange the envelope; None when nobody can be met or the day is full."""
    person = next_person(field.rng, field.diary, owner, day)
    starts_at = _starts_at(field, owner, person, day) if person else None
    if person is None or starts_at is None:
        return None
    return Meeting(
        owner=owner,
        lead=person,
        account=field.homes[person.key],
        occasion=_occasion(field, owner, person, day),
        starts_at=starts_at,
        is_draft=False,
        earlier_on=field.diary.last.get((owner.side, person.key)),
    )


def _attendees(field: Field, meeting: Meeting, state: str) -> list[str]:
    day, lead = meeting.starts_at.date(), meeting.lead
    guests = company(
        field.rng, field.diary, meeting.owner, lead, meeting.account.key, day, meeting.occasion.guests
    )
    attendees = [lead.key, *guests]
    if state != "cancelled":
        enter(field.diary, meeting.owner.side, attendees, day)
    return attendees


def _contact(field: Field, meeting: Meeting, state: str) -> Contact:
    field.count += 1
    occasion, side = meeting.occasion, meeting.owner.side
    is_held = state == "held"
    return Contact(
        key=f"contact-{field.count:04}",
        owner=meeting.owner.key,
        side=side,
        account=meeting.account.key,
        stakeholders=tuple(_attendees(field, meeting, state)),
        planned_at=_planned_at(field, meeting.starts_at, occasion.interaction_type),
        starts_at=meeting.starts_at,
        duration_minutes=occasion.duration_minutes,
        channel=occasion.channel,
        purpose_class=occasion.purpose_class,
        interaction_type=occasion.interaction_type,
        state=state,
        cancel_reason=field.rng.choice(CANCEL_REASONS) if state == "cancelled" else None,
        medical=medical_content(field.writer, meeting) if is_held and side == "medical" else None,
        visit_note=visit_note(field.writer, meeting) if is_held and side == "commercial" else None,
    )


def _day(field: Field, owner: User, day: date) -> Iterator[Contact]:
    for place in range(_how_many(field, owner, day)):
        meeting = _meeting(field, owner, day)
        if meeting is None:
            return
        state, is_draft = _state(field, owner, day, place)
        yield _contact(field, replace(meeting, is_draft=is_draft), state)


def make_contacts(field: Field) -> tuple[Contact, ...]:
    """All contacts, in the order of days."""
    days = (field.today + timedelta(days=offset) for offset in range(-DAYS_BACK, DAYS_AHEAD + 1))
    owners = [USER_BY_KEY[key] for key in WEEKLY]
    return tuple(contact for day in days for owner in owners for contact in _day(field, owner, day))
