"""The history page: every change in words, for exactly those who see the thing."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from apps.audit import registry
from apps.audit.history import history_of
from apps.audit.registry import register_history, tracked, verb_in_words
from apps.core.merging import snapshot
from apps.core.registered import Registry
from apps.directory.models import Affiliation, Stakeholder
from apps.users import actions
from apps.users.models import Team, User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, TeamFactory
from tests.personas import PERSONAS, WebClient


@pytest.fixture(autouse=True)
def _stakeholders_have_a_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registered as an app would, in a copy of the map."""
    others: Registry[str, registry.Tracked] = Registry()
    for known in registry._tracked.all():
        if known.word != "stakeholder":
            others.add(known.word, known)
    monkeypatch.setattr(registry, "_tracked", others)
    register_history("stakeholder", Stakeholder, "Stakeholder", related=[(Affiliation, "stakeholder")])


def url(word: str, thing: Any) -> str:
    return f"/history/{word}/{thing.pk}/"


def changed(by: User, person: User, **values: Any) -> User:
    start = actions.person_values(person)
    return actions.edit_person(by=by, person=person, before=snapshot(start), values={**start, **values})


def entries(user: User, word: str, thing: Any) -> Any:
    source = tracked(word)
    assert source
    return history_of(user, source, thing).entries


def test_a_change_in_words(administrator: User, msl: User) -> None:
    changed(administrator, msl, first_name="Maria", team=TeamFactory(name="South"))
    latest = entries(administrator, "person", msl)[0]
    assert latest.actor == str(administrator)
    assert str(latest.verb) == "changed this person"
    rows = {row.label: (row.old, row.new) for row in latest.changes[0].rows}
    assert rows == {"First name": ("Mira", "Maria"), "Team": ("North", "South")}


def test_choices_and_switches_read_as_people_say_them(administrator: User, msl: User) -> None:
    changed(administrator, msl, role="medical_manager")
    actions.deactivate_person(by=administrator, person=User.objects.get(pk=msl.pk))
    found = entries(administrator, "person", msl)
    rows = [(row.label, row.old, row.new) for entry in found[:2] for row in entry.changes[0].rows]
    assert ("Role", "Medical science liaison", "Medical manager") in rows
    assert ("Can sign in", "Yes", "No") in rows


def test_the_first_state_is_shown_as_added(administrator: User, msl: User) -> None:
    first = entries(administrator, "person", msl)[-1]
    assert str(first.changes[0].kind) == "Added"
    assert ("Last name", "", "Liaison") in [(row.label, row.old, row.new) for row in first.changes[0].rows]


def test_what_nobody_asks_about_is_left_out(administrator: User, msl: User) -> None:
    labels = {row.label for entry in entries(administrator, "person", msl) for row in entry.changes[0].rows}
    assert not labels & {"Id", "Password", "Name folded", "Sign outs", "Revision", "Updated at"}


def test_rows_that_belong_to_it_are_part_of_its_history(msl: User) -> None:
    person = StakeholderFactory()
    AffiliationFactory(stakeholder=person, account=AccountFactory(name="City Hospital"), role="Head")
    changes = [change for entry in entries(msl, "stakeholder", person) for change in entry.changes]
    affiliation = next(change for change in changes if change.thing == "Affiliation")
    rows = {row.label: row.new for row in affiliation.rows}
    assert (rows["Account"], rows["Role"]) == ("City Hospital", "Head")
    assert "Stakeholder" not in rows


def test_other_peoples_rows_are_not(msl: User) -> None:
    person = StakeholderFactory()
    AffiliationFactory(role="Somewhere else")
    assert {change.thing for entry in entries(msl, "stakeholder", person) for change in entry.changes} == {
        "Stakeholder"
    }


def test_a_removed_row_shows_what_it_was(msl: User) -> None:
    row = AffiliationFactory(role="Head")
    person = row.stakeholder
    row.delete()
    removed = [
        change
        for entry in entries(msl, "stakeholder", person)
        for change in entry.changes
        if change.kind == "Removed"
    ]
    assert ("Role", "Head", "") in [(one.label, one.old, one.new) for one in removed[0].rows]


def test_changes_without_a_known_actor_are_the_systems(msl: User) -> None:
    assert entries(msl, "stakeholder", StakeholderFactory())[0].actor == "The system"


