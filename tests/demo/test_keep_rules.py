"""What must hold for every record of the plan: keys, values, times, limits, check digits."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db.models import TextChoices

from apps.catalog.models import Product
from apps.coordination.models import Touchpoint
from apps.core.identifiers import SYSTEMS
from apps.demo.corpus import choices, notes
from apps.demo.corpus.places import ZONE_OF_COUNTRY
from apps.demo.identifiers import fictional_npi, fictional_orcid
from apps.demo.plan import SEED, make_plan
from apps.demo.records import Contact, DemoPlan
from apps.demo.workdays import is_working_day
from apps.directory import choices as directory
from apps.evidence.models import Material
from apps.interactions.models import Interaction
from apps.kols.models import KOLProfile
from apps.users.roles import FACTS, Role


@pytest.fixture(scope="module", params=[date(2026, 3, 18), date(2026, 11, 1)], ids=str)
def plan(request: pytest.FixtureRequest) -> DemoPlan:
    return make_plan(SEED, request.param)


def keys(things: Iterable[object]) -> set[str]:
    return {getattr(thing, "key") for thing in things}  # noqa: B009 - any of the keyed records


def test_every_identifier_is_valid_and_fictional(plan: DemoPlan) -> None:
    found = [identifier for person in plan.stakeholders for identifier in person.identifiers]
    for identifier in found:
        assert SYSTEMS[identifier.system](identifier.value) == identifier.value
        assert identifier.value.startswith({"orcid": "0099-", "npi": "2999"}[identifier.system])
    assert len({identifier.value for identifier in found}) == len(found) > 100


@pytest.mark.parametrize("number", [0, 1, 42, 9_999])
def test_check_digits_are_found_over_the_whole_range(number: int) -> None:
    assert len(fictional_orcid(number)) == 19
    assert len(fictional_npi(number)) == 10


def test_keys_and_names_are_unique(plan: DemoPlan) -> None:
    lists = (
        plan.users,
        plan.accounts,
        plan.stakeholders,
        plan.topics,
        plan.materials,
        plan.publications,
        plan.contacts,
    )
    assert all(len(keys(things)) == len(things) for things in lists)
    names = {(person.given_name, person.family_name) for person in plan.stakeholders}
    emails = {person.email for person in plan.stakeholders}
    assert len(names) == len(emails) == len(plan.stakeholders)


def test_accounts_are_trees_with_parents_first(plan: DemoPlan) -> None:
    seen: dict[str, str] = {}
    for account in plan.accounts:
        assert account.parent is None or seen[account.parent] == account.country
        seen[account.key] = account.country
    assert sum(account.parent is not None for account in plan.accounts) >= 25


def test_references_point_to_something(plan: DemoPlan) -> None:
    people, accounts, users, topics = (
        keys(x) for x in (plan.stakeholders, plan.accounts, plan.users, plan.topics)
    )
    assert {a.stakeholder for a in plan.affiliations} == people
    assert {a.account for a in plan.affiliations} == accounts
    assert {p.stakeholder for p in plan.kol_profiles} <= people
    assert {p.responsible_msl for p in plan.kol_profiles} <= {
        user.key for user in plan.users if user.role == "msl"
    }
    assert {a.stakeholder for p in plan.publications for a in p.authors if a.stakeholder} <= people
    assert {m.topic for m in plan.materials} <= topics
    assert {team.manager for team in plan.teams if team.manager} <= users
    assert {user.team for user in plan.users if user.team} == keys(plan.teams)


def test_contacts_point_to_something(plan: DemoPlan) -> None:
    people, accounts, users = (
        keys(plan.stakeholders),
        keys(plan.accounts),
        {user.key: user for user in plan.users},
    )
    at_account = {(a.stakeholder, a.account) for a in plan.affiliations if a.ends_on is None}
    for contact in plan.contacts:
        assert users[contact.owner].side == contact.side
        assert contact.account in accounts
        assert contact.stakeholders
        assert len(set(contact.stakeholders)) == len(contact.stakeholders)
        assert set(contact.stakeholders) <= people
        assert all((person, contact.account) in at_account for person in contact.stakeholders)


def test_each_stakeholder_has_one_primary_post(plan: DemoPlan) -> None:
    primary = Counter(a.stakeholder for a in plan.affiliations if a.is_primary and a.ends_on is None)
    assert set(primary.values()) == {1}
    assert len(primary) == len(plan.stakeholders)
    assert all(a.ends_on is None or a.starts_on < a.ends_on for a in plan.affiliations)


def test_only_listed_values_are_stored(plan: DemoPlan) -> None:
    pairs: list[tuple[Iterable[str | None], tuple[str, ...]]] = [
        ((a.kind for a in plan.accounts), choices.ACCOUNT_KINDS),
        ((a.customer_group for a in plan.accounts if a.kind == "payer"), ("payer", "heor_hta")),
        ((a.access_restriction for a in plan.accounts), choices.ACCESS_RESTRICTIONS),
        ((group for p in plan.stakeholders for group in p.customer_groups), choices.CUSTOMER_GROUPS),
        ((a.decision_role for a in plan.affiliations), choices.DECISION_ROLES),
        ((c.channel for c in plan.contacts), choices.CHANNELS),
        ((c.purpose_class for c in plan.contacts), choices.PURPOSE_CLASSES),
        ((c.state for c in plan.contacts), choices.CONTACT_STATES),
        ((c.medical.interaction_type for c in plan.contacts if c.medical), choices.INTERACTION_TYPES),
        ((s.stage for p in plan.kol_profiles for s in p.stage_changes), choices.RELATIONSHIP_STAGES),
        ((u.role for u in plan.users), choices.ROLES),
    ]
    for values, allowed in pairs:
        assert set(values) == set(allowed)


def test_listed_values_are_those_of_the_models() -> None:
    pairs: list[tuple[tuple[str, ...], type[TextChoices]]] = [
        (choices.ROLES, Role),
        (choices.CUSTOMER_GROUPS, directory.CustomerGroup),
        (choices.ACCOUNT_KINDS, directory.AccountKind),
        (choices.ACCESS_RESTRICTIONS, directory.AccessRestriction),
        (choices.DECISION_ROLES, directory.DecisionRole),
        (choices.CHANNELS, directory.Channel),
        (choices.PREFERRED_TIMES, directory.PreferredTime),
        (choices.IDENTIFIER_SYSTEMS, directory.IdentifierSystem),
        (choices.LIFECYCLE_STAGES, Product.Stage),
        (choices.CONTACT_STATES, Touchpoint.State),
        (choices.INTERACTION_TYPES, Interaction.Kind),
        (choices.INITIATIVES, Interaction.Initiative),
        (choices.MATERIAL_STATES, Material.State),
        (choices.RELATIONSHIP_STAGES, KOLProfile.Stage),
    ]
    for listed, stored in pairs:
        assert set(listed) <= set(stored.values), stored


def test_optional_values_are_listed_too(plan: DemoPlan) -> None:
    preferences = [person.preference for person in plan.stakeholders]
    assert {p.preferred_channel for p in preferences} <= {"", *choices.CHANNELS}
    assert {p.preferred_time for p in preferences} <= {"", *choices.PREFERRED_TIMES}
    assert {c.cancel_reason for c in plan.contacts} <= {None, *choices.CANCEL_REASONS}
    assert {m.state for m in plan.materials} == set(choices.MATERIAL_STATES)
    assert {m.kind for m in plan.materials} <= set(choices.MATERIAL_KINDS)


def _is_within_hours(starts_at: datetime, minutes: int) -> bool:
    ends_at = starts_at + timedelta(minutes=minutes)
    return time(8) <= starts_at.time() and starts_at.date() == ends_at.date() and ends_at.time() <= time(18)


def test_contacts_are_within_working_hours_on_both_ends(plan: DemoPlan) -> None:
    users, accounts = ({thing.key: thing for thing in things} for things in (plan.users, plan.accounts))
    for contact in plan.contacts:
        theirs = ZONE_OF_COUNTRY[getattr(accounts[contact.account], "country")]  # noqa: B009
        assert str(contact.starts_at.tzinfo) == getattr(users[contact.owner], "time_zone")  # noqa: B009
        assert _is_within_hours(contact.starts_at, contact.duration_minutes)
        assert _is_within_hours(contact.starts_at.astimezone(ZoneInfo(theirs)), contact.duration_minutes)


def test_days_off_are_for_congresses_around_the_day_of_the_load(plan: DemoPlan) -> None:
    near = {plan.today, plan.today + timedelta(days=1)}
    off = [c for c in plan.contacts if not is_working_day(c.starts_at.date(), str(c.starts_at.tzinfo))]
    assert all(c.channel == "congress" and c.starts_at.date() in near for c in off)


def test_nobody_is_in_two_places_at_once(plan: DemoPlan) -> None:
    by_owner: dict[str, list[Contact]] = {}
    for contact in sorted(plan.contacts, key=lambda contact: contact.starts_at):
        by_owner.setdefault(contact.owner, []).append(contact)
    for contacts in by_owner.values():
        for first, second in pairwise(contacts):
            assert first.starts_at + timedelta(minutes=first.duration_minutes) <= second.starts_at


def test_limits_and_refusals_are_honoured(plan: DemoPlan) -> None:
    people = {person.key: person.preference for person in plan.stakeholders}
    load = Counter(
        (person, c.starts_at.year, (c.starts_at.month - 1) // 3)
        for c in plan.contacts
        if c.state != "cancelled"
        for person in c.stakeholders
    )
    refused = {key for key, preference in people.items() if preference.do_not_contact}
    assert refused
    assert not refused & {person for c in plan.contacts for person in c.stakeholders}
    for (person, _, _), count in load.items():
        assert count <= (people[person].max_contacts_per_quarter or count)


def test_content_goes_with_state_and_side(plan: DemoPlan) -> None:
    for contact in plan.contacts:
        is_held = contact.state == "held"
        assert (contact.medical is not None) == (is_held and contact.side == "medical")
        assert (contact.visit_note is not None) == (is_held and contact.side == "commercial")
        assert (contact.cancel_reason is not None) == (contact.state == "cancelled")
        assert (contact.purpose_class in choices.MEDICAL_PURPOSES) == (contact.side == "medical")
        assert not (is_held and contact.starts_at.date() >= plan.today)


def test_a_safety_event_is_in_the_note(plan: DemoPlan) -> None:
    said = [contact.medical for contact in plan.contacts if contact.medical]
    for content in said:
        assert any(sentence in content.notes for sentence in notes.SAFETY) == bool(content.has_safety_event)
    assert sum(bool(content.has_safety_event) for content in said) >= 10


def test_every_reason_for_cancelling_has_words() -> None:
    assert set(notes.WHY_CANCELLED) == set(choices.CANCEL_REASONS)


def test_only_those_who_record_have_contacts(plan: DemoPlan) -> None:
    roles = {user.key: user.role for user in plan.users}
    owners = {roles[contact.owner] for contact in plan.contacts}
    assert owners == {role for role in roles.values() if FACTS[role].records}


def test_plans_precede_contacts_and_the_load(plan: DemoPlan) -> None:
    assert all(contact.planned_at < contact.starts_at for contact in plan.contacts)
    assert all(contact.planned_at.date() < plan.today for contact in plan.contacts)


def test_submission_follows_the_contact_and_precedes_the_load(plan: DemoPlan) -> None:
    submitted = [c for c in plan.contacts if c.medical and c.medical.submit_delay_hours is not None]
    assert submitted
    for contact in submitted:
        assert contact.medical is not None
        assert contact.medical.has_safety_event is not None
        assert contact.medical.submit_delay_hours is not None
        delay = timedelta(hours=contact.medical.submit_delay_hours)
        assert delay >= timedelta(minutes=contact.duration_minutes)
        assert (contact.starts_at + delay).date() < plan.today


def test_amendments_precede_the_load(plan: DemoPlan) -> None:
    amended = [c for c in plan.contacts if c.medical and c.medical.amendment]
    assert len(amended) >= 5
    for contact in amended:
        assert contact.medical is not None
        assert contact.medical.amendment is not None
        hours = (contact.medical.submit_delay_hours or 0) + contact.medical.amendment.delay_hours
        assert (contact.starts_at + timedelta(hours=hours)).date() < plan.today


def test_shared_materials_were_valid_on_the_day(plan: DemoPlan) -> None:
    materials = {material.key: material for material in plan.materials}
    shared = [(materials[key], c) for c in plan.contacts if c.medical for key in c.medical.materials]
    assert shared
    for material, contact in shared:
        assert material.approved_on is not None
        assert material.expires_on is not None
        assert material.approved_on <= contact.starts_at.date() < material.expires_on


def test_topics_stay_within_the_owners_therapeutic_areas(plan: DemoPlan) -> None:
    area = {topic.key: topic.therapeutic_area for topic in plan.topics}
    users = {user.key: set(user.therapeutic_areas) for user in plan.users}
    for contact in plan.contacts:
        if contact.medical:
            assert contact.medical.topics
            assert {area[topic] for topic in contact.medical.topics} <= users[contact.owner]


def test_stages_come_in_order_and_not_from_the_future(plan: DemoPlan) -> None:
    for profile in plan.kol_profiles:
        days = [change.changed_on for change in profile.stage_changes]
        assert days == sorted(days)
        assert days[-1] <= plan.today
        assert profile.stage_changes[0].stage == "identified"


def test_tier_reasons_name_evidence_that_exists(plan: DemoPlan) -> None:
    papers = Counter(a.stakeholder for p in plan.publications for a in p.authors if a.stakeholder)
    for profile in plan.kol_profiles:
        assert profile.tier_reason.startswith(f"{papers[profile.stakeholder]} paper")
    assert {profile.tier for profile in plan.kol_profiles} == {1, 2, 3, 4}
