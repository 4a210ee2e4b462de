"""Who is told what: compliance of what was noticed, who does a corrective action of theirs. Links, and no words."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as, role_taken
from apps.firewall.sides import Side
from apps.incidents.actions import (
    add_corrective_action,
    dismiss_concern,
    finish_corrective_action,
    make_incident,
    raise_concern,
    report_anonymously,
    say_assignment_done,
)
from apps.incidents.choices import Found
from apps.incidents.models import (
    AnonymousReport,
    Assignment,
    Concern,
    ConcernKind,
    CorrectiveAction,
    Incident,
)
from apps.incidents.tasks import remind_of_corrective_actions, tell_of_concerns
from apps.incidents.telling import fallen_due
from apps.notifications.models import Message
from apps.users.actions import deactivate_person
from apps.users.handing_over import hand_over_waiting
from apps.users.models import User
from tests.factories import UserFactory
from tests.incidents.conftest import VALUES
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
PAGE = "/incidents/actions/"


def told(kind: str) -> list[Any]:
    return list(
        Message.objects.filter(kind=kind, state__in=["waiting", "sent"]).values_list("recipient", flat=True)
    )


@pytest.fixture
def concern(kam: User) -> Concern:
    """Noticed while the key account manager wrote."""
    with role_taken("crm_commercial"):
        raise_concern(
            kind=ConcernKind.STEERING, about_kind="handoffs.handoff", about_id=new_id(), rules=["x"], by=kam
        )
    found: Concern = Concern.objects.get()
    return found


@pytest.fixture
def agreed(incident: Incident, move: Callable[..., Incident], compliance: User) -> Callable[[User], Any]:
    """A corrective action of this person."""

    def agree(owner: User) -> Assignment:
        move(incident, "triaged", "investigating", "substantiated", "correcting")
        values: dict[str, Any] = {"what": "Show the team the protocol.", "due_on": datetime.date(2026, 2, 1)}
        with acting_as(Side.OVERSIGHT):
            made = add_corrective_action(by=compliance, incident=incident, id=new_id(), owner=owner, **values)
        found: Assignment = Assignment.objects.get(pk=made.pk)
        return found

    return agree


def test_a_concern_is_told_to_compliance_once(concern: Concern, compliance: User) -> None:
    for _time in range(2):
        tell_of_concerns()
    assert told("concern_raised") == [compliance.pk]
    message = Message.objects.get(kind="concern_raised")
    assert message.link == concern.get_absolute_url()
    dismiss_concern(by=compliance, concern=concern, reason="Nothing in it.")
    message.refresh_from_db()
    assert message.state == "cancelled" or message.read_at is not None
    tell_of_concerns()
    assert Message.objects.filter(kind="concern_raised").count() == 1


def test_what_waited_before_anybody_was_told_stays_untold(concern: Concern, compliance: User) -> None:
    Concern.objects.update(at=timezone.now() - datetime.timedelta(days=8))
    tell_of_concerns()
    assert told("concern_raised") == []


def test_an_incident_made_of_a_concern_is_told_to_colleagues(concern: Concern, compliance: User) -> None:
    colleague = UserFactory(role="compliance")
    tell_of_concerns()
    made = make_incident(
        by=compliance, found=Found.DETECTOR, found_id=concern.pk, values=VALUES, concern=concern
    )
    assert told("incident_reported") == [colleague.pk]
    assert Message.objects.get(kind="incident_reported").link == made.get_absolute_url()


def test_a_report_without_a_name_is_told_on_a_later_day(compliance: User) -> None:
    """A message knows its second; the report must not."""
    for _number in range(2):
        report_anonymously(id=uuid.uuid4(), kind="steering", what_happened="I saw something.")
    tell_of_concerns()
    assert told("anonymous_reported") == []
    AnonymousReport.objects.update(received_on=timezone.now().date() - datetime.timedelta(days=1))
    for _time in range(2):
        tell_of_concerns()
    assert told("anonymous_reported") == [compliance.pk], "one message a day, however many there are"
    message = Message.objects.get(kind="anonymous_reported")
    keys = {str(key) for key in AnonymousReport.objects.values_list("pk", flat=True)}
    assert not keys & {str(message.cause_id), message.link, message.occasion}


@pytest.mark.parametrize("name", ["msl", "kam", "safety", "compliance", "medical_information"])
def test_who_does_it_sees_it_and_says_done(
    name: str, persona: Callable[[str], User], agreed: Callable[[User], Assignment], sign_in: SignIn
) -> None:
    user = persona(name)
    row = agreed(user)
    assert told("corrective_given") == ([] if name == "compliance" else [user.pk])
    web = sign_in(user)
    page = web.get(PAGE).content.decode()
    assert "Show the team the protocol." in page
    assert str(VALUES["what_happened"]) not in page
    for _time in range(2):
        assert web.post(f"{PAGE}{row.pk}/done/").status_code == 302
    done_on = set(CorrectiveAction.objects.values_list("done_on")) | set(
        Assignment.objects.values_list("done_on")
    )
    assert done_on == {(timezone.localdate(),)}
    assert len(told("corrective_done")) == (0 if name == "compliance" else 1)


@pytest.mark.parametrize("name", PERSONAS)
def test_nobody_else_sees_or_says_it(
    name: str, persona: Callable[[str], User], agreed: Callable[[User], Assignment], sign_in: SignIn
) -> None:
    row, user = agreed(UserFactory(role="msl")), persona(name)
    assert not Assignment.objects.visible_to(user).exists()
    with pytest.raises(PermissionDenied):
        say_assignment_done(by=user, assignment=row)
    web = sign_in(user)
    assert "Show the team" not in web.get(PAGE).content.decode()
    assert web.post(f"{PAGE}{row.pk}/done/").status_code in {403, 404}
    assert CorrectiveAction.objects.get().done_on is None


@pytest.mark.parametrize(("name", "where"), [("msl", "/"), ("kam", "/visits/")])
def test_it_stands_on_the_day_page(
    name: str,
    where: str,
    persona: Callable[[str], User],
    agreed: Callable[[User], Assignment],
    sign_in: SignIn,
) -> None:
    user = persona(name)
    row = agreed(user)
    assert "Show the team the protocol." in sign_in(user).get(where, follow=True).content.decode()
    finish_corrective_action(by=persona("compliance"), step=CorrectiveAction.objects.get(pk=row.pk))
    assert "Show the team the protocol." not in sign_in(user).get(where, follow=True).content.decode()
    assert Assignment.objects.get().done_on == timezone.localdate(), "also when compliance says so"


def remind(moment: datetime.datetime) -> None:
    """What the task does at that moment."""
    with acting_as(Side.OVERSIGHT):
        fallen_due(moment)


def at_eight(row: Assignment, *, plus: int = 0) -> datetime.datetime:
    """Eight in the morning of its day where the owner is, so many minutes later."""
    day = datetime.datetime.combine(row.due_on, datetime.time(8), ZoneInfo(row.owner.time_zone))
    return day + datetime.timedelta(minutes=plus)


@pytest.mark.parametrize("name", ["msl", "kam", "safety", "administrator"])
def test_who_does_it_is_reminded_once_on_the_day(
    name: str, persona: Callable[[str], User], agreed: Callable[[User], Assignment]
) -> None:
    row = agreed(persona(name))
    for minutes, told_of in ((-1, []), (0, [row.owner_id]), (600, [row.owner_id]), (3_000, [row.owner_id])):
        remind(at_eight(row, plus=minutes))
        assert told("corrective_due") == told_of
    message = Message.objects.get(kind="corrective_due")
    assert message.link == PAGE
    assert "protocol" not in str(vars(message))


def test_what_is_done_is_not_reminded_of(msl: User, agreed: Callable[[User], Assignment]) -> None:
    row = agreed(msl)
    say_assignment_done(by=msl, assignment=row)
    remind(at_eight(row, plus=5))
    remind_of_corrective_actions()
    assert told("corrective_due") == []


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_what_somebody_leaves_is_done_by_a_colleague(
    name: str, persona: Callable[[str], User], administrator: User, agreed: Callable[[User], Assignment]
) -> None:
    person = persona(name)
    row, other = agreed(person), UserFactory(role=name)
    with acting_as(Side.ADMINISTRATION):
        deactivate_person(by=administrator, person=person, receiver=other)
    assert hand_over_waiting() == 1
    row.refresh_from_db()
    assert (row.owner, CorrectiveAction.objects.get().owner) == (other, other)
    assert told("corrective_given") == []
    assert told("work_handed_over") == [other.pk]
    with acting_as(Side(other.side)):
        say_assignment_done(by=other, assignment=row)
