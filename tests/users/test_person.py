"""Making and changing people; the administrator never types a password and never touches a session."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.firewall.sides import Side
from apps.users import actions
from apps.users.models import User
from tests.factories import TeamFactory, UserFactory
from tests.personas import WebClient
from tests.users.people import edit, posted, url, values

HOME = "/users/preferences/"


def test_making_one(admin: WebClient) -> None:
    key = new_id()
    answer = admin.post("/users/people/new/", posted(id=str(key)))
    person = User.objects.get(pk=key)
    assert answer.headers["Location"] == url(person)
    assert person.email == "new.person@company.example"
    assert not person.has_usable_password()
    assert person.is_link_waiting


def test_a_form_sent_twice_makes_one(admin: WebClient) -> None:
    key = str(new_id())
    for _time in range(2):
        assert admin.post("/users/people/new/", posted(id=key)).status_code == 302
    assert User.objects.filter(email="new.person@company.example").count() == 1


def test_a_taken_address_is_told_at_the_field(admin: WebClient) -> None:
    UserFactory(email="new.person@company.example")
    answer = admin.post("/users/people/new/", posted(id=str(new_id())))
    assert "Somebody with this address is already here." in answer.content.decode()


def test_each_role_is_explained(admin: WebClient) -> None:
    page = admin.get("/users/people/new/").content.decode()
    assert "Talks science with experts" in page
    assert "sees that a medical contact happened, never what was said" in page


def test_others_may_not(kam: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.create_person(by=kam, id=new_id(), values=values())


# --- changing ---


def test_changing_one(admin: WebClient, msl: User) -> None:
    start = admin.get(url(msl)).context["form"]
    answer = admin.post(
        url(msl), posted(before=start["before"].value(), email="mira@company.example", role="msl")
    )
    assert answer.status_code == 302
    msl.refresh_from_db()
    assert (msl.email, msl.last_name) == ("mira@company.example", "Person")


def test_the_old_address_no_longer_signs_in(admin: WebClient, client: WebClient, msl: User) -> None:
    old = msl.email
    client.post("/account/password/reset/", {"email": old})
    start = admin.get(url(msl)).context["form"]
    admin.post(url(msl), posted(before=start["before"].value(), role="msl"))
    answer = client.post("/account/sign-in/", {"login": old, "password": "correct-horse-battery"})
    assert answer.status_code == 200


def test_two_administrators_merge(administrator: User, msl: User) -> None:
    before = snapshot(actions.person_values(msl))
    edit(administrator, msl, first_name="Maria")
    merged = actions.edit_person(
        by=administrator,
        person=msl,
        before=before,
        values={**actions.person_values(msl), "last_name": "Married"},
    )
    assert (merged.first_name, merged.last_name) == ("Maria", "Married")


def test_the_same_field_is_shown_to_the_second(admin: WebClient, administrator: User, msl: User) -> None:
    before = snapshot(actions.person_values(msl))
    edit(administrator, msl, first_name="Theirs")
    answer = admin.post(
        url(msl),
        posted(**{**actions.person_values(msl), "before": before, "first_name": "Ours", "team": msl.team_id}),
    )
    page = answer.content.decode()
    assert "Somebody else saved while you were editing" in page
    assert "Theirs" in page
    msl.refresh_from_db()
    assert msl.first_name == "Theirs"


def test_the_second_may_keep_theirs(admin: WebClient, administrator: User, msl: User) -> None:
    team, start = TeamFactory(), actions.person_values(msl)
    sent = {**start, "before": snapshot(start), "first_name": "Ours", "team": msl.team_id}
    edit(administrator, msl, first_name="Theirs", team=team)
    form = admin.post(url(msl), posted(**sent)).context["form"]
    assert [row.name for row in form.conflicts] == ["first_name"]
    again = {**sent, "team": form["team"].value(), "before": form["before"].value()}
    assert admin.post(url(msl), posted(**again, keep_first_name="theirs")).status_code == 302
    msl.refresh_from_db()
    assert (msl.first_name, msl.team) == ("Theirs", team)


def test_the_conflict_names_the_field(administrator: User, msl: User) -> None:
    before = snapshot(actions.person_values(msl))
    edit(administrator, msl, first_name="Theirs")
    mine = {**actions.person_values(msl), "first_name": "Ours"}
    with pytest.raises(EditConflict) as caught:
        actions.edit_person(by=administrator, person=msl, before=before, values=mine)
    assert [conflict.name for conflict in caught.value.conflicts] == ["first_name"]


def test_changing_sides_is_confirmed(
    admin: WebClient, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    theirs = sign_in(msl)
    start = admin.get(url(msl)).context["form"]["before"].value()
    asked = admin.post(url(msl), posted(before=start, role="kam"))
    page = asked.content.decode()
    assert "From Medical to Commercial." in page
    assert "You see that contacts happened, never what was said." in page
    told = {"confirm_side": "on", "side_reason": "Moved to key accounts."}
    done = admin.post(url(msl), posted(before=start, role="kam", **told), follow=True)
    assert "changed from Medical to Commercial and is signed out everywhere" in done.content.decode()
    msl.refresh_from_db()
    assert msl.side == Side.COMMERCIAL
    assert theirs.get(HOME).status_code == 302


def test_the_action_refuses_an_unconfirmed_side(administrator: User, msl: User) -> None:
    with pytest.raises(ValidationError, match="Confirm"):
        edit(administrator, msl, role="kam")


def test_a_role_of_the_same_side_needs_no_confirmation(administrator: User, msl: User) -> None:
    assert edit(administrator, msl, role="medical_manager").role == "medical_manager"


def test_nobody_changes_their_own_role(administrator: User) -> None:
    with pytest.raises(PermissionDenied, match="your own role"):
        edit(administrator, administrator, role="msl")


def test_who_was_demoted_a_moment_ago_changes_nobody(administrator: User, msl: User) -> None:
    other = UserFactory(role="administrator")
    actions.edit_person(
        by=administrator,
        person=other,
        before=snapshot(actions.person_values(other)),
        values=actions.person_values(other) | {"role": "msl"},
        move=actions.SideChange("Back to the field."),
    )
    with pytest.raises(PermissionDenied, match="Only administrators"):
        edit(other, msl, first_name="Changed")
