"""Each side writes in its own room, and the other neither reads nor writes there, on the page and in the database."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from apps.accountplans.models import AccountPlan
from apps.accountplans.rooms import save_room
from apps.core.merging import EditConflict, snapshot
from apps.firewall.roles import role_taken
from apps.interactions.models import PlanRoom as MedicalRoom
from apps.keyaccounts.models import PlanRoom as CommercialRoom
from apps.users.models import User
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
MINE = {"msl": "/interactions/rooms/", "kam": "/visits/rooms/"}


@pytest.mark.parametrize(("name", "other"), [("msl", "kam"), ("kam", "msl")])
def test_a_room_is_of_one_side(
    name: str,
    other: str,
    persona: Callable[[str], User],
    plan: AccountPlan,
    sign_in: SignIn,
    compliance: User,
) -> None:
    web, locked_out = sign_in(persona(name)), sign_in(persona(other))
    path = f"{MINE[name]}{plan.pk}/"
    form = web.get(path).context["form"]
    web.post(path, {"before": form["before"].value(), "notes": "Xylophone."})
    assert "Xylophone." in web.get(plan.get_absolute_url()).content.decode()
    assert "Xylophone." in sign_in(compliance).get(plan.get_absolute_url()).content.decode()
    page = locked_out.get(plan.get_absolute_url()).content.decode()
    assert "Xylophone." not in page
    assert "This room is locked for your side" in page
    assert locked_out.get(path).status_code == 403
    assert locked_out.post(path, {"notes": "Mine."}).status_code == 403


@pytest.mark.parametrize(
    ("role", "model"), [("crm_commercial", MedicalRoom), ("crm_medical", CommercialRoom)]
)
def test_the_database_keeps_them_apart(
    db: None, role: str, model: type[MedicalRoom] | type[CommercialRoom]
) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, transaction.atomic(), role_taken(role), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608


def test_two_who_write_at_once_lose_nothing(plan: AccountPlan, msl: User, other_msl: User) -> None:
    empty = snapshot({"notes": ""})
    save_room(by=msl, model=MedicalRoom, plan=plan, before=empty, values={"notes": "First."})
    with pytest.raises(EditConflict):
        save_room(by=msl, model=MedicalRoom, plan=plan, before=empty, values={"notes": "Second."})
    with pytest.raises(PermissionDenied):
        save_room(by=other_msl, model=MedicalRoom, plan=plan, before=empty, values={"notes": "Third."})


def test_the_other_side_writes_nothing_even_from_the_team(plan: AccountPlan, kam: User) -> None:
    with pytest.raises(PermissionDenied, match="locked for your side"):
        save_room(
            by=kam, model=MedicalRoom, plan=plan, before=snapshot({"notes": ""}), values={"notes": "Mine."}
        )
