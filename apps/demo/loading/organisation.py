"""Loads the company: territories, teams, people who log in, and what they work on."""

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password

from apps.catalog.models import Product, PurposeClass, TherapeuticArea, TherapeuticAreaAssignment, Topic
from apps.demo import records
from apps.demo.loading.made import Made, save, save_each
from apps.evidence.models import Material
from apps.users.models import Team, Territory, User

PASSWORD = "demo"  # noqa: S105 - printed at every start of the demo, and refused outside of it
EUROPE = "Europe"


def load_organisation(made: Made) -> None:
    """Everything that is no content: the administrator's tables, and the materials."""
    europe = Territory(pk=made.key("territory", EUROPE), name=EUROPE)
    made.territories = _territories(made, europe)
    made.teams = {team.key: Team(pk=made.key("team", team.key), name=team.name) for team in made.plan.teams}
    # Once for all: hashing is slow on purpose.
    password = make_password(PASSWORD)
    made.users = {user.key: _user(made, user, password) for user in made.plan.users}
    administrator = made.users["admin"]
    save([europe, *made.territories.values(), *made.teams.values()], by=administrator)
    save_each(made.users.values(), by=administrator)
    _load_catalogue(made, by=administrator)


def _load_catalogue(made: Made, *, by: User) -> None:
    made.areas = _areas(made)
    made.topics = _topics(made)
    made.materials = _materials(made)
    made.purposes = {purpose.code: purpose for purpose in PurposeClass.objects.all()}
    save([*made.areas.values(), *made.topics.values(), *_assignments(made), *_products(made)], by=by)
    save(made.materials.values(), by=made.users["director"])


def _territories(made: Made, europe: Territory) -> dict[str, Territory]:
    return {
        territory.key: Territory(
            pk=made.key("territory", territory.key),
            name=territory.name,
            parent=europe if territory.time_zone.startswith(f"{EUROPE}/") else None,
        )
        for territory in made.plan.territories
    }


def _user(made: Made, user: records.User, password: str) -> User:
    return User(
        pk=made.key("user", user.key),
        email=user.email,
        password=password,
        first_name=user.given_name,
        last_name=user.family_name,
        role=user.role,
        team=made.teams[user.team] if user.team else None,
        territory=made.territories[user.territories[0]] if user.territories else None,
        time_zone=user.time_zone,
        calendar=user.calendar,
        date_joined=made.began_at,
    )


def _areas(made: Made) -> dict[str, TherapeuticArea]:
    return {
        area.key: TherapeuticArea(pk=made.key("area", area.key), code=area.key, name=area.name)
        for area in made.plan.therapeutic_areas
    }


def _assignments(made: Made) -> Iterator[TherapeuticAreaAssignment]:
    for user in made.plan.users:
        for area in user.therapeutic_areas:
            yield TherapeuticAreaAssignment(user=made.users[user.key], therapeutic_area=made.areas[area])


def _topics(made: Made) -> dict[str, Topic]:
    return {
        topic.key: Topic(
            pk=made.key("topic", topic.key),
            name=topic.name,
            therapeutic_area=made.areas[topic.therapeutic_area],
        )
        for topic in made.plan.topics
    }


def _products(made: Made) -> Iterator[Product]:
    for product in made.plan.products:
        yield Product(
            pk=made.key("product", product.key),
            name=f"{product.brand} ({product.compound})",
            therapeutic_area=made.areas[product.therapeutic_area],
            stage=product.lifecycle_stage,
        )


def _materials(made: Made) -> dict[str, Material]:
    return {
        material.key: Material(
            pk=made.key("material", material.key),
            title=material.title,
            version=material.version,
            therapeutic_area=made.areas[material.therapeutic_area],
            state=material.state,
            expires_on=material.expires_on,
        )
        for material in made.plan.materials
    }
