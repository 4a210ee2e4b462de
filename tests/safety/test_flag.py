"""Reporting: each side may add an item and never read one, and the database sees to that."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.utils import timezone

from apps.core.registry import sections_of
from apps.firewall.roles import acting_as
from apps.safety.actions import flag_safety_item
from apps.safety.forms import SafetyReport
from apps.safety.models import SafetyItem
from apps.users.models import User


@dataclass
class Contact:
    """Stands for an interaction or a touchpoint: the two facts a report needs."""

    pk: uuid.UUID
    starts_at: datetime


@pytest.fixture
def contact() -> Contact:
    return Contact(uuid.uuid4(), timezone.now() - timedelta(hours=3))


def flag(by: User, contact: Contact, description: str = "Rash after the second dose") -> None:
    with acting_as(by.side):
        flag_safety_item(by=by, subject=contact, data={"description": description})


@pytest.mark.parametrize("name", ["msl", "manager", "kam"])
def test_a_report_under_the_sides_own_role(
    name: str, persona: Callable[[str], User], contact: Contact
) -> None:
    user = persona(name)
    flag(user, contact)
    item = SafetyItem.objects.get()
    assert (item.reported_by, item.touchpoint_id, item.state) == (user, contact.pk, "flagged")
    assert item.aware_at == contact.starts_at


def test_the_history_is_written_too(msl: User, contact: Contact) -> None:
    flag(msl, contact)
    row = SafetyItem.pgh_event_model.objects.get()  # type: ignore[attr-defined]
    assert row.pgh_context == {"user": str(msl.pk), "side": "medical", "verb": "flag_safety_item"}


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_the_reporter_cannot_read_it_back(
    name: str, persona: Callable[[str], User], contact: Contact
) -> None:
    user = persona(name)
    flag(user, contact)
    for table in (SafetyItem, SafetyItem.pgh_event_model):  # type: ignore[attr-defined]
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(user.side),
        ):
            table.objects.exists()


def test_a_form_sent_twice_reports_once(msl: User, contact: Contact) -> None:
    flag(msl, contact)
    flag(msl, contact, "  Rash after the\nsecond dose ")
    assert SafetyItem.objects.count() == 1


def test_other_words_are_another_report(msl: User, contact: Contact) -> None:
    flag(msl, contact)
    flag(msl, contact, "Also a headache")
    assert SafetyItem.objects.count() == 2


def test_nothing_heard_is_nothing_reported(msl: User, contact: Contact) -> None:
    flag(msl, contact, "  ")
    assert not SafetyItem.objects.exists()


def test_the_clock_never_starts_in_the_future(msl: User, contact: Contact) -> None:
    contact.starts_at = timezone.now() + timedelta(days=1)
    flag(msl, contact)
    assert SafetyItem.objects.get().aware_at <= timezone.now()


def test_who_records_no_contacts_reports_none(medical_information: User, contact: Contact) -> None:
    with pytest.raises(PermissionDenied):
        flag(medical_information, contact)


@pytest.mark.parametrize("page", ["interactions.log", "keyaccounts.log"])
def test_both_sides_log_forms_offer_it(page: str) -> None:
    section = next(section for section in sections_of(page) if section.prefix == "safety")
    assert section.form is SafetyReport
    assert section.action is flag_safety_item


@pytest.mark.parametrize(("is_required", "is_valid"), [(True, False), (False, True)])
def test_words_are_needed_when_the_answer_is_yes(is_required: bool, is_valid: bool) -> None:
    assert (
        SafetyReport({"safety-description": ""}, prefix="safety", is_required=is_required).is_valid()
        is is_valid
    )
