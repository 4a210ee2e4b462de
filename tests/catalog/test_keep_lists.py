"""Administrators keep therapeutic areas and products; teams have managers; territories stay a tree."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.catalog import actions
from apps.catalog.models import Product, TherapeuticArea
from apps.core.models import new_id
from apps.users import actions as people
from apps.users.models import Team, Territory, User
from tests.factories import TeamFactory, TerritoryFactory, UserFactory
from tests.personas import WebClient


@pytest.fixture
def admin(administrator: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(administrator)


def test_an_area_is_made_changed_and_taken_out_of_use(admin: WebClient) -> None:
    assert "No therapeutic areas yet" in admin.get("/catalog/areas/").content.decode()
    sent = {"name": "Neurology", "code": "neuro", "is_active": "on"}
    assert admin.post("/catalog/areas/", sent).status_code == 302
    area = TherapeuticArea.objects.get()
    admin.post(f"/catalog/areas/{area.pk}/", {"name": "Neurosciences", "code": "neuro"})
    page = admin.get("/catalog/areas/").content.decode()
    assert "Neurosciences" in page
    assert "Not in use" in page
    assert "saved this area" in admin.get(f"/history/area/{area.pk}/").content.decode()


def test_a_taken_name_is_told_and_nothing_is_lost(admin: WebClient, area: TherapeuticArea) -> None:
    page = admin.post("/catalog/areas/", {"name": area.name, "code": "typed"}).content.decode()
    assert "already exists" in page
    assert 'value="typed"' in page


def test_a_product_has_a_stage(admin: WebClient, area: TherapeuticArea) -> None:
    sent = {"name": "Madeupumab", "therapeutic_area": str(area.pk), "stage": "submitted", "is_active": "on"}
    assert admin.post("/catalog/products/", sent).status_code == 302
    product = Product.objects.get()
    admin.post(f"/catalog/products/{product.pk}/", {**sent, "stage": "launched"})
    product.refresh_from_db()
    assert product.stage == "launched"


@pytest.mark.parametrize("name", ["msl", "kam", "director", "compliance", "safety"])
def test_others_keep_nothing(name: str, persona: Callable[[str], User], area: TherapeuticArea) -> None:
    by = persona(name)
    with pytest.raises(PermissionDenied):
        actions.save_area(by=by, id=area.pk, code="x", name="x")
    with pytest.raises(PermissionDenied):
        actions.save_product(by=by, id=new_id(), name="x", therapeutic_area=area, stage="launched")


def test_a_team_has_a_manager_who_can_lead(admin: WebClient, manager: User) -> None:
    team = TeamFactory(name="West")
    sent = {"id": str(team.pk), "name": "West", "manager": str(manager.pk), "is_active": "on"}
    assert admin.post(f"/users/teams/{team.pk}/", sent).status_code == 302
    team.refresh_from_db()
    assert team.manager == manager
    unfit = UserFactory(role="safety")
    answer = admin.post(f"/users/teams/{team.pk}/", {**sent, "manager": str(unfit.pk)})
    assert "Select a valid choice" in answer.content.decode()


def test_a_team_out_of_use_is_offered_no_more(admin: WebClient, msl: User, team: Team) -> None:
    other = TeamFactory(name="Closed", is_active=False)
    assert str(other.pk) not in admin.get("/users/people/new/").content.decode()
    Team.objects.filter(pk=team.pk).update(is_active=False)
    assert str(team.pk) in admin.get(f"/users/people/{msl.pk}/").content.decode(), "theirs stays"


def test_no_territory_is_orphaned(administrator: User) -> None:
    country = TerritoryFactory(name="Country")
    city = TerritoryFactory(name="City", parent=country)
    save = people.save_territory
    with pytest.raises(ValidationError, match="in use"):
        save(by=administrator, id=country.pk, name="Country", parent=None, is_active=False)
    save(by=administrator, id=city.pk, name="City", parent=country, is_active=False)
    save(by=administrator, id=country.pk, name="Country", parent=None, is_active=False)
    with pytest.raises(ValidationError, match="not in use"):
        save(by=administrator, id=city.pk, name="City", parent=Territory.objects.get(pk=country.pk))
