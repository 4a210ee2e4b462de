"""Handing over: once, attested, about somebody who may be contacted; words that steer reach compliance alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import role_taken
from apps.handoffs.actions import withdraw_handoff
from apps.handoffs.due import due_moment
from apps.handoffs.models import Handoff
from apps.incidents.models import Concern
from apps.users.models import User
from tests.personas import WebClient

URL = "/hand-offs/"
Ask = Callable[..., Handoff]


def test_a_form_sent_twice_hands_over_once(web: WebClient, typed: dict[str, str], kam: User) -> None:
    page = f"{URL}{new_id()}/ask/"
    for _time in range(2):
        assert web.post(page, typed).status_code == 302
    made = Handoff.objects.get()
    assert (made.state, made.attested_by, made.asked_by) == ("waiting", kam, kam)
    assert "Is there anything on dosing?" in web.get(made.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in web.get(URL).content.decode()


@pytest.mark.parametrize(
    ("missing", "told"),
    [("is_unsolicited", "asked unprompted"), ("words", "required"), ("stakeholder", "required")],
)
def test_what_is_missing_is_told_and_nothing_is_lost(
    web: WebClient, typed: dict[str, str], missing: str, told: str
) -> None:
    typed.pop(missing)
    page = web.post(f"{URL}{new_id()}/ask/", typed).content.decode()
    assert told in page
    assert missing == "words" or "Is there anything on dosing?" in page
    assert not Handoff.objects.exists()


def test_without_attestation_nothing_crosses(ask: Ask) -> None:
    with pytest.raises(ValidationError):
        ask(is_unsolicited=False)


def test_do_not_contact_binds(
    ask: Ask, stakeholder: Stakeholder, web: WebClient, typed: dict[str, str]
) -> None:
    stakeholder.do_not_contact = True
    stakeholder.save()
    with pytest.raises(PermissionDenied, match="not to be contacted"):
        ask()
    web.post(f"{URL}{new_id()}/ask/", typed)
    assert not Handoff.objects.exists()
    assert "so nothing can be handed over" in web.get(stakeholder.get_absolute_url()).content.decode()


def test_a_product_of_another_area_is_refused(ask: Ask, other_area: Any) -> None:
    from apps.catalog.models import Product

    other = Product.objects.create(name="Other", therapeutic_area=other_area, stage="launched")
    with pytest.raises(ValidationError, match="another therapeutic area"):
        ask(product=other)


@pytest.mark.parametrize("name", ["msl", "compliance", "administrator"])
def test_only_the_commercial_side_hands_over(name: str, persona: Callable[[str], User], ask: Ask) -> None:
    with pytest.raises(PermissionDenied):
        ask(by=persona(name))


def test_words_that_steer_reach_compliance_and_nobody_else(
    ask: Ask, kam: User, msl: User, compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    with role_taken("crm_commercial"):
        made = ask(words="Please mention our formulary win when you see her.")
    concern = Concern.objects.get()
    assert (concern.kind, concern.about_id) == ("steering", made.pk)
    assert {"ask-to-mention", "formulary-win"} <= set(concern.rules)
    assert made.state == "waiting", "nothing is blocked"
    for path in (made.get_absolute_url(), URL):
        page = sign_in(kam).get(path).content.decode()
        main = page[page.index("<main") :]
        assert "steer" not in main
        assert "compliance" not in main.lower()


def test_plain_words_raise_nothing(handoff: Handoff) -> None:
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("urgency", "due"), [("urgent", "2026-01-07"), ("soon", "2026-01-12"), ("routine", "2026-01-19")]
)
def test_due_in_working_days_of_the_country(db: None, urgency: str, due: str) -> None:
    """From Friday 2 January; the sixth is a holiday in Bavaria."""
    asked = datetime(2026, 1, 2, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    found = due_moment(asked, urgency, calendar="DE-BY", zone="Europe/Berlin")
    assert found.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == f"{due}T17:00:00+01:00"


def test_withdrawn_as_long_as_nobody_accepted(web: WebClient, handoff: Handoff, kam: User, msl: User) -> None:
    from apps.intake.actions import accept_handoff

    for _time in range(2):
        web.post(f"{URL}{handoff.pk}/withdraw/")
    handoff.refresh_from_db()
    assert (handoff.state, handoff.revision) == ("withdrawn", 2)
    with pytest.raises(PermissionDenied):
        accept_handoff(by=msl, handoff=handoff)


def test_a_key_of_somebody_else_is_refused(ask: Ask, handoff: Handoff, commercial_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        ask(by=commercial_lead, id=handoff.pk)
    with pytest.raises(PermissionDenied):
        withdraw_handoff(by=commercial_lead, handoff=handoff)


@pytest.mark.parametrize(
    ("role", "changed"),
    [
        ("crm_commercial", {"state": "accepted", "accepted_at": "2026-01-01T00:00Z"}),
        ("crm_medical", {"state": "withdrawn", "ended_at": "2026-01-01T00:00Z"}),
        ("crm_commercial", {"words": "Something else."}),
        ("crm_medical", {"words": "Something else."}),
    ],
)
def test_the_database_lets_each_side_write_only_its_own(
    handoff: Handoff, role: str, changed: dict[str, str]
) -> None:
    refused = pytest.raises(Error, match="stays as it was attested|Only the asking side")
    with refused, transaction.atomic(), role_taken(role):
        Handoff.objects.filter(pk=handoff.pk).update(**changed)


def test_asked_from_the_page_of_a_person_and_an_account(
    web: WebClient, stakeholder: Stakeholder, account: Account, handoff: Handoff
) -> None:
    for thing, name in ((stakeholder, "stakeholder"), (account, "account")):
        page = web.get(thing.get_absolute_url()).content.decode()
        assert f"{URL}new/?{name}={thing.pk}" in page
        assert handoff.get_absolute_url() in page
    form = web.get(f"{URL}new/?stakeholder={stakeholder.pk}", follow=True).context["form"]
    assert form["stakeholder"].value() == str(stakeholder.pk)
