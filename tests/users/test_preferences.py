"""Theme and time zone: the only things people change about themselves, under their side's own role."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from apps.firewall.roles import acting_as
from apps.users.models import User, validate_calendar
from tests.personas import PERSONAS, WebClient

URL = "/users/preferences/"


@pytest.mark.parametrize("name", PERSONAS)
def test_every_role_may_choose(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    user = persona(name)
    answer = sign_in(user).post(URL, {"time_zone": "Asia/Tokyo", "theme": "dark"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.time_zone, user.theme) == ("Asia/Tokyo", "dark")


def test_the_page_shows_what_is_set(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    page = sign_in(msl).get(URL).content.decode()
    assert '<option value="Europe/Berlin" selected>' in page
    assert msl.email in page


def test_public_holidays_are_chosen_and_stay_when_only_the_theme_is_sent(
    msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(msl)
    web.post(URL, {"time_zone": "Asia/Tokyo", "calendar": "DE-BY", "theme": "dark"})
    web.post(URL, {"time_zone": "Asia/Tokyo", "theme": "light"})
    msl.refresh_from_db()
    assert (msl.calendar, msl.theme) == ("DE-BY", "light")
    assert '<option value="DE-BY" selected>Germany, Bayern' in web.get(URL).content.decode()


def test_a_calendar_that_is_none_is_refused(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    web = sign_in(msl)
    assert web.post(URL, {"time_zone": "UTC", "calendar": "Narnia", "theme": "dark"}).status_code == 200
    with pytest.raises(ValidationError, match="not known"):
        validate_calendar("QQ")


def test_an_unknown_zone_is_refused(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    answer = sign_in(msl).post(URL, {"time_zone": "Mars/Olympus", "theme": "dark"})
    assert answer.status_code == 200
    msl.refresh_from_db()
    assert msl.theme == "auto"


def test_it_is_recorded_who_changed_it(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    sign_in(msl).post(URL, {"time_zone": "Asia/Tokyo", "theme": "dark"})
    latest = User.pgh_event_model.objects.filter(pgh_obj=msl).latest("pgh_id")  # type: ignore[attr-defined]
    assert latest.time_zone == "Asia/Tokyo"
    assert latest.pgh_context["verb"] == "set_preferences"
    assert latest.pgh_context["user"] == str(msl.pk)


@pytest.mark.parametrize("column", ["role", "is_active", "email", "team", "password", "sign_outs"])
@pytest.mark.parametrize("name", ["msl", "kam", "compliance", "safety"])
def test_the_database_refuses_every_other_column(
    name: str, column: str, persona: Callable[[str], User]
) -> None:
    """Or a side could move itself across the wall."""
    user = persona(name)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        acting_as(user.side),
    ):
        user.save(update_fields=[column])
