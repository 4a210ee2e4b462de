"""The radar of an account's tree, of a person and of the field: list, weeks and month, the same for both sides."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.coordination.actions import cancel_touchpoint, hold_touchpoint, plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from tests.coordination.disclosing import in_force
from tests.core.test_costs import costs
from tests.factories import AccountFactory, StakeholderFactory
from tests.personas import WebClient

Details = Callable[..., dict[str, Any]]
SignIn = Callable[[User], WebClient]


@pytest.fixture
def ward(account: Account) -> Account:
    """A department below `account`."""
    return AccountFactory(name="Ward 3", parent=account)


@pytest.fixture
def plan(details: Details) -> Callable[..., Touchpoint]:
    """A contact, some days from now."""

    def made(by: User, days: float = 0, **changes: Any) -> Touchpoint:
        at = changes.pop("starts_at", None) or timezone.now() + timedelta(days=days)
        return plan_touchpoint(by=by, id=new_id(), **details(starts_at=at, **changes))

    return made


def rows_of(web: WebClient, url: str, **asked: str) -> set[Touchpoint]:
    context = web.get(url, asked).context
    return {*context["page"].rows, *context.get("coming", [])}


def radar_of(account: Account) -> str:
    return f"/contacts/accounts/{account.pk}/"


def test_an_accounts_radar_holds_its_whole_tree_and_nothing_else(
    msl: User, kam: User, account: Account, ward: Account, plan: Callable[..., Touchpoint], sign_in: SignIn
) -> None:
    here, below = plan(msl, -2), plan(kam, 3, account=ward)
    plan(msl, account=AccountFactory())
    for user in (msl, kam):
        web = sign_in(user)
        assert rows_of(web, radar_of(account)) == {here, below}
        assert rows_of(web, radar_of(ward)) == {below}
        assert radar_of(account) in web.get(account.get_absolute_url()).content.decode()


def test_a_persons_radar(
    msl: User, kam: User, stakeholder: Stakeholder, plan: Callable[..., Touchpoint], sign_in: SignIn
) -> None:
    mine, other = plan(msl, -2), StakeholderFactory()
    plan(kam, 1, stakeholders=[other])
    web, url = sign_in(kam), f"/contacts/stakeholders/{stakeholder.pk}/"
    assert rows_of(web, url) == {mine}
    assert url in web.get(stakeholder.get_absolute_url()).content.decode()
    assert "id_stakeholder" not in web.get(url).content.decode(), "it is about one already"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"channel_class": "remote"}, 1),
        ({"channel_class": "face_to_face"}, 0),
        ({"stakeholder": "theirs"}, 1),
        ({"purpose": "theirs"}, 1),
        ({"start": "tomorrow"}, 0),
    ],
)
def test_filters(
    asked: dict[str, str], found: int, msl: User, account: Account, plan: Callable[..., Touchpoint], sign_in: SignIn,
    stakeholder: Stakeholder, purpose: Any,
) -> None:  # fmt: skip
    plan(msl, -1)
    day = timezone.localdate() + timedelta(days=1)
    means = {
        ("stakeholder", "theirs"): stakeholder.pk,
        ("purpose", "theirs"): purpose.pk,
        ("start", "tomorrow"): day,
    }
    said = {name: str(means.get((name, value), value)) for name, value in asked.items()}
    assert len(rows_of(sign_in(msl), radar_of(account), **said)) == found


def test_the_strip_counts_by_week_and_function(
    msl: User, kam: User, account: Account, ward: Account, plan: Callable[..., Touchpoint], sign_in: SignIn
) -> None:
    hold_touchpoint(by=msl, touchpoint=plan(msl, -7))
    plan(msl, -7, account=ward)
    plan(kam)
    cancel_touchpoint(by=kam, touchpoint=plan(kam))
    plan(msl, 400)
    answer = sign_in(kam).get(radar_of(account))
    strip = answer.context["strip"]
    told = {
        label: [(cell.count, cell.planned) for cell in cells if cell.count] for label, cells in strip.rows
    }
    assert told == {"Medical": [(2, 1)], "Commercial": [(1, 1)]}
    (cell,) = [cell for cell in strip.rows[0][1] if cell.count]
    assert cell.level == 4
    assert len(rows_of(sign_in(kam), radar_of(account) + cell.url)) == 2
    assert "Contacts by week and function" in answer.content.decode()


def test_a_month_names_its_contacts_on_their_days(
    msl: User, account: Account, plan: Callable[..., Touchpoint], sign_in: SignIn
) -> None:
    contact = plan(msl, starts_at=datetime(2026, 3, 12, 9, tzinfo=UTC))
    plan(msl, starts_at=datetime(2026, 4, 1, 9, tzinfo=UTC))
    answer = sign_in(msl).get(radar_of(account), {"view": "month", "month": "2026-03", "function": "medical"})
    month = answer.context["month"]
    filled = {day.on: day.rows for week in month.weeks for day in week.days if day.rows}
    assert filled[date(2026, 3, 12)] == [contact]
    assert "month=2026-02" in month.previous_url
    assert "month=2026-04" in month.next_url
    assert "function=medical" in month.next_url
    assert answer.content.decode().count("<td ") >= 35


@pytest.mark.parametrize("view", ["list", "month"])
@pytest.mark.parametrize("state", ["planned", "held", "cancelled"])
def test_list_and_month_show_the_same_of_a_contact(
    view: str,
    state: str,
    msl: User,
    kam: User,
    account: Account,
    stakeholder: Stakeholder,
    plan: Callable[..., Touchpoint],
    sign_in: SignIn,
) -> None:
    """F-81 to F-83, to the other function: who, whom, where, classes of channel and purpose, what became of it."""
    contact = plan(msl, starts_at=datetime(2026, 3, 12, 9, tzinfo=UTC), channel="video")
    if state != "planned":
        {"held": hold_touchpoint, "cancelled": cancel_touchpoint}[state](by=msl, touchpoint=contact)
    asked = {"view": view, "month": "2026-03"}

    def shown(**more: str) -> str:
        page = sign_in(kam).get(radar_of(account), asked | more).content.decode()
        return page[page.index("</form>", page.index("<main")) :]

    words = (msl, stakeholder, account, contact.purpose, "Remote", "Medical", state.title())
    assert [word for word in map(str, words) if word not in shown()] == []
    kept: dict[str, str] = {"function": "medical", "stakeholder": str(stakeholder.pk), "start": "2026-03-12"}
    assert str(msl) in shown(**kept, channel_class="remote", purpose=str(contact.purpose_id))
    away = ({"function": "commercial"}, {"stakeholder": str(StakeholderFactory().pk)}, {"end": "2026-03-11"})
    assert [other for other in away if str(msl) in shown(**other)] == []
    in_force({"viewer": "commercial", "whom": "account"})
    assert str(stakeholder) not in shown()


@pytest.mark.parametrize("text", ["", "nonsense", "2026-13", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_this_one(text: str, msl: User, sign_in: SignIn) -> None:
    answer = sign_in(msl).get("/contacts/", {"view": "month", "month": text})
    assert answer.context["month"].first == timezone.localdate().replace(day=1)
    assert "Nobody is around this month" in answer.content.decode()


def test_a_full_month_is_counted(
    msl: User, kam: User, account: Account, plan: Callable[..., Touchpoint], sign_in: SignIn, monkeypatch: Any
) -> None:
    monkeypatch.setattr("apps.coordination.months.NAMED", 2)
    for _number in range(3):
        plan(msl, starts_at=datetime(2026, 3, 12, 9, tzinfo=UTC))
    web = sign_in(kam)
    asked = {"view": "month", "month": "2026-03"}
    (day,) = _filled(web.get(radar_of(account), asked))
    assert (day.on, day.by_function) == (date(2026, 3, 12), [("medical", "Medical", 3)])
    in_force({"viewer": "commercial", "when": "week"})
    (week,) = _filled(web.get(radar_of(account), asked))
    assert (week.on, week.by_function) == (date(2026, 3, 9), [("medical", "Medical", 3)])


def _filled(answer: Any) -> list[Any]:
    days = [day for week in answer.context["month"].weeks for day in (*week.days, week.some_day)]
    return [day for day in days if not day.is_empty]


@pytest.mark.parametrize("view", ["list", "month"])
def test_it_costs_the_same_for_few_and_for_many(
    view: str, msl: User, account: Account, ward: Account, plan: Callable[..., Touchpoint], sign_in: SignIn
) -> None:
    def make(count: int) -> None:
        for number in range(count):
            plan(msl, (number % 20) - 10, account=ward, stakeholders=[StakeholderFactory()])

    few, many = costs(lambda: sign_in(msl).get(radar_of(account), {"view": view}), make)
    assert few == many