def test_the_request_is_told_in_the_details(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    admin = sign_in(administrator)
    admin.post(
        f"/users/people/{msl.pk}/link/", headers={"X-Request-Id": "0b5f3c1e-7a4d-4e2b-9c55-3f1f0a6d2b10"}
    )
    page = admin.get(url("person", msl)).content.decode()
    assert "0b5f3c1e-7a4d-4e2b-9c55-3f1f0a6d2b10" in page
    assert "had a sign-in link mailed" in page


def test_times_are_in_the_readers_zone(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    User.objects.filter(pk=administrator.pk).update(time_zone="Asia/Tokyo")
    assert "JST" in sign_in(administrator).get(url("person", msl)).content.decode()


def test_what_a_person_wrote_is_escaped(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    changed(administrator, msl, first_name="<script>alert(1)</script>")
    page = sign_in(administrator).get(url("person", msl)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# --- who sees it ---


@pytest.mark.parametrize("name", PERSONAS)
def test_a_persons_history_is_for_administrators(
    name: str, persona: Callable[[str], User], msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    answer = sign_in(persona(name)).get(url("person", msl))
    assert answer.status_code == (200 if name == "administrator" else 404)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_sees_the_thing_sees_its_history(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    person = StakeholderFactory()
    answer = sign_in(persona(name)).get(url("stakeholder", person))
    assert answer.status_code == (404 if name == "administrator" else 200)


@pytest.mark.parametrize(
    "path", ["/history/user/{key}/", "/history/users_user/{key}/", "/history/person/{other}/"]
)
def test_only_what_is_registered_has_a_page(
    path: str, administrator: User, sign_in: Callable[[User], WebClient]
) -> None:
    answer = sign_in(administrator).get(path.format(key=administrator.pk, other=uuid.uuid4()))
    assert answer.status_code == 404


def test_a_model_that_anybody_could_see_is_refused() -> None:
    with pytest.raises(ValueError, match="say who may see"):
        register_history("team", Team, "Team")


def test_names_behind_the_wall_are_not_told(monkeypatch: pytest.MonkeyPatch, msl: User) -> None:
    """A foreign key names its row only if the reader may see that row."""
    row = AffiliationFactory(account=AccountFactory(name="Secret Clinic"))
    manager = type(row.account)._default_manager
    monkeypatch.setattr(type(manager), "visible_to", lambda self, user: self.none())
    source = tracked("stakeholder")
    assert source
    shown = history_of(msl, source, row.stakeholder)
    values = [one.new for entry in shown.entries for change in entry.changes for one in change.rows]
    assert "Not visible to you" in values
    assert "Secret Clinic" not in values


# --- long histories ---


def test_pages_back_to_the_beginning(
    administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    _move_back_in_time(msl, 120)
    source = tracked("person")
    assert source
    seen, until = [], None
    while True:
        page = history_of(administrator, source, msl, until=until)
        seen += [entry.at for entry in page.entries]
        if page.older is None:
            break
        until = page.older
    assert len(seen) == len(set(seen)) == 121
    assert seen == sorted(seen, reverse=True)
    first = sign_in(administrator).get(url("person", msl)).content.decode()
    assert "Older" in first


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-45T00:00:00Z", "2026-01-01"])
def test_a_made_up_place_shows_the_newest(
    text: str, administrator: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    assert sign_in(administrator).get(url("person", msl), {"until": text}).status_code == 200


def test_as_many_queries_for_a_long_history(administrator: User, msl: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            entries(administrator, "person", msl)
        return len(captured)

    _move_back_in_time(msl, 5)
    assert queries() <= 8
    _move_back_in_time(msl, 60)
    assert queries() <= 8


def _move_back_in_time(person: User, how_often: int) -> None:
    """Changes of separate moments: within a test all share the transaction's clock, so the rows are written here."""
    events: Any = User.pgh_event_model  # type: ignore[attr-defined]
    latest = events.objects.filter(pgh_obj=person).latest("pgh_id")
    copied = [one.name for one in events._meta.concrete_fields if one.name != "pgh_id"]
    start = events.objects.filter(pgh_obj=person).count()
    for number in range(how_often):
        row = events(**{name: getattr(latest, name) for name in copied})
        row.pgh_label, row.first_name, row.pgh_context_id = "update", f"Name {start + number}", uuid.uuid4()
        row.save()
        moment = models.F("pgh_created_at") + timedelta(seconds=start + number)
        events.objects.filter(pk=row.pk).update(pgh_created_at=moment)


def test_an_action_without_words_is_called_by_its_name() -> None:
    assert verb_in_words("erase_everything") == "erase everything"
