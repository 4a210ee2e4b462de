"""Making, changing, deactivating people; the administrator never types a password and never touches a session."""

import re
import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users import actions, links
from apps.users.links import send_waiting_links
from apps.users.models import User
from tests.factories import TeamFactory, UserFactory
from tests.personas import WebClient
from tests.processes import Installation

HOME = "/users/preferences/"


@pytest.fixture
def admin(administrator: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(administrator)


def values(**changes: Any) -> dict[str, Any]:
    return {
        "email": "New.Person@Company.example",
        "first_name": "New",
        "last_name": "Person",
        "role": "msl",
        "team": None,
        "territory": None,
        "time_zone": "Europe/Berlin",
        **changes,
    }


def posted(**changes: Any) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in values(**changes).items()}


def url(person: User, verb: str = "") -> str:
    return f"/users/people/{person.pk}/{verb}"


def edit(by: User, person: User, **changes: Any) -> User:
    start = actions.person_values(person)
    return actions.edit_person(by=by, person=person, before=snapshot(start), values={**start, **changes})


# --- making ---


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


# --- the link ---


def test_the_link_leads_in(client: WebClient, administrator: User) -> None:
    person = actions.ask_for_link(by=administrator, person=UserFactory())
    assert send_waiting_links() == 1
    found = re.search(r"http://\S+?(/account/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    chosen = {"password1": "violet-kettle-harbour", "password2": "violet-kettle-harbour"}
    client.post(client.get(found[1]).headers["Location"], chosen)
    person.refresh_from_db()
    assert person.check_password("violet-kettle-harbour")


def test_the_mail_holds_nothing_but_the_link(administrator: User) -> None:
    person = actions.create_person(by=administrator, id=new_id(), values=values())
    send_waiting_links()
    assert mail.outbox[0].to == [person.email]
    assert person.last_name not in mail.outbox[0].body


def test_it_is_sent_once(administrator: User) -> None:
    actions.create_person(by=administrator, id=new_id(), values=values())
    send_waiting_links()
    assert send_waiting_links() == 0
    assert len(mail.outbox) == 1


def test_a_failing_mail_server_leaves_it_waiting(administrator: User, settings: Any) -> None:
    person = actions.create_person(by=administrator, id=new_id(), values=values())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_waiting_links() == 0
    person.refresh_from_db()
    assert person.is_link_waiting
    assert person.link_attempts == 1
    assert person.link_due_at is not None
    assert person.link_due_at > timezone.now()


class Choosy(BaseEmailBackend):
    """A mail server that refuses one address; it keeps what it was sent, in order."""

    tried: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse whoever's address begins with "refused"."""
        for message in email_messages:
            self.tried.append(message.to[0])
            if message.to[0].startswith("refused"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})
        return len(email_messages)


@pytest.fixture
def choosy(settings: Any) -> list[str]:
    """The addresses that the choosy server was asked to deliver to."""
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    Choosy.tried.clear()
    return Choosy.tried


def wanting_link(address: str, hours_ago: int) -> User:
    return UserFactory(email=address, link_wanted_at=timezone.now() - timedelta(hours=hours_ago))


