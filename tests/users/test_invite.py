"""Invitations by mail: the link opens once, for a while, and only while the administrator wants it to."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users import actions, invitations
from apps.users.links import send_waiting_links
from apps.users.models import HandOver, User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.processes import Installation

NEW = "violet-kettle-harbour"
ACCEPT = "/account/invitation/"
DEAD = "This invitation does not open"
LINK = re.compile(r"http://[^/]+(/account/invitation/\S+)")


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def invited(by: User, **changes: Any) -> User:
    typed = {
        "email": "ines@company.example",
        "first_name": "Ines",
        "last_name": "Novak",
        "role": "msl",
        "team": None,
        "territory": None,
        "time_zone": "Europe/Berlin",
        "calendar": "",
        **changes,
    }
    return actions.create_person(by=by, id=new_id(), values=typed)


@pytest.fixture
def person(administrator: User) -> User:
    return invited(administrator)


def mailed_link() -> str:
    """The path in the mail that goes out now."""
    assert send_waiting_links() == 1
    found = LINK.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def accepted(client: WebClient, link: str, password: str = NEW) -> Any:
    """Follow the link and choose a password; the answer to that."""
    client.get(link)
    return client.post(ACCEPT, {"password1": password, "password2": password})


def is_dead(link: str) -> bool:
    """Whether a stranger's browser finds the page that says what to do, and no way to a password."""
    answer = WebClient().get(link)
    said = answer.content.decode()
    return answer.status_code == 410 and DEAD in said and "password1" not in said


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


# --- the way in ---


def test_the_link_leads_to_the_first_page(client: WebClient, person: User) -> None:
    answer = accepted(client, mailed_link())
    assert answer.headers["Location"] == "/"
    assert client.get("/users/preferences/").status_code == 200
    assert again(person).check_password(NEW)
    assert again(person).invitation == User.Invitation.JOINED


def test_the_address_that_is_shown_holds_no_proof(client: WebClient, person: User) -> None:
    assert client.get(mailed_link()).headers["Location"] == ACCEPT
    page = client.get(ACCEPT)
    assert "Welcome, Ines" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_who_needs_a_second_factor_is_led_to_its_set_up(
    client: WebClient, person: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["msl"]
    accepted(client, mailed_link())
    assert client.get("/kols/").headers["Location"] == "/account/second-factor/"
    assert client.get("/account/second-factor/app/").status_code == 200, "asked for the password once more"


def test_the_mail_names_nobody(person: User) -> None:
    mailed_link()
    assert mail.outbox[0].to == [person.email]
    assert "3 days" in mail.outbox[0].body
    assert person.last_name not in mail.outbox[0].body


def test_a_weak_password_is_refused_and_the_link_stays(client: WebClient, person: User) -> None:
    link = mailed_link()
    assert "too short" in accepted(client, link, "short").content.decode()
    assert accepted(client, link).status_code == 302


def test_whoever_used_the_browser_before_is_out(person: User, kam: User, sign_in: Any) -> None:
    web = sign_in(kam)
    accepted(web, mailed_link())
    assert web.get("/users/preferences/").context["user"] == person


def test_mail_scanners_use_nothing_up(client: WebClient, person: User) -> None:
    link = mailed_link()
    for _time in range(3):
        WebClient().get(link, follow=True)
    assert accepted(client, link).status_code == 302


# --- dead links ---


def test_it_works_once(client: WebClient, person: User) -> None:
    link = mailed_link()
    accepted(client, link)
    assert is_dead(link)


def test_a_form_that_was_open_meanwhile_changes_nothing(client: WebClient, person: User) -> None:
    link, other = mailed_link(), WebClient()
    other.get(link)
    accepted(client, link)
    answer = other.post(ACCEPT, {"password1": "another-long-word", "password2": "another-long-word"})
    assert DEAD in answer.content.decode()
    assert again(person).check_password(NEW)


def test_of_two_at_once_one_gets_in(installation: Installation) -> None:
    with installation.committed():
        somebody = UserFactory(invited_at=timezone.now())
        token, gate = invitations.tokens.make_token(somebody), threading.Barrier(2)

        def use(password: str) -> bool:
            try:
                with role_taken(WEB_LOGIN):
                    gate.wait(30)
                    return invitations.accept(somebody.pk, token, password) is not None
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(use, (NEW, "another-long-word")))
        assert sorted(done) == [False, True]


def test_it_expires(client: WebClient, person: User) -> None:
    link = mailed_link()
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert is_dead(link)
        assert again(person).invitation == User.Invitation.EXPIRED
    assert not is_dead(link)


def test_withdrawn_it_is_dead_at_once(admin: WebClient, client: WebClient, person: User) -> None:
    link = mailed_link()
    client.get(link)
    assert admin.post(f"/users/people/{person.pk}/withdraw/").status_code == 302
    assert is_dead(link)
    assert DEAD in client.post(ACCEPT, {"password1": NEW, "password2": NEW}).content.decode()
    assert not again(person).is_active
    assert not again(person).has_usable_password()


def test_withdrawn_before_it_was_sent_no_mail_goes(administrator: User, person: User) -> None:
    actions.withdraw_invitation(by=administrator, person=person)
    assert send_waiting_links() == 0


def test_a_newer_one_ends_it(admin: WebClient, client: WebClient, person: User) -> None:
    old = mailed_link()
    admin.post(f"/users/people/{person.pk}/invite-again/")
    new = mailed_link()
    assert is_dead(old)
    assert accepted(client, new).status_code == 302


def test_a_withdrawn_one_stands_again(admin: WebClient, client: WebClient, person: User) -> None:
    old = mailed_link()
    admin.post(f"/users/people/{person.pk}/withdraw/")
    admin.post(f"/users/people/{person.pk}/invite-again/")
    assert is_dead(old)
    assert accepted(client, mailed_link()).status_code == 302


