"""The company's own people and lists: few rows, made with the product's models."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from apps.catalog.models import PurposeClass, TherapeuticArea, TherapeuticAreaAssignment, Topic
from apps.core.models import new_id
from apps.evidence.models import Material
from apps.notifications.models import Message
from apps.users.models import Team, Territory, User
from bench.world.plan import AREAS, KEY_ACCOUNT_MANAGERS, LIAISONS, MANAGERS, areas_of_liaison

SUBJECTS = (
    "first-line therapy",
    "residual disease",
    "dose changes",
    "fatigue",
    "real-world data",
    "biomarkers",
)
UNREAD = 20


@dataclass
class Staff:
    """Keys, as COPY writes them."""

    liaisons: list[str] = field(default_factory=list)
    key_account_managers: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    topics: list[list[str]] = field(default_factory=list)
    topic_names: list[str] = field(default_factory=list)
    medical_purposes: list[str] = field(default_factory=list)
    commercial_purposes: list[str] = field(default_factory=list)
    territories: list[str] = field(default_factory=list)


def make_staff() -> Staff:
    """Make everybody who signs in, and the lists they choose from."""
    staff = Staff()
    _lists(staff)
    teams = Team.objects.bulk_create(Team(name=f"Team {number}") for number in range(MANAGERS))
    liaisons = _people("msl", LIAISONS, teams)
    staff.liaisons = _keys(liaisons)
    staff.key_account_managers = _keys(_people("kam", KEY_ACCOUNT_MANAGERS, []))
    _people("medical_manager", MANAGERS, teams)
    _people("medical_director", 1, [])
    TherapeuticAreaAssignment.objects.bulk_create(
        TherapeuticAreaAssignment(user=user, therapeutic_area_id=staff.areas[area])
        for number, user in enumerate(liaisons)
        for area in areas_of_liaison(number)
    )
    _messages(liaisons)
    return staff


def _keys(rows: list[Any]) -> list[str]:
    return [str(row.pk) for row in rows]


def _people(role: str, count: int, teams: list[Team]) -> list[User]:
    """Nobody of them has a password; the measurement makes its sessions itself."""
    return User.objects.bulk_create(
        User(
            email=f"{role}{number}@bench.example",
            role=role,
            first_name=role.title(),
            last_name=f"Number {number}",
            name_folded=f"number {number} {role} bench example",
            password="!",  # noqa: S106 - no password fits it
            team=teams[number % len(teams)] if teams else None,
        )
        for number in range(count)
    )


def _lists(staff: Staff) -> None:
    areas = TherapeuticArea.objects.bulk_create(
        TherapeuticArea(code=f"area-{number}", name=f"Area {number:02}") for number in range(AREAS)
    )
    staff.areas = _keys(areas)
    for area in areas:
        topics = Topic.objects.bulk_create(
            Topic(name=f"{subject} in {area.name}", therapeutic_area=area) for subject in SUBJECTS
        )
        staff.topics.append(_keys(topics))
        Material.objects.bulk_create(
            Material(title=f"{subject} ({area.name})", therapeutic_area=area, state=Material.State.APPROVED)
            for subject in SUBJECTS
        )
    staff.topic_names = list(SUBJECTS)
    staff.medical_purposes = _keys(list(PurposeClass.objects.filter(used_by="medical")))
    staff.commercial_purposes = _keys(list(PurposeClass.objects.filter(used_by="commercial")))
    staff.territories = _keys(_territories())


def _territories() -> list[Territory]:
    regions = Territory.objects.bulk_create(Territory(name=f"Region {number}") for number in range(8))
    return Territory.objects.bulk_create(
        Territory(name=f"Region {number // 10}, district {number % 10}", parent=regions[number // 10])
        for number in range(80)
    )


def _messages(liaisons: list[User]) -> None:
    """Reminders that wait behind the bell."""
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            recipient=user,
            kind=Message.Kind.LOG_DUE,
            cause_id=new_id(),
            occasion=f"{number}",
            link="/interactions/",
            due_at=now,
            state=Message.State.SENT,
        )
        for user in liaisons
        for number in range(UNREAD)
    )
