"""Rows that tests start from. Stateful things (touchpoints, interactions) are made by calling actions instead."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from apps.catalog.models import PurposeClass, TherapeuticArea, TherapeuticAreaAssignment, Topic
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.evidence.models import Material
from apps.kols.models import KOLProfile, ProfileArea
from apps.users.models import Team, Territory, User


class TerritoryFactory(DjangoModelFactory[Territory]):
    """A region."""

    class Meta:
        model = Territory

    name = factory.Sequence(lambda n: f"Territory {n}")


class TeamFactory(DjangoModelFactory[Team]):
    """A team."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(DjangoModelFactory[User]):
    """A person who may sign in with the password `correct-horse-battery`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@company.example")
    first_name = "Pat"
    last_name = factory.Sequence(lambda n: f"Person{n}")
    role = "msl"
    time_zone = "Europe/Berlin"
    password = factory.django.Password("correct-horse-battery")


class TherapeuticAreaFactory(DjangoModelFactory[TherapeuticArea]):
    """A therapeutic area."""

    class Meta:
        model = TherapeuticArea

    code = factory.Sequence(lambda n: f"area-{n}")
    name = factory.Sequence(lambda n: f"Area {n}")


class TopicFactory(DjangoModelFactory[Topic]):
    """A topic."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    therapeutic_area = factory.SubFactory(TherapeuticAreaFactory)


class PurposeClassFactory(DjangoModelFactory[PurposeClass]):
    """A purpose class that both functions use."""

    class Meta:
        model = PurposeClass

    code = factory.Sequence(lambda n: f"purpose-{n}")
    name = factory.Sequence(lambda n: f"Purpose {n}")
    used_by = "both"


class MaterialFactory(DjangoModelFactory[Material]):
    """An approved material."""

    class Meta:
        model = Material

    title = factory.Sequence(lambda n: f"Material {n}")
    therapeutic_area = factory.SubFactory(TherapeuticAreaFactory)
    state = "approved"


class AccountFactory(DjangoModelFactory[Account]):
    """A hospital."""

    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Hospital {n}")
    kind = "hospital"
    country = "DE"


class StakeholderFactory(DjangoModelFactory[Stakeholder]):
    """An external person."""

    class Meta:
        model = Stakeholder

    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Example{n}")
    customer_groups = factory.LazyFunction(lambda: ["treating_hcp"])
    country = "DE"


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    """A main affiliation."""

    class Meta:
        model = Affiliation

    stakeholder = factory.SubFactory(StakeholderFactory)
    account = factory.SubFactory(AccountFactory)
    role = "Consultant"
    is_primary = True


def kol_profile(*, area: TherapeuticArea, **fields: Any) -> KOLProfile:
    """A KOL of one therapeutic area."""
    stakeholder = fields.pop("stakeholder", None) or StakeholderFactory(customer_groups=["kol"])
    profile = KOLProfile.objects.create(stakeholder=stakeholder, **fields)
    ProfileArea.objects.create(profile=profile, therapeutic_area=area)
    return profile


def assign(user: User, area: TherapeuticArea) -> None:
    """Let a person work in a therapeutic area."""
    TherapeuticAreaAssignment.objects.create(user=user, therapeutic_area=area)
