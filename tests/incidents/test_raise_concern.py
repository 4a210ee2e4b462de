"""Concerns: every side may raise one under its own role, reads none, and the same one twice is one."""

import uuid
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction

from apps.firewall.roles import acting_as
from apps.incidents.actions import raise_concern
from apps.incidents.models import Concern, ConcernKind
from apps.users.models import User
from tests.personas import PERSONAS

ABOUT = uuid.uuid4()


def concern(by: User, *rules: str, about: uuid.UUID = ABOUT) -> None:
    """Raise one as the side of `by`."""
    with acting_as(by.side):
        raise_concern(
            kind=ConcernKind.STEERING, about_kind="handoffs.handoff", about_id=about, rules=rules, by=by
        )


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_raises_one_under_their_own_role(name: str, persona: Callable[[str], User]) -> None:
    concern(persona(name), "share", "lead")
    made = Concern.objects.get()
    assert (made.kind, made.about_kind, made.about_id) == ("steering", "handoffs.handoff", ABOUT)
    assert made.rules == ["lead", "share"]


@pytest.mark.parametrize("name", sorted(set(PERSONAS) - {"compliance"}))
def test_nobody_but_compliance_reads_it_back(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    concern(user, "lead")
    assert not Concern.objects.visible_to(user).exists()
    for table in (Concern, Concern.pgh_event_model):  # type: ignore[attr-defined]
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(user.side),
        ):
            table.objects.exists()


def test_compliance_reads_it(kam: User, compliance: User) -> None:
    concern(kam, "lead")
    with acting_as(compliance.side):
        assert Concern.objects.visible_to(compliance).count() == 1


def test_the_same_rules_about_the_same_row_are_one(kam: User) -> None:
    concern(kam, "lead", "share")
    concern(kam, "share", "lead", "lead")
    assert Concern.objects.count() == 1


def test_other_rules_or_another_row_are_another(kam: User) -> None:
    concern(kam, "lead")
    concern(kam, "share")
    concern(kam, "lead", about=uuid.uuid4())
    assert Concern.objects.count() == 3


def test_one_without_rules_is_refused(kam: User) -> None:
    with pytest.raises(ValueError, match="names the rules"):
        concern(kam)


def test_the_history_says_who_did_what_was_noticed(kam: User) -> None:
    concern(kam, "lead")
    row = Concern.pgh_event_model.objects.get()  # type: ignore[attr-defined]
    assert row.pgh_context["user"] == str(kam.pk)
