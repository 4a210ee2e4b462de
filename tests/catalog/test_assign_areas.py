"""In which therapeutic areas a person works, set by administrators on the person's page."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.catalog.actions import assign_areas
from apps.catalog.models import TherapeuticArea, TherapeuticAreaAssignment
from apps.core.models import new_id
from apps.users.actions import create_person
from apps.users.models import User
from tests.personas import PERSONAS, WebClient
from tests.users.people import edit, values


def areas_of(person: User) -> set[str]:
    return set(TherapeuticArea.objects.filter(assignments__user=person).values_list("name", flat=True))


@pytest.mark.parametrize("name", PERSONAS)
def test_only_administrators_assign(
    name: str, persona: Callable[[str], User], msl: User, other_area: TherapeuticArea
) -> None:
    by = persona(name)
    if name == "administrator":
        assign_areas(by=by, subject=msl, data={"areas": [other_area]})
        assert areas_of(msl) == {"Cardiology"}
        return
    with pytest.raises(PermissionDenied):
        assign_areas(by=by, subject=msl, data={"areas": [other_area]})


def test_what_stays_is_not_written_again(
    administrator: User, msl: User, area: TherapeuticArea, other_area: TherapeuticArea
) -> None:
    before = TherapeuticAreaAssignment.objects.get(user=msl)
    assign_areas(by=administrator, subject=msl, data={"areas": [area, other_area]})
    assert areas_of(msl) == {"Haematology", "Cardiology"}
    assert TherapeuticAreaAssignment.objects.filter(pk=before.pk).exists()


def test_on_the_persons_page(
    administrator: User, msl: User, other_area: TherapeuticArea, sign_in: Callable[[User], WebClient]
) -> None:
    admin = sign_in(administrator)
    page = admin.get(f"/users/people/{msl.pk}/")
    assert "Haematology" in page.content.decode()
    form = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    answer = admin.post(f"/users/people/{msl.pk}/", {**form, "catalog-areas": [str(other_area.pk)]})
    assert answer.status_code == 302
    assert areas_of(msl) == {"Cardiology"}


def test_a_new_person_gets_areas_at_once(
    administrator: User, area: TherapeuticArea, sign_in: Callable[[User], WebClient]
) -> None:
    key = new_id()
    person = {"id": str(key), "email": "new@company.example", "first_name": "New", "last_name": "Person"}
    rest = {"role": "msl", "time_zone": "UTC", "catalog-areas": [str(area.pk)]}
    assert sign_in(administrator).post("/users/people/new/", {**person, **rest}).status_code == 302
    assert areas_of(User.objects.get(pk=key)) == {"Haematology"}


def test_the_action_itself_checks_and_assigns(
    administrator: User, area: TherapeuticArea, other_area: TherapeuticArea
) -> None:
    given = {"catalog": {"areas": [str(area.pk)]}}
    made = create_person(by=administrator, id=new_id(), values=values(), sections=given)
    assert areas_of(made) == {"Haematology"}
    made = edit(administrator, made, last_name="Other")
    assert areas_of(made) == {"Haematology"}, "what is not given is left as it is"
    TherapeuticArea.objects.filter(pk=other_area.pk).update(is_active=False)
    with pytest.raises(ValidationError) as told:
        edit(administrator, made, sections={"catalog": {"areas": [str(other_area.pk)]}}, last_name="Third")
    assert list(told.value.message_dict) == ["catalog-areas"]
    assert areas_of(made) == {"Haematology"}
    assert User.objects.get(pk=made.pk).last_name == "Other", "the whole save is taken back"
