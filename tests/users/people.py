"""What the tests of the administrator's pages type."""

from typing import Any

from apps.core.merging import snapshot
from apps.users import actions
from apps.users.models import User
from tests.personas import WebClient


def values(**changes: Any) -> dict[str, Any]:
    return {
        "email": "New.Person@Company.example",
        "first_name": "New",
        "last_name": "Person",
        "role": "msl",
        "team": None,
        "territory": None,
        "time_zone": "Europe/Berlin",
        "calendar": "",
        **changes,
    }


def posted(**changes: Any) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in values(**changes).items()}


def url(person: User, verb: str = "") -> str:
    return f"/users/people/{person.pk}/{verb}"


def edit(by: User, person: User, sections: Any = None, **changes: Any) -> User:
    start = actions.person_values(person)
    typed = {**start, **changes}
    return actions.edit_person(by=by, person=person, before=snapshot(start), values=typed, sections=sections)


def opened(client: WebClient, address: str) -> dict[str, Any]:
    """What the form of a page holds when it is opened, as a browser would send it back."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}
