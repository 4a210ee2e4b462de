"""What people choose about their own messages, under their side's own role."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.notifications.groups import CHOOSABLE
from apps.notifications.models import Choice, Message, QuietTime
from apps.users.models import User
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
URL, BELL, LATEST = (reverse(f"notifications:{name}") for name in ("preferences", "bell", "latest"))
CHOSEN = {"quiet_from": "20:00", "quiet_until": "07:00", "is_quiet_on_days_off": "on", "promises": "daily"}


def tell(user: User) -> Message:
    return Message.objects.create(
        recipient=user, kind="log_due", cause_id=new_id(), occasion="x", link="/", due_at=timezone.now()
    )


@pytest.mark.parametrize("name", PERSONAS)
def test_every_role_may_choose_and_change_it(
    name: str, persona: Callable[[str], User], sign_in: SignIn
) -> None:
    user = persona(name)
    web = sign_in(user)
    assert web.post(URL, CHOSEN).status_code == 302
    assert web.post(URL, CHOSEN | {"promises": "bell"}).status_code == 302
    quiet = QuietTime.objects.get(user=user)
    assert (quiet.quiet_from, quiet.quiet_until, quiet.is_quiet_on_days_off) == (time(20), time(7), True)
    assert dict(Choice.objects.filter(user=user).values_list("group", "how")) == {
        group.value: "bell" if group == "promises" else "at_once" for group in CHOOSABLE
    }


def test_the_page_shows_what_is_set(sign_in: SignIn, msl: User) -> None:
    web = sign_in(msl)
    web.post(URL, CHOSEN)
    page = web.get(URL).content.decode()
    assert '<option value="daily" selected>' in page
    assert 'value="20:00' in page


@pytest.mark.parametrize("typed", [{"quiet_from": "20:00"}, {"quiet_from": "20:00", "quiet_until": "20:00"}])
def test_half_a_quiet_time_is_none(typed: dict[str, str], sign_in: SignIn, msl: User) -> None:
    answer = sign_in(msl).post(URL, typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not QuietTime.objects.exists()


@pytest.mark.parametrize("group", ["hand_overs", "clocks", "security"])
def test_what_nobody_may_miss_cannot_be_turned_off(group: str, sign_in: SignIn, msl: User) -> None:
    sign_in(msl).post(URL, CHOSEN | {group: "off"})
    assert not Choice.objects.filter(group=group).exists()


def test_a_choice_holds_for_what_waits_already(sign_in: SignIn, msl: User) -> None:
    held, in_trouble = tell(msl), tell(msl)
    later = timezone.now() + timedelta(hours=8)
    Message.objects.filter(pk=held.pk).update(claimed_until=later)
    Message.objects.filter(pk=in_trouble.pk).update(claimed_until=later, last_error="PutOff", attempts=1)
    sign_in(msl).post(URL, {})
    assert list(Message.objects.due()) == [held]


def test_it_is_recorded_who_chose(sign_in: SignIn, msl: User) -> None:
    sign_in(msl).post(URL, CHOSEN)
    history: Any = QuietTime.pgh_event_model.objects.get()  # type: ignore[attr-defined]
    assert (history.pgh_context["verb"], history.pgh_context["user"]) == (
        "set_message_preferences",
        str(msl.pk),
    )


def test_the_bell_answers_only_when_the_number_changed(sign_in: SignIn, msl: User) -> None:
    web = sign_in(msl)
    assert web.get(BELL, {"shown": ""}).status_code == 204
    tell(msl)
    answer = web.get(BELL, {"shown": ""})
    assert (answer.status_code, "Notifications, 1 unread" in answer.content.decode()) == (200, True)
    assert web.get(BELL, {"shown": "1"}).status_code == 204


def test_looking_at_the_number_keeps_no_session_alive(sign_in: SignIn, msl: User) -> None:
    web = sign_in(msl)
    ends_at = Session.objects.values_list("expire_date", "session_data").get()
    answer = web.get(BELL, {"shown": "7"})
    assert "sessionid" not in answer.cookies
    assert Session.objects.values_list("expire_date", "session_data").get() == ends_at


def test_who_is_signed_out_gets_no_bell(client: WebClient, db: None) -> None:
    assert client.get(BELL).status_code == 302


def test_the_number_is_one_question(sign_in: SignIn, msl: User, django_assert_max_num_queries: Any) -> None:
    web = sign_in(msl)
    web.get(BELL)
    with django_assert_max_num_queries(13) as asked:
        web.get(BELL)
    assert sum("notifications_message" in query["sql"] for query in asked.captured_queries) == 1


def test_the_list_of_the_bell_shows_the_first_unread(sign_in: SignIn, msl: User, kam: User) -> None:
    web = sign_in(msl)
    assert "Nothing new." in web.get(LATEST).content.decode()
    tell(kam)
    for _number in range(10):
        tell(msl)
    assert len(web.get(LATEST).context["unread"]) == 8
