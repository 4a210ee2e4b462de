"""Teams by name, and territories in a tree."""

from apps.core.models import new_id
from apps.users import actions
from apps.users.models import User
from tests.factories import TeamFactory
from tests.personas import WebClient
from tests.users.people import opened


def test_a_team(admin: WebClient) -> None:
    admin.post("/users/teams/", {"id": str(new_id()), "name": "West"})
    assert "West" in admin.get("/users/teams/").content.decode()
    taken = admin.post("/users/teams/", {"id": str(new_id()), "name": "west"})
    assert "This name is taken." in taken.content.decode()


def test_renaming_a_team(admin: WebClient) -> None:
    team = TeamFactory(name="Old")
    page = f"/users/teams/{team.pk}/"
    admin.post(page, {**opened(admin, page), "name": "New"})
    team.refresh_from_db()
    assert team.name == "New"


def test_territories_form_a_tree(admin: WebClient, administrator: User) -> None:
    save = actions.save_territory
    country = save(by=administrator, id=new_id(), values={"name": "Country"})
    city = save(by=administrator, id=new_id(), values={"name": "City", "parent": country})
    tree = admin.get("/users/territories/").context["tree"]
    assert [(branch.territory.name, branch.depth) for branch in tree] == [("Country", 0), ("City", 1)]
    page = f"/users/territories/{country.pk}/"
    answer = admin.post(page, {**opened(admin, page), "parent": str(city.pk)})
    assert "cannot be part of itself" in answer.content.decode()
