"""Administrators keep therapeutic areas and products; teams have managers; territories stay a tree."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from apps.catalog import actions
from apps.catalog.models import Product, TherapeuticArea
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.users import actions as people
from apps.users.models import Team, Territory, User
from tests.factories import TeamFactory, TerritoryFactory, TherapeuticAreaFactory, UserFactory
from tests.personas import WebClient
from tests.users.people import opened


@pytest.fixture
def admin(administrator: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(administrator)


def test_an_area_is_made_changed_and_taken_out_of_use(admin: WebClient) -> None:
    assert "No therapeutic areas yet" in admin.get("/catalog/areas/").content.decode()
    sent = {"name": "Neurology", "code": "neuro", "is_active": "on"}
    assert admin.post("/catalog/areas/", sent).status_code == 302
    area = TherapeuticArea.objects.get()
    change = f"/catalog/areas/{area.pk}/"
    admin.post(change, {**opened(admin, change), "name": "Neurosciences", "is_active": ""})
    page = admin.get("/catalog/areas/").content.decode()
    assert "Neurosciences" in page
    assert "Not in use" in page
    assert "saved this area" in admin.get(f"/history/area/{area.pk}/").content.decode()


def test_a_taken_name_is_told_and_nothing_is_lost(admin: WebClient, area: TherapeuticArea) -> None:
    page = admin.post("/catalog/areas/", {"name": area.name.upper(), "code": "typed"}).content.decode()
    assert "This name is taken." in page
    assert 'value="typed"' in page


def test_a_product_has_a_stage(admin: WebClient, area: TherapeuticArea) -> None:
    sent = {"name": "Madeupumab", "therapeutic_area": str(area.pk), "stage": "submitted", "is_active": "on"}
    assert admin.post("/catalog/products/", sent).status_code == 302
    product = Product.objects.get()
    change = f"/catalog/products/{product.pk}/"
    admin.post(change, {**opened(admin, change), "stage": "launched"})
    product.refresh_from_db()
    assert product.stage == "launched"


@pytest.mark.parametrize("name", ["msl", "kam", "director", "compliance", "safety"])
def test_others_keep_nothing(name: str, persona: Callable[[str], User], area: TherapeuticArea) -> None:
    by = persona(name)
    with pytest.raises(PermissionDenied):
        actions.save_area(by=by, id=area.pk, values={"code": "x", "name": "x"})
    made = {"name": "x", "therapeutic_area": area, "stage": "launched"}
    with pytest.raises(PermissionDenied):
        actions.save_product(by=by, id=new_id(), values=made)


def test_a_team_has_a_manager_who_can_lead(admin: WebClient, manager: User) -> None:
    team = TeamFactory(name="West")
    page = f"/users/teams/{team.pk}/"
    assert admin.post(page, {**opened(admin, page), "manager": str(manager.pk)}).status_code == 302
    team.refresh_from_db()
    assert team.manager == manager
    unfit = UserFactory(role="safety")
    answer = admin.post(page, {**opened(admin, page), "manager": str(unfit.pk)})
    assert "Select a valid choice" in answer.content.decode()


def test_a_manager_who_left_stays_until_another_is_chosen(admin: WebClient, manager: User) -> None:
    team = TeamFactory(name="West", manager=manager)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    page = f"/users/teams/{team.pk}/"
    assert f'<option value="{manager.pk}" selected>' in admin.get(page).content.decode()
    assert admin.post(page, {**opened(admin, page), "name": "Renamed"}).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.manager) == ("Renamed", manager)


def test_a_team_out_of_use_is_offered_no_more(admin: WebClient, msl: User, team: Team) -> None:
    other = TeamFactory(name="Closed", is_active=False)
    assert str(other.pk) not in admin.get("/users/people/new/").content.decode()
    Team.objects.filter(pk=team.pk).update(is_active=False)
    assert str(team.pk) in admin.get(f"/users/people/{msl.pk}/").content.decode(), "theirs stays"


def test_no_territory_is_orphaned(administrator: User) -> None:
    country = TerritoryFactory(name="Country")
    city = TerritoryFactory(name="City", parent=country)

    def change(territory: Territory, **values: Any) -> None:
        start = {name: getattr(territory, name) for name in values}
        people.save_territory(by=administrator, id=territory.pk, values=values, before=snapshot(start))
        territory.refresh_from_db()

    with pytest.raises(ValidationError, match="in use"):
        change(country, is_active=False)
    change(city, is_active=False)
    change(country, is_active=False)
    with pytest.raises(ValidationError, match="not in use"):
        change(city, is_active=True)


PAGES = {
    "/users/teams/": {"name": "West"},
    "/users/territories/": {"name": "West"},
    "/catalog/areas/": {"name": "West", "code": "west"},
    "/catalog/products/": {"name": "West", "stage": "launched"},
}


@pytest.fixture(params=PAGES)
def new(
    request: pytest.FixtureRequest, admin: WebClient, area: TherapeuticArea
) -> tuple[str, dict[str, Any]]:
    """A list's page and the form for a new row, filled in."""
    filled = {**opened(admin, request.param), **PAGES[request.param], "is_active": "on"}
    return request.param, filled | ({"therapeutic_area": str(area.pk)} if "products" in request.param else {})


