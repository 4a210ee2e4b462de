"""What is done with a need: recorded once, given away, answered, confirmed or not, closed, taken up, merged."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.needs import actions
from apps.needs.models import UnmetNeed
from apps.needs.workflow import TRANSITIONS
from apps.notifications.mails import mail_for
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

URL = "/needs/"


@pytest.fixture
def colleague(msl: User) -> User:
    """Of the same team."""
    found: User = UserFactory(role="msl", team=msl.team)
    return found


def typed(stakeholder: Stakeholder, area: TherapeuticArea, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "kind": "data",
        "words": "Wants data on daily practice.",
        "stakeholder": str(stakeholder.pk),
        "heard_on": timezone.localdate().isoformat(),
        "priority": "2",
        "therapeutic_area": str(area.pk),
        **changes,
    }


def told() -> set[tuple[str, Any]]:
    """Kind and recipient of what was queued."""
    return set(Message.objects.values_list("kind", "recipient"))


def test_a_form_sent_twice_records_one(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    page = f"{URL}{new_id()}/edit/"
    for _time in range(2):
        assert web.post(page, typed(stakeholder, area)).status_code in {302, 200}
    made = UnmetNeed.objects.get()
    assert (made.state, made.owner, made.heard_on) == ("open", None, timezone.localdate())


def test_a_new_need_was_heard_today_and_a_known_one_when_it_was(web: WebClient, need: UnmetNeed) -> None:
    UnmetNeed.objects.filter(pk=need.pk).update(heard_on=timezone.localdate() - timedelta(days=3))
    fresh = web.get(f"{URL}{new_id()}/edit/").context["form"]["heard_on"].value()
    known = web.get(f"{URL}{need.pk}/edit/").context["form"]["heard_on"].value()
    assert (timezone.localdate() - fresh, timezone.localdate() - known) == (timedelta(0), timedelta(days=3))


def test_critical_feedback_says_why(web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea) -> None:
    page = f"{URL}{new_id()}/edit/"
    answer = web.post(page, typed(stakeholder, area, kind="critical_feedback")).content.decode()
    assert "Say why they do not want to work with us" in answer
    assert "Wants data on daily practice." in answer, "what was typed stays"
    web.post(page, typed(stakeholder, area, kind="critical_feedback", reason="too_much"))
    assert UnmetNeed.objects.get().reason == "too_much"


def test_a_reason_of_another_kind_is_dropped(make: Callable[..., UnmetNeed]) -> None:
    assert make(reason="no_time").reason == ""


def test_what_is_heard_tomorrow_is_refused(make: Callable[..., UnmetNeed]) -> None:
    with pytest.raises(ValidationError):
        make(days=-1)


def test_a_key_of_somebody_else_is_refused(other_msl: User, need: UnmetNeed) -> None:
    with pytest.raises(PermissionDenied):
        actions.record_need(by=other_msl, id=need.pk, values=actions.values_of(need))


def test_its_way_to_the_end(web: WebClient, msl: User, colleague: User, need: UnmetNeed) -> None:
    at = f"{URL}{need.pk}/"
    web.post(f"{at}assign/", {"to": str(colleague.pk)})
    assert told() == {("need_given", colleague.pk)}
    actions.begin_need(by=colleague, need=need)
    actions.answer_need(by=colleague, need=need, answer="The data were sent.")
    assert ("need_answered", msl.pk) in told()
    page = web.post(f"{at}confirm/", {"is_met": "yes", "confirmation": ""}).content.decode()
    assert "This field is required" in page
    answer = web.post(f"{at}confirm/", {"is_met": "yes", "confirmation": "Enough."}, follow=True)
    need.refresh_from_db()
    assert (need.state, need.closed_on) == ("met", timezone.localdate())
    assert f'action="{at}again/"' in answer.content.decode(), "it can be undone"
    said = web.get(f"/history/need/{need.pk}/").content.decode()
    assert "said who answers for it" in said
    assert "answered the need" in said


def test_not_met_goes_back_to_who_answers(msl: User, colleague: User, need: UnmetNeed) -> None:
    actions.assign_need(by=msl, need=need, to=colleague)
    actions.answer_need(by=colleague, need=need, answer="Sent.")
    Message.objects.all().delete()
    back = actions.confirm_need(by=msl, need=need, is_met=False, confirmation="Not the subgroup.")
    assert (back.state, back.owner, back.closed_on) == ("in_progress", colleague, None)
    assert told() == {("need_given", colleague.pk)}
    again = actions.answer_need(by=colleague, need=need, answer="Now with the subgroup.")
    assert again.state == "answered"


def test_each_step_taken_twice_is_taken_once(msl: User, need: UnmetNeed) -> None:
    for _time in range(2):
        actions.begin_need(by=msl, need=need)
        begun = UnmetNeed.objects.get().revision
    for _time in range(2):
        actions.answer_need(by=msl, need=need, answer="Sent.")
    for _time in range(2):
        done = actions.confirm_need(by=msl, need=need, is_met=True, confirmation="Enough.")
    assert (begun, done.revision) == (2, 4)
    assert told() == set(), "who does it all alone is told nothing"


@pytest.mark.parametrize("is_met", [True, False])
def test_nothing_is_confirmed_before_it_is_answered(msl: User, need: UnmetNeed, is_met: bool) -> None:
    with pytest.raises(PermissionDenied, match="no answer yet"):
        actions.confirm_need(by=msl, need=need, is_met=is_met, confirmation="Fine.")


def test_words_are_needed(msl: User, need: UnmetNeed) -> None:
    with pytest.raises(ValidationError):
        actions.answer_need(by=msl, need=need, answer=" ")
    with pytest.raises(ValidationError):
        actions.close_need(by=msl, need=need, reason=" ")


def test_taking_up_again(msl: User, need: UnmetNeed) -> None:
    actions.close_need(by=msl, need=need, reason="No data exist.")
    assert actions.take_need_up_again(by=msl, need=need).state == "open", "nobody had it"
    actions.begin_need(by=msl, need=need)
    actions.close_need(by=msl, need=need, reason="No data exist after all.")
    assert actions.take_need_up_again(by=msl, need=need).state == "in_progress"


@pytest.mark.parametrize(
    "values",
    [
        {"state": "assigned"},
        {"state": "closed", "closed_on": "2026-01-01"},
        {"kind": "critical_feedback"},
        {"reason": "no_time"},
        {"closed_on": "2026-01-01"},
    ],
)
def test_the_database_refuses_what_is_no_state(need: UnmetNeed, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UnmetNeed.objects.filter(pk=need.pk).update(**values)


Step = Callable[[UnmetNeed], UnmetNeed]


def gone(row: UnmetNeed, way: Iterable[Step]) -> UnmetNeed:
    """The need after these steps."""
    for step in way:
        row = step(row)
    return row


def test_the_table_of_states_is_what_actions_do(
    director: User, colleague: User, msl: User, make: Callable[..., UnmetNeed]
) -> None:
    """Every action is tried in every state that any way of actions leads to, with and without an owner."""
    by = director
    steps: list[Step] = [
        lambda row: actions.assign_need(by=by, need=row, to=msl),
        lambda row: actions.assign_need(by=by, need=row, to=colleague),
        lambda row: actions.begin_need(by=by, need=row),
        lambda row: actions.answer_need(by=by, need=row, answer="Sent."),
        lambda row: actions.confirm_need(by=by, need=row, is_met=False, confirmation="No."),
        lambda row: actions.confirm_need(by=by, need=row, is_met=True, confirmation="Yes."),
        lambda row: actions.close_need(by=by, need=row, reason="Moved."),
        lambda row: actions.take_need_up_again(by=by, need=row),
    ]
    seen: dict[str, set[str]] = {state: set() for state in UnmetNeed.State}
    been: set[tuple[str, bool]] = set()
    ways: list[tuple[Step, ...]] = [()]
    while ways:
        way = ways.pop()
        row = gone(make(), way)
        if (row.state, row.owner is None) in been:
            continue
        been.add((row.state, row.owner is None))
        for step in steps:
            row = gone(make(), way)
            with suppress(PermissionDenied), transaction.atomic():
                seen[row.state] |= {step(row).state} - {row.state}
                ways.append((*way, step))
    assert seen == TRANSITIONS


def test_two_windows_merge_or_ask(msl: User, manager: User, need: UnmetNeed) -> None:
    start = actions.values_of(need)
    before = snapshot(start)
    actions.change_need(by=manager, need=need, before=before, values=start | {"priority": 3})
    both = actions.change_need(by=msl, need=need, before=before, values=start | {"kind": "education"})
    assert (both.priority, both.kind) == (3, "education")
    with pytest.raises(EditConflict):
        actions.change_need(by=manager, need=need, before=before, values=start | {"kind": "access"})


def test_a_conflict_is_shown_with_both_values(
    web: WebClient, manager: User, need: UnmetNeed, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    start = actions.values_of(need)
    before = snapshot(start)
    actions.change_need(by=manager, need=need, before=before, values=start | {"kind": "education"})
    sent = typed(stakeholder, area, kind="access", heard_on=need.heard_on.isoformat(), before=before)
    page = web.post(f"{URL}{need.pk}/edit/", sent).content.decode()
    assert "Somebody else saved while you were editing" in page
    assert "Education" in page


def test_who_leaves_hands_needs_over(administrator: User, msl: User, make: Callable[..., UnmetNeed]) -> None:
    from apps.firewall.roles import role_taken
    from apps.firewall.sides import WEB_LOGIN
    from apps.users.actions import deactivate_person
    from apps.users.handing_over import hand_over_waiting

    unowned, begun, answered, closed = (make() for _number in range(4))
    actions.begin_need(by=msl, need=begun)
    actions.answer_need(by=msl, need=answered, answer="Sent.")
    actions.close_need(by=msl, need=closed, reason="Moved.")
    colleague = UserFactory(role="msl", team=msl.team)
    deactivate_person(by=administrator, person=msl, receiver=colleague)
    with role_taken(WEB_LOGIN):
        hand_over_waiting()
    found = {row.pk: (row.owner, row.state) for row in UnmetNeed.objects.select_related("owner")}
    assert found[unowned.pk] == found[begun.pk] == (colleague, "assigned")
    assert found[answered.pk] == (colleague, "answered")
    assert found[closed.pk] == (None, "closed")


def test_messages_hold_no_word_of_it(msl: User, colleague: User, make: Callable[..., UnmetNeed]) -> None:
    need = make(words="Canary of the ward")
    actions.assign_need(by=msl, need=need, to=colleague)
    actions.answer_need(by=colleague, need=need, answer="Canary of the answer")
    assert len(told()) == 2
    for message in Message.objects.select_related("recipient"):
        mail = mail_for(message)
        assert "Canary" not in f"{mail.subject} {mail.body} {mail.alternatives}"


@pytest.mark.parametrize("name", ["kam", "other_msl"])
def test_who_may_not_see_it_finds_nothing(name: str, persona: Any, sign_in: Any, need: UnmetNeed) -> None:
    web = sign_in(persona(name))
    for path in ("", "edit/"):
        assert web.get(f"{URL}{need.pk}/{path}").status_code in {403, 404}
    assert web.post(f"{URL}{need.pk}/close/", {"reason": "x"}).status_code in {403, 404}


# --- lists and panels ---


def test_the_list_is_sorted_by_age_and_costs_the_same_for_many(
    web: WebClient, make: Callable[..., UnmetNeed]
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = web.get(URL).content.decode()
        assert page.index("The oldest") < page.index("The youngest")
        return len(captured)

    make(days=3, words="The youngest."), make(days=200, words="The oldest.")
    cost()
    few = cost()
    for number in range(20):
        make(days=10 + number)
    assert cost() == few


def test_sorting_the_list_keeps_to_what_is_pending(
    web: WebClient, msl: User, make: Callable[..., UnmetNeed]
) -> None:
    make(words="Pending one.")
    actions.close_need(by=msl, need=make(words="Closed one."), reason="Not ours.")
    for query in ("", "?sort=age", "?sort=-age"):
        page = web.get(URL + query).content.decode()
        assert ("Pending one." in page, "Closed one." in page) == (True, False), query
    assert "Closed one." in web.get(f"{URL}?state=&sort=age").content.decode(), "unless asked for"


def test_the_list_is_filtered_by_age_kind_and_owner(web: WebClient, make: Callable[..., UnmetNeed]) -> None:
    make(days=3, words="Fresh one."), make(days=40, words="Ageing one.")
    make(days=40, words="Slow one.", priority=1), make(days=50, words="Old one.", priority=3)
    make(kind="critical_feedback", reason="no_time", words="Busy one.")
    for query, shown in {
        "age=ageing": {"Ageing", "Old"},
        "age=old": {"Old"},
        "kind=critical_feedback": {"Busy"},
        "reason=no_time&whose=nobody": {"Busy"},
        "text=slow&whose=team": {"Slow"},
    }.items():
        page = web.get(f"{URL}?{query}").content.decode()
        assert {
            word for word in ("Fresh", "Ageing", "Slow", "Old", "Busy") if f"{word} one." in page
        } == shown


def test_panels_show_it_where_it_matters(web: WebClient, need: UnmetNeed, stakeholder: Stakeholder) -> None:
    for page in (stakeholder.get_absolute_url(), "/interactions/my-day/"):
        assert "Wants data on daily practice." in web.get(page).content.decode()


def test_a_line_on_the_persons_page_opens_the_form_with_its_kind(
    web: WebClient, stakeholder: Stakeholder
) -> None:
    asked = f"{URL}new/?stakeholder={stakeholder.pk}&words=no time for meetings, refuses them"
    page = web.get(asked, follow=True).content.decode()
    assert "no time for meetings" in page
    assert '<option value="critical_feedback" selected' in page
    assert '<option value="no_time" selected' in page


def test_days_open_stop_at_the_end(msl: User, make: Callable[..., UnmetNeed]) -> None:
    need = make(days=40)
    assert (need.days_open, need.age.name) == (40, "ageing")
    UnmetNeed.objects.filter(pk=need.pk).update(
        state="closed", close_reason="x", closed_on=timezone.localdate() - timedelta(days=10)
    )
    need.refresh_from_db()
    assert need.days_open == 30


@pytest.mark.parametrize("step", ["assign", "begin", "answer", "confirm", "close", "again"])
def test_who_only_reads_is_refused(
    compliance: User, sign_in: Callable[[User], WebClient], msl: User, need: UnmetNeed, step: str
) -> None:
    typed = {"to": str(msl.pk), "answer": "A", "is_met": "yes", "confirmation": "Y", "reason": "No."}
    assert sign_in(compliance).post(f"/needs/{need.pk}/{step}/", typed).status_code in {200, 403}
    need.refresh_from_db()
    assert need.revision == 1


@pytest.mark.parametrize("step", ["answer", "confirm", "close"])
def test_what_is_refused_since_the_page_was_opened_is_told(
    web: WebClient, msl: User, need: UnmetNeed, step: str
) -> None:
    actions.close_need(by=msl, need=need, reason="No longer.")
    said = {"answer": "A", "is_met": "yes", "confirmation": "Y", "reason": "No."}
    assert "Take it up again" in web.post(f"/needs/{need.pk}/{step}/", said).content.decode()


@pytest.mark.parametrize("hidden_by", [{}, {"text": "nothing like it"}])
def test_an_empty_list_says_whether_filters_hide_something(
    web: WebClient, msl: User, make: Callable[..., UnmetNeed], hidden_by: dict[str, str]
) -> None:
    assert "No needs yet" in web.get(URL, hidden_by).content.decode()
    row = make()
    actions.close_need(by=msl, need=row, reason="Not possible.")
    page = web.get(URL, hidden_by).content.decode()
    assert "No need matches" in page
    assert "No needs yet" not in page
    assert f'href="{URL}?state="' in page
    assert row.get_absolute_url() in web.get(f"{URL}?state=").content.decode()
