"""Reporting with one's name: added under one's own side, followed by a receipt without words."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.incidents.models import Incident, Receipt
from apps.incidents.queries import receipts_of
from apps.notifications.models import Message
from apps.users.models import User
from tests.incidents.conftest import VALUES, report
from tests.personas import PERSONAS, WebClient


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_reports_under_their_own_role(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    made = report(user)
    assert (made.reported_by, made.found, made.state) == (user, "report", "reported")


@pytest.mark.parametrize("name", ["msl", "kam", "safety", "administrator"])
def test_the_reporter_cannot_read_it_back(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    report(user)
    for table in (Incident, Incident.pgh_event_model):  # type: ignore[attr-defined]
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(user.side),
        ):
            table.objects.exists()


def test_the_receipt_holds_no_word_and_is_ones_own(incident: Incident, msl: User, manager: User) -> None:
    with acting_as(msl.side):
        receipt = receipts_of(msl).get()
        assert not receipts_of(manager)
    assert (receipt.incident_id, receipt.kind, receipt.state) == (incident.pk, "steering", "reported")
    texts = [str(getattr(receipt, field.name)) for field in Receipt._meta.fields]
    assert not [text for text in texts if "account manager" in text]


def test_the_receipt_follows_the_incident(
    incident: Incident, msl: User, move: Callable[..., Incident]
) -> None:
    move(incident, "triaged", "investigating", "near_miss")
    assert receipts_of(msl).get().state == "near_miss"


def test_compliance_is_told_with_a_link(incident: Incident, msl: User, compliance: User) -> None:
    report(msl)
    told = Message.objects.get(recipient=compliance)
    assert told.kind == "incident_reported"


def test_a_form_sent_twice_reports_once(kam: User, sign_in: Callable[[User], WebClient]) -> None:
    web, url = sign_in(kam), f"/incidents/report/{new_id()}/"
    for _time in range(2):
        assert web.post(url, VALUES)["Location"] == "/incidents/mine/"
    assert Incident.objects.count() == Receipt.objects.count() == 1


def test_a_day_to_come_is_refused(msl: User) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        report(msl, happened_on=timezone.localdate() + datetime.timedelta(days=2))


def test_bad_input_is_told_and_nothing_is_lost(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    answer = sign_in(msl).post(
        f"/incidents/report/{new_id()}/", {"kind": "steering", "what_happened": "Half", "happened_on": "soon"}
    )
    assert b"Half" in answer.content
    assert not Incident.objects.exists()


def test_the_user_menu_leads_there(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    assert b'href="/incidents/report/"' in sign_in(msl).get("/incidents/mine/").content
