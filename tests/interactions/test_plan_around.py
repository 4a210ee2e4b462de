"""The plan page of liaisons shows who else is around before it saves: a number and a colleague, never content."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from apps.coordination.models import CollisionNotice, CollisionSeen, DoNotVisitWindow, Touchpoint
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.interactions.entry import entry_of
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.keyaccounts.visits import SECRET, log, planned
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
AROUND = "Before you save: this is around it"


@pytest.fixture
def web(msl: User, sign_in: SignIn) -> WebClient:
    return sign_in(msl)


@pytest.fixture
def visit(kam: User, account: Account, stakeholder: Stakeholder) -> Any:
    """A key account manager comes the day after tomorrow, after a visit with words that nobody here may read."""
    log(kam, planned(kam, hours=-30, account=account, stakeholders=[stakeholder]), SECRET)
    return planned(kam, hours=48, account=account, stakeholders=[stakeholder])


@pytest.fixture
def url() -> str:
    return reverse("interactions:edit_plan", args=[new_id()])


@pytest.fixture
def typed(posted: dict[str, Any], topic: Any) -> dict[str, Any]:
    return posted | {"starts_at": "tomorrow 9:30", "topics": [str(topic.pk)]}


def mark_in(answer: Any) -> str:
    return str(answer.context["form"].mark)


def test_the_first_sending_shows_and_keeps_and_the_second_saves(
    web: WebClient, visit: Any, url: str, typed: dict[str, Any], kam: User, topic: Any
) -> None:
    first = web.post(url, typed)
    page = first.content.decode()
    assert (first.status_code, Interaction.objects.count()) == (200, 0)
    assert AROUND in page
    assert f"mailto:{kam.email}" in page
    assert "Kim Account (commercial) also meets Ana Müller" in page
    assert SECRET not in page
    assert first.context["form"]["topics"].value() == [str(topic.pk)]
    second = web.post(url, typed | {"cautions_seen": mark_in(first)})
    assert second.status_code == 302
    mine = Interaction.objects.get().touchpoint
    assert {row.other(mine) for row in CollisionNotice.objects.open()} >= {visit.touchpoint}
    assert CollisionSeen.objects.count() == CollisionNotice.objects.open().count()


def test_a_tick_for_another_day_does_not_count(
    web: WebClient, visit: Any, url: str, typed: dict[str, Any], commercial_lead: User, account: Account
) -> None:
    mark = mark_in(web.post(url, typed))
    planned(commercial_lead, hours=60, account=account)
    again = web.post(url, typed | {"cautions_seen": mark})
    assert again.status_code == 200
    assert not Interaction.objects.exists()


def test_nobody_around_is_not_asked_about(web: WebClient, url: str, typed: dict[str, Any]) -> None:
    assert web.post(url, typed).status_code == 302


def test_what_stays_or_was_seen_is_not_asked_about_again(
    web: WebClient, visit: Any, url: str, typed: dict[str, Any]
) -> None:
    web.post(url, typed | {"cautions_seen": mark_in(web.post(url, typed))})
    made = Interaction.objects.get()
    before = {"before": snapshot(entry_of(made).values())}
    assert web.post(url, typed | before | {"channel": "video"}).status_code == 302
    made.refresh_from_db()
    before = {"before": snapshot(entry_of(Interaction.objects.get()).values())}
    assert web.post(url, typed | before | {"starts_at": "tomorrow 11:00"}).status_code == 302


def test_whoever_is_met_often_enough_is_a_number(
    web: WebClient, kam: User, account: Account, stakeholder: Stakeholder, url: str, typed: dict[str, Any]
) -> None:
    Stakeholder.objects.filter(pk=stakeholder.pk).update(contacts_per_quarter=1)
    starts = planned(kam, hours=25, stakeholders=[stakeholder]).touchpoint.starts_at
    answer = web.post(url, typed | {"starts_at": starts.strftime("%Y-%m-%d %H:%MZ")})
    assert "Ana Müller: 1 of 1 contacts this quarter, all functions" in answer.content.decode()


def test_a_day_on_which_nobody_should_come(
    web: WebClient, kam: User, account: Account, url: str, typed: dict[str, Any]
) -> None:
    day = web.post(url, typed | {"purpose": ""}).context["form"].cleaned_data["starts_at"].date()
    DoNotVisitWindow.objects.create(
        account=account, reason="inspection", starts_on=day, ends_on=day, recorded_by=kam
    )
    answer = web.post(url, typed)
    assert "Do not visit Lindenhof Hospital: Inspection" in answer.content.decode()
    assert web.post(url, typed | {"cautions_seen": mark_in(answer)}).status_code == 302


def test_while_typing_the_browser_asks(web: WebClient, visit: Any, typed: dict[str, Any]) -> None:
    url = reverse("coordination:look_around")
    asked = {name: typed[name] for name in ("account", "stakeholders", "starts_at")}
    assert "Kim Account" in web.post(url, asked).content.decode()
    assert AROUND not in web.post(url, asked | {"starts_at": "2030-05-01 10:00"}).content.decode()
    for unfinished in ({}, {"account": "nonsense"}, {"starts_at": "nonsense"}):
        assert web.post(url, unfinished).status_code == 200
    assert Touchpoint.objects.count() == 2


@pytest.mark.parametrize("name", ["compliance", "safety", "administrator", "medical_information"])
def test_who_plans_nothing_asks_nothing(name: str, persona: Callable[[str], User], sign_in: SignIn) -> None:
    assert sign_in(persona(name)).post(reverse("coordination:look_around"), {}).status_code == 403


def test_logging_does_not_ask(web: WebClient, visit: Any, posted: dict[str, Any]) -> None:
    answer = web.post(reverse("interactions:log", args=[new_id()]), posted | {"cautions_seen": ""})
    assert answer.status_code == 302
