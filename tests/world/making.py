"""The fixtures: the world, and what is in it besides for those who look after the product."""

from collections.abc import Callable

import pytest

from apps.catalog.models import Product, PurposeClass, TherapeuticArea, Topic
from apps.coordination.models import DisclosurePolicy
from apps.directory.models import Account, Stakeholder
from apps.interactions.entry import Entry
from apps.users.models import HandOver, User
from tests.factories import MaterialFactory, TerritoryFactory
from tests.world import commercial, medical, oversight, platform, science, shared
from tests.world.rows import World


@pytest.fixture
def world(
    msl: User,
    kam: User,
    account: Account,
    stakeholder: Stakeholder,
    purpose: PurposeClass,
    area: TherapeuticArea,
    topic: Topic,
    entry: Callable[..., Entry],
) -> World:
    """One of everything; the medical part belongs to `msl`, the commercial one to `kam`."""
    made = World()
    made.add(account), made.add(stakeholder), made.add(msl), made.add(topic)
    material = made.add(MaterialFactory(therapeutic_area=area))
    shared.directory(made)
    science.knowledge(made, msl)
    medical.contact(made, msl, entry(topics=[topic], materials=[material]))
    commercial.contact(made, kam, purpose)
    shared.work(made, kam, msl)
    medical.work(made, msl)
    commercial.work(made)
    platform.work(made, msl)
    oversight.work(made, msl)
    return made


@pytest.fixture
def tour(world: World) -> World:
    """The world, with the rows that only administrators see."""
    world.add(world.rows["users.User"].team)
    world.add(TerritoryFactory())
    somebody = world.rows["users.User"]
    world.add(DisclosurePolicy.objects.create(number=1, drafted_by=somebody))
    area = world.add(world.rows["catalog.Topic"].therapeutic_area)
    world.add(Product.objects.create(name="Made-up product", therapeutic_area=area, stage="launched"))
    world.add(
        HandOver.objects.create(
            person=somebody, work_side="medical", cause="left", from_role="msl", asked_by=somebody
        )
    )
    return world
