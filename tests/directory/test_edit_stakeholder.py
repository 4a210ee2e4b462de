"""Two people edit one person: nothing is overwritten in silence. And who changed what is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from apps.directory.models import Stakeholder
from apps.users.models import User
from tests.factories import StakeholderFactory, TerritoryFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


@pytest.fixture
def person() -> Any:
    return StakeholderFactory(
        first_name="Ada", last_name="Byron", specialty="Cardiology", phone="1", customer_groups=["kol"]
    )


def opened(web: WebClient, person: Stakeholder) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    form = web.get(f"{person.get_absolute_url()}edit/").context["form"]
    values = {item.name: item.value() for item in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def save(web: WebClient, person: Stakeholder, sent: dict[str, Any]) -> Any:
    return web.post(f"{person.get_absolute_url()}edit/", sent)


def test_a_change_is_saved_and_recorded_with_its_author(
    web: WebClient, msl: User, person: Stakeholder
) -> None:
    territory = TerritoryFactory()
    answer = save(
        web, person, {**opened(web, person), "specialty": "Haematology", "territory": str(territory.pk)}
    )

    person.refresh_from_db()
    assert answer.url == person.get_absolute_url()
    assert (person.specialty, person.territory, person.revision) == ("Haematology", territory, 2)
    event = (
        apps.get_model("directory", "StakeholderHistoryrow").objects.filter(pgh_obj=person).latest("pgh_id")
    )
    assert event.specialty == "Haematology"
    assert event.pgh_context["user"] == str(msl.pk)
    assert event.pgh_context["verb"] == "edit_stakeholder"


def test_saving_without_a_change_writes_nothing(web: WebClient, person: Stakeholder) -> None:
    save(web, person, opened(web, person))

    person.refresh_from_db()
    assert person.revision == 1


def test_changes_of_different_fields_are_merged(web: WebClient, person: Stakeholder) -> None:
    mine, theirs = opened(web, person), opened(web, person)
    save(web, person, {**theirs, "phone": "2", "languages": ["fr"]})

    answer = save(web, person, {**mine, "specialty": "Haematology"})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.phone, person.languages, person.specialty) == ("2", ["fr"], "Haematology")


def test_a_field_changed_by_both_is_shown_mine_theirs_before(web: WebClient, person: Stakeholder) -> None:
    mine, theirs = opened(web, person), opened(web, person)
    save(web, person, {**theirs, "specialty": "Nephrology", "phone": "2", "customer_groups": ["payer"]})

    answer = save(web, person, {**mine, "specialty": "Haematology", "customer_groups": ["pharmacist"]})

    rows = {row.name: (row.mine, row.theirs, row.before) for row in answer.context["form"].conflicts}
    assert rows == {
        "specialty": ("Haematology", "Nephrology", "Cardiology"),
        "customer_groups": ("Pharmacist", "Payer", "Key opinion leader"),
    }
    assert answer.context["form"]["phone"].value() == "2"
    person.refresh_from_db()
    assert person.specialty == "Nephrology"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Haematology"), ("theirs", "Nephrology")])
def test_the_choice_between_mine_and_theirs_is_saved(
    web: WebClient, person: Stakeholder, choice: str, kept: str
) -> None:
    mine, theirs = opened(web, person), opened(web, person)
    save(
        web,
        person,
        {**theirs, "specialty": "Nephrology", "customer_groups": ["payer"], "do_not_contact": "on"},
    )
    answer = save(web, person, {**mine, "specialty": "Haematology", "customer_groups": ["pharmacist"]})
    shown = {
        item.name: item.value() for item in answer.context["form"] if item.value() not in (None, "", False)
    }

    answer = save(web, person, {**shown, "keep_specialty": choice, "keep_customer_groups": choice})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.specialty, person.do_not_contact) == (kept, True)
    assert person.customer_groups == (["pharmacist"] if choice == "mine" else ["payer"])


def test_a_form_without_its_starting_point_overwrites_nothing(web: WebClient, person: Stakeholder) -> None:
    answer = save(web, person, {**opened(web, person), "before": "forged", "specialty": "Haematology"})

    assert answer.status_code == 200
    assert "specialty" in {row.name for row in answer.context["form"].conflicts}


def test_a_person_archived_meanwhile_keeps_what_was_typed(web: WebClient, person: Stakeholder) -> None:
    sent = opened(web, person)
    Stakeholder.objects.update(archived_at=timezone.now())

    answer = save(web, person, {**sent, "specialty": "Haematology"})

    (refusal,) = answer.context["form"].non_field_errors()
    assert "Bring it back" in refusal
    assert answer.context["form"]["specialty"].value() == "Haematology"
    person.refresh_from_db()
    assert person.specialty == "Cardiology"
    assert web.get(f"{person.get_absolute_url()}edit/").status_code == 403


def test_the_history_tells_it_in_words(web: WebClient, person: Stakeholder) -> None:
    save(web, person, {**opened(web, person), "specialty": "Haematology"})
    link = f"/history/stakeholder/{person.pk}/"

    page = web.get(link).content.decode()

    assert f'href="{link}"' in web.get(person.get_absolute_url()).content.decode()
    for words in ("edited the stakeholder", "Mira Liaison", "Cardiology", "Haematology"):
        assert words in page