def test_a_refused_address_keeps_nobody_else_waiting(
    db: None, choosy: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    refused, other = wanting_link("refused@company.example", 3), wanting_link("other@company.example", 1)
    assert send_waiting_links() == 1
    assert choosy == [refused.email, other.email]
    assert refused.email not in caplog.text
    assert send_waiting_links() == 0, "it is put off"
    assert len(choosy) == 2


def test_the_longest_due_goes_first_and_who_was_put_off_queues_again(db: None, choosy: list[str]) -> None:
    refused, newer = wanting_link("refused@company.example", 9), wanting_link("newer@company.example", 1)
    User.objects.filter(pk=refused.pk).update(link_due_at=timezone.now() - timedelta(minutes=1))
    wanting_link("older@company.example", 2)
    send_waiting_links()
    assert choosy == ["older@company.example", newer.email, refused.email]


def test_asking_again_does_not_wait_for_the_pause(administrator: User, choosy: list[str]) -> None:
    person = wanting_link("refused@company.example", 1)
    send_waiting_links()
    person.refresh_from_db()
    actions.ask_for_link(by=administrator, person=person)
    send_waiting_links()
    assert len(choosy) == 2


class Slow(BaseEmailBackend):
    """A mail server that is looked at while it works."""

    during: ClassVar[list[User]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Note the row as others see it, and ask for another link meanwhile."""
        person = User.objects.get(email=email_messages[0].to[0])
        self.during.append(person)
        User.objects.filter(pk=person.pk).update(link_wanted_at=timezone.now())
        return 1


def test_while_the_mail_goes_out_the_row_is_claimed_and_not_held(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    Slow.during.clear()
    person = wanting_link("new@company.example", 1)
    sent = links._send(claimed) if (claimed := links._claim()) else False
    assert sent
    assert Slow.during[0].link_due_at is not None
    assert Slow.during[0].link_due_at > timezone.now()
    person.refresh_from_db()
    assert person.is_link_waiting, "a link that was asked for meanwhile is still to be sent"


def test_it_can_be_asked_for_again(admin: WebClient, msl: User) -> None:
    assert admin.post(url(msl, "link/")).status_code == 302
    assert "waiting to be sent" in admin.get(url(msl)).content.decode()
    assert send_waiting_links() == 1
    assert mail.outbox[0].to == [msl.email]


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
    assert admin.post(url(msl), posted(before=start, role="kam", **told)).status_code == 302
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


# --- deactivating ---


def test_two_administrators_who_lock_out_each_other_at_once_take_turns(installation: Installation) -> None:
    with installation.committed():
        one, two = UserFactory(role="administrator"), UserFactory(role="administrator")
        gate = threading.Barrier(2)

        def lock_out(by: User, person: User) -> bool:
            try:
                gate.wait(30)
                actions.deactivate_person(by=by, person=person)
            except PermissionDenied:
                return False
            else:
                return True
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lock_out, (one, two), (two, one)))
        assert sorted(done) == [False, True]
        assert User.objects.filter(role="administrator", is_active=True).count() == 1


def test_a_deactivated_person_is_out_and_stays_out(
    admin: WebClient, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    theirs = sign_in(msl)
    assert theirs.get(HOME).status_code == 200
    admin.post(url(msl, "deactivate/"))
    assert theirs.get(HOME).status_code == 302
    admin.post(url(msl, "reactivate/"))
    assert theirs.get(HOME).status_code == 302, "an old session came back to life"


def test_a_reactivated_person_signs_in_with_the_old_password(
    admin: WebClient, client: WebClient, msl: User
) -> None:
    admin.post(url(msl, "deactivate/"))
    admin.post(url(msl, "reactivate/"))
    answer = client.post("/account/sign-in/", {"login": msl.email, "password": "correct-horse-battery"})
    assert answer.headers["Location"] == "/"


def test_one_does_not_lock_oneself_out(admin: WebClient, administrator: User) -> None:
    answer = admin.post(url(administrator, "deactivate/"))
    assert answer.status_code == 403
    assert "You cannot lock yourself out" in answer.content.decode()


def test_it_is_undone_from_the_message(admin: WebClient, msl: User) -> None:
    page = admin.post(url(msl, "deactivate/"), follow=True).content.decode()
    assert f'action="{url(msl, "reactivate/")}"' in page


@pytest.mark.parametrize("verb", ["", "deactivate/", "reactivate/", "link/"])
def test_others_reach_nobody(
    msl: User, other_msl: User, sign_in: Callable[[User], WebClient], verb: str
) -> None:
    assert sign_in(msl).post(url(other_msl, verb)).status_code in {403, 404}


def test_an_unknown_person_is_not_found(admin: WebClient) -> None:
    assert admin.get(f"/users/people/{uuid.uuid4()}/").status_code == 404


# --- teams and territories ---


def test_a_team(admin: WebClient) -> None:
    admin.post("/users/teams/", {"id": str(new_id()), "name": "West"})
    assert "West" in admin.get("/users/teams/").content.decode()
    taken = admin.post("/users/teams/", {"id": str(new_id()), "name": "west"})
    assert "This name is taken." in taken.content.decode()


def test_renaming_a_team(admin: WebClient) -> None:
    team = TeamFactory(name="Old")
    admin.post(f"/users/teams/{team.pk}/", {"id": str(team.pk), "name": "New"})
    team.refresh_from_db()
    assert team.name == "New"


def test_territories_form_a_tree(admin: WebClient, administrator: User) -> None:
    country = actions.save_territory(by=administrator, id=new_id(), name="Country", parent=None)
    city = actions.save_territory(by=administrator, id=new_id(), name="City", parent=country)
    tree = admin.get("/users/territories/").context["tree"]
    assert [(branch.territory.name, branch.depth) for branch in tree] == [("Country", 0), ("City", 1)]
    answer = admin.post(
        f"/users/territories/{country.pk}/",
        {"id": str(country.pk), "name": "Country", "parent": str(city.pk)},
    )
    assert "cannot be part of itself" in answer.content.decode()


# --- what an administrator never sees ---


@pytest.mark.parametrize(
    "path",
    ["/directory/accounts/", "/directory/stakeholders/", "/kols/", "/interactions/", "/visits/", "/safety/"],
)
def test_an_administrator_reaches_no_content(admin: WebClient, path: str, msl: User) -> None:
    answer = admin.get(path)
    assert answer.status_code in {200, 403, 404}
    if answer.status_code == 200:
        assert "<tbody>" not in answer.content.decode()


def test_the_database_shows_an_administrator_no_content(administrator: User) -> None:
    from django.db import ProgrammingError, transaction

    from apps.directory.models import Stakeholder
    from apps.interactions.models import Interaction
    from apps.keyaccounts.models import Visit
    from apps.safety.models import SafetyItem

    for model in (Stakeholder, Interaction, Visit, SafetyItem):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(Side.ADMINISTRATION),
        ):
            model.objects.exists()


def test_waiting_is_told_apart_from_sent() -> None:
    now = timezone.now()
    assert not User().is_link_waiting
    assert User(link_wanted_at=now).is_link_waiting
    assert not User(link_wanted_at=now, link_sent_at=now).is_link_waiting
