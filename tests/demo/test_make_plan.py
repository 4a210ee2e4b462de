"""The plan is believable and whole, on whatever day it is loaded."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from apps.demo.contacts import DAYS_AHEAD, DAYS_BACK
from apps.demo.content import MAX_REPEATS
from apps.demo.plan import SEED, make_plan
from apps.demo.records import Contact, DemoPlan

WEDNESDAY, SATURDAY, SUNDAY, MONDAY = (
    date(2026, 3, 18),
    date(2026, 3, 21),
    date(2026, 3, 22),
    date(2026, 3, 23),
)
NEW_YEAR, LEAP_DAY, SUMMER = date(2027, 1, 1), date(2028, 2, 29), date(2026, 8, 14)
DAYS = (WEDNESDAY, SATURDAY, SUNDAY, MONDAY, NEW_YEAR, LEAP_DAY, SUMMER)
BANNED = ("sales", "prescri", "market share", "revenue", "turnover", "competitor", "quota")
SCIENTIFIC = (
    "btk",
    "ldl",
    "mrd",
    "sirna",
    "velsobrutinib",
    "narvosiran",
    "quelbriva",
    "ostavelle",
    "velmora",
    "narvello",
)


@cache
def plan_for(today: date, seed: int = SEED) -> DemoPlan:
    return make_plan(seed, today)


@pytest.fixture(params=DAYS, ids=str)
def plan(request: pytest.FixtureRequest) -> DemoPlan:
    return plan_for(request.param)


def of_owner(plan: DemoPlan, owner: str, day: date) -> list[Contact]:
    return [
        contact for contact in plan.contacts if contact.owner == owner and contact.starts_at.date() == day
    ]


def notes_of(contact: Contact) -> str:
    return contact.medical.notes if contact.medical else contact.visit_note or ""


def test_the_same_arguments_give_the_same_plan() -> None:
    assert make_plan(SEED, WEDNESDAY) == plan_for(WEDNESDAY)


def test_another_seed_gives_other_people() -> None:
    assert plan_for(WEDNESDAY, 1).stakeholders != plan_for(WEDNESDAY).stakeholders


def test_people_and_places_do_not_depend_on_the_day() -> None:
    assert plan_for(SUMMER).stakeholders == plan_for(WEDNESDAY).stakeholders
    assert plan_for(SUMMER).accounts == plan_for(WEDNESDAY).accounts


def test_counts_are_as_promised(plan: DemoPlan) -> None:
    counts = (len(plan.users), len(plan.territories), len(plan.therapeutic_areas))
    assert counts == (13, 3, 2)
    assert (len(plan.accounts), len(plan.stakeholders)) == (60, 300)
    assert 60 <= len(plan.kol_profiles) <= 75
    assert 1600 <= len(plan.contacts) <= 2600


def test_every_demo_login_is_there(plan: DemoPlan) -> None:
    logins = {"msl", "msl2", "manager", "director", "kam", "compliance", "safety", "admin"}
    assert {f"{login}@demo.example" for login in logins} <= {user.email for user in plan.users}


def test_contacts_span_eighteen_months_and_three_weeks(plan: DemoPlan) -> None:
    days = sorted(contact.starts_at.date() for contact in plan.contacts)
    assert days[0] >= plan.today - timedelta(days=DAYS_BACK)
    assert days[0] <= plan.today - timedelta(days=DAYS_BACK - 20)
    assert plan.today + timedelta(days=3) <= days[-1] <= plan.today + timedelta(days=DAYS_AHEAD)


@pytest.mark.parametrize("offset", [0, 1])
def test_my_day_is_never_empty(plan: DemoPlan, offset: int) -> None:
    contacts = of_owner(plan, "msl", plan.today + timedelta(days=offset))
    assert len([contact for contact in contacts if contact.state == "planned"]) >= 2


def test_an_msl_has_something_to_log_and_a_draft(plan: DemoPlan) -> None:
    recent = [
        contact
        for contact in plan.contacts
        if contact.owner == "msl" and timedelta() < plan.today - contact.starts_at.date() <= timedelta(days=6)
    ]
    assert [contact for contact in recent if contact.state == "planned"]
    assert [contact for contact in recent if contact.medical and contact.medical.submit_delay_hours is None]


def test_to_be_logged_was_yesterday_when_yesterday_was_a_working_day() -> None:
    waiting = of_owner(plan_for(WEDNESDAY), "msl", WEDNESDAY - timedelta(days=1))
    assert {contact.state for contact in waiting} == {"planned", "held"}


def test_workload_is_that_of_a_field_team() -> None:
    weeks = DAYS_BACK / 7
    per_week = {
        owner: count / weeks
        for owner, count in Counter(
            contact.owner for contact in plan_for(WEDNESDAY).contacts if contact.state == "held"
        ).items()
    }
    assert all(3 <= per_week[owner] <= 5 for owner in ("msl", "msl2", "msl3"))
    assert all(4.5 <= per_week[owner] <= 6.5 for owner in ("kam", "kam2"))


def test_august_is_quieter_than_september() -> None:
    months = Counter((c.starts_at.year, c.starts_at.month) for c in plan_for(WEDNESDAY).contacts)
    assert months[2025, 8] < 0.65 * months[2025, 9]


def test_no_note_is_used_up(plan: DemoPlan) -> None:
    uses = Counter(note for contact in plan.contacts if (note := notes_of(contact)))
    assert max(uses.values()) <= MAX_REPEATS
    assert len(uses) > 0.97 * uses.total()


def test_notes_have_two_to_six_sentences(plan: DemoPlan) -> None:
    lengths = Counter(
        sum(note.count(mark) for mark in (". ", "? ")) + 1
        for contact in plan.contacts
        if contact.medical
        and (note := contact.medical.notes.replace("Dr. ", "Dr ").replace("Prof. ", "Prof "))
    )
    # A "St. Amand" or "e. V." in a name counts once more than there are sentences.
    assert min(lengths) >= 2
    assert max(lengths) <= 9
    assert sum(lengths[n] for n in range(2, 7)) > 0.9 * lengths.total()


def test_notes_name_no_commercial_words(plan: DemoPlan) -> None:
    texts = [notes_of(c) + (c.medical.needs_and_concerns if c.medical else "") for c in plan.contacts]
    assert not [text for text in texts if any(word in text.lower() for word in BANNED)]


def test_commercial_notes_say_nothing_scientific(plan: DemoPlan) -> None:
    texts = [contact.visit_note.lower() for contact in plan.contacts if contact.visit_note]
    assert texts
    assert not [text for text in texts if any(word in text for word in SCIENTIFIC)]


def test_both_functions_meet_in_the_same_accounts(plan: DemoPlan) -> None:
    accounts = {
        side: {
            contact.account for contact in plan.contacts if contact.side == side and contact.state == "held"
        }
        for side in ("medical", "commercial")
    }
    assert len(accounts["medical"] & accounts["commercial"]) >= 30


def test_relationships_stand_at_different_stages(plan: DemoPlan) -> None:
    latest = Counter(profile.stage_changes[-1].stage for profile in plan.kol_profiles)
    assert len(latest) >= 4
    assert latest["dormant"] >= 1