def test_a_new_address_ends_it(administrator: User, person: User) -> None:
    link = mailed_link()
    User.objects.filter(pk=person.pk).update(email="other@company.example")
    assert is_dead(link)


def test_made_up_links_get_the_same_page(db: None, person: User) -> None:
    link = mailed_link()
    told = {
        WebClient().get(path).content
        for path in (f"{ACCEPT}{new_id()}/abc-def/", f"{ACCEPT}{person.pk}/abc-def/", ACCEPT)
    }
    accepted(WebClient(), link)
    told.add(WebClient().get(link).content)
    assert len({page.split(b"<main")[1].split(b"</main>")[0] for page in told}) == 1


def test_a_link_for_a_forgotten_password_is_no_invitation(person: User) -> None:
    token = PasswordResetTokenGenerator().make_token(person)
    assert is_dead(f"{ACCEPT}{person.pk}/{token}/")


def test_trying_is_throttled(client: WebClient, person: User) -> None:
    answers = [client.get(f"{ACCEPT}{person.pk}/abc-{number}/").status_code for number in range(21)]
    assert answers == [410] * 20 + [429]


def test_who_never_joined_gets_no_other_link(client: WebClient, person: User) -> None:
    answer = client.post("/account/password/reset/", {"email": person.email})
    assert answer.headers["Location"] == "/account/password/reset/sent/"
    person.refresh_from_db()
    assert person.reset_wanted_at is None


# --- single sign-on ---


def test_a_role_of_single_sign_on_gets_no_password_page(administrator: User, settings: Any) -> None:
    settings.SSO_ONLY_ROLES = ["msl"]
    person = invited(administrator)
    send_waiting_links()
    assert "choose your company's sign-in" in mail.outbox[0].body
    assert "/account/sign-in/" in mail.outbox[0].body
    assert not LINK.search(str(mail.outbox[0].body))
    assert is_dead(invitations.invitation_link(person).removeprefix(settings.PUBLIC_URL))


def test_whoever_signs_in_has_joined(person: User, sign_in: Any) -> None:
    link = mailed_link()
    sign_in(again(person))
    assert again(person).invitation == User.Invitation.JOINED
    assert is_dead(link)


# --- what administrators see and may ---


def test_the_list_shows_how_far_it_came(admin: WebClient, administrator: User, person: User) -> None:
    assert "The mail is waiting to be sent" in admin.get("/users/people/").content.decode()
    mailed_link()
    page = admin.get("/users/people/", {"active": "invited"}).content.decode()
    assert "Invited" in page
    assert "expires" in page
    assert f"/users/people/{administrator.pk}/" not in page
    User.objects.filter(pk=person.pk).update(
        invited_at=timezone.now() - timedelta(days=5), link_sent_at=timezone.now() - timedelta(days=4)
    )
    assert "Invitation expired" in admin.get("/users/people/").content.decode()
    admin.post(f"/users/people/{person.pk}/withdraw/")
    assert "Invitation withdrawn" in admin.get("/users/people/").content.decode()


def test_a_joined_person_is_deactivated_not_withdrawn(
    client: WebClient, administrator: User, person: User
) -> None:
    with pytest.raises(PermissionDenied, match="Withdraw the invitation"):
        actions.deactivate_person(by=administrator, person=person)
    accepted(client, mailed_link())
    for verb in (actions.withdraw_invitation, actions.invite_again):
        with pytest.raises(PermissionDenied, match="No invitation"):
            verb(by=administrator, person=person)
    actions.deactivate_person(by=administrator, person=person)


def test_work_of_a_withdrawn_person_waits_for_a_colleague(administrator: User, person: User) -> None:
    actions.withdraw_invitation(by=administrator, person=person)
    assert HandOver.objects.filter(person=person, work_side="medical").exists()


def test_others_may_not(msl: User, person: User) -> None:
    for verb in (actions.withdraw_invitation, actions.invite_again):
        with pytest.raises(PermissionDenied):
            verb(by=msl, person=person)


def test_a_mailbox_is_not_flooded(admin: WebClient, person: User) -> None:
    for _time in range(5):
        admin.post(f"/users/people/{person.pk}/invite-again/")
    before = again(person).invited_at
    page = admin.post(f"/users/people/{person.pk}/invite-again/", follow=True).content.decode()
    assert "several mails just now" in page
    assert again(person).invited_at == before


def test_history_says_who_invited_and_withdrew(admin: WebClient, person: User) -> None:
    admin.post(f"/users/people/{person.pk}/withdraw/")
    admin.post(f"/users/people/{person.pk}/invite-again/")
    page = admin.get(f"/history/person/{person.pk}/").content.decode()
    for words in ("invited this person", "withdrew the invitation", "sent the invitation again"):
        assert words in page


def test_systems_are_not_invited(administrator: User) -> None:
    system = invited(administrator, role="medical_client")
    assert system.invitation is None
    assert send_waiting_links() == 0


def test_the_list_asks_nothing_per_invitation(admin: WebClient, administrator: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get("/users/people/").status_code == 200
        return len(captured)

    few = queries()
    for number in range(10):
        invited(administrator, email=f"p{number}@company.example")
    assert queries() == few


def test_who_did_not_come_yet_has_no_second_factor_to_reset(
    admin: WebClient, administrator: User, person: User
) -> None:
    assert "Reset second factor" not in admin.get(f"/users/people/{person.pk}/").content.decode()
    with pytest.raises(PermissionDenied, match="did not come yet"):
        actions.reset_factor(by=administrator, person=person)
