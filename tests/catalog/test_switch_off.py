"""A therapeutic area that was switched off: nothing new begins in it, and nothing that stands in it is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.catalog import actions
from apps.catalog.forms import Areas
from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_of, areas_offered_to
from apps.core.merging import snapshot
from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture
def off(administrator: User, msl: User, area: TherapeuticArea) -> TherapeuticArea:
    """The liaison's only area, switched off."""
    switched = {"is_active": False}
    before = snapshot({"is_active": True})
    return actions.save_area(by=administrator, id=area.pk, values=switched, before=before)


def test_it_is_offered_for_nothing_new(msl: User, off: TherapeuticArea) -> None:
    assert list(areas_of(msl)) == [off], "what was recorded in it stays readable"
    assert list(areas_offered_to(msl)) == []


def test_the_log_form_does_not_offer_it(
    msl: User, off: TherapeuticArea, sign_in: Callable[[User], WebClient]
) -> None:
    form = sign_in(msl).get("/interactions/log/", follow=True).context["form"]
    assert off.name not in str(form["therapeutic_area"])


def test_who_works_in_it_keeps_it(msl: User, kam: User, off: TherapeuticArea) -> None:
    assert off.name in str(Areas(subject=msl)["areas"])
    assert off.name not in str(Areas(subject=kam)["areas"])


@pytest.mark.parametrize("sent", ["kept", "taken"])
def test_the_persons_page_saves_with_it(
    sent: str, msl: User, off: TherapeuticArea, administrator: User, sign_in: Callable[[User], WebClient]
) -> None:
    admin, page = sign_in(administrator), f"/users/people/{msl.pk}/"
    form = admin.get(page).context["form"]
    typed: dict[str, Any] = {name: form[name].value() or "" for name in form.fields}
    chosen = [str(off.pk)] if sent == "kept" else []
    assert admin.post(page, {**typed, "catalog-areas": chosen}).status_code == 302
    assert areas_of(msl).exists() is (sent == "kept")