def test_a_form_sent_twice_makes_one(admin: WebClient, new: tuple[str, dict[str, Any]]) -> None:
    page, sent = new
    assert [admin.post(page, sent).status_code for _time in range(2)] == [302, 302]
    rows = admin.get(page).content.decode()
    assert rows.count(f'href="{page}{sent["id"]}/"') == 1


def test_a_name_is_taken_in_any_case(admin: WebClient, new: tuple[str, dict[str, Any]]) -> None:
    page, sent = new
    admin.post(page, sent)
    answer = admin.post(page, {**sent, "id": str(new_id()), "name": "wEST", "code": "other"})
    assert "This name is taken." in answer.content.decode()


def test_who_changes_the_same_second_is_shown_both(admin: WebClient, new: tuple[str, dict[str, Any]]) -> None:
    page, sent = new
    admin.post(page, sent)
    one = f"{page}{sent['id']}/"
    mine = {**opened(admin, one), "name": "Mine"}
    admin.post(one, {**opened(admin, one), "name": "Theirs"})
    answer = admin.post(one, mine)
    assert [(row.before, row.theirs, row.mine) for row in answer.context["form"].conflicts] == [
        ("West", "Theirs", "Mine")
    ]
    assert 'name="keep_name"' in answer.content.decode()
    fields = {field: answer.context["form"][field].value() or "" for field in answer.context["form"].fields}
    assert admin.post(one, {**fields, "keep_name": "theirs"}).status_code == 302
    assert opened(admin, one)["name"] == "Theirs"


def test_what_only_one_changed_is_merged(admin: WebClient, new: tuple[str, dict[str, Any]]) -> None:
    page, sent = new
    admin.post(page, sent)
    one = f"{page}{sent['id']}/"
    mine = {**opened(admin, one), "is_active": ""}
    admin.post(one, {**opened(admin, one), "name": "Theirs"})
    assert admin.post(one, mine).status_code == 302
    now = opened(admin, one)
    assert (now["name"], now["is_active"]) == ("Theirs", "")


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [TeamFactory, TerritoryFactory, TherapeuticAreaFactory])
def test_the_database_knows_the_rule(factory: Any) -> None:
    factory(name="West")
    with pytest.raises(IntegrityError):
        factory(name="WEST")


@pytest.mark.parametrize(
    ("page", "factory"), [("/users/teams/", TeamFactory), ("/catalog/areas/", TherapeuticAreaFactory)]
)
def test_a_long_list_comes_in_pages(admin: WebClient, page: str, factory: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(page).status_code == 200
        return len(captured)

    for number in range(3):
        factory(name=f"Few {number}")
    admin.get(page)
    few = queries()
    for number in range(60):
        factory(name=f"Many {number:02}")
    assert queries() == few
    first = admin.get(page).context["page"]
    second = admin.get(page, {"cursor": first.next}).context["page"]
    assert len(first.rows) == 50
    assert second.rows[0].name > first.rows[-1].name
