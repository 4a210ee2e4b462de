"""What is done with a promise: made once, kept with evidence, cancelled with a reason, taken up, moved, handed over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups import actions
from apps.followups.models import Commitment
from apps.followups.workflow import TRANSITIONS
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

URL = "/follow-ups/"


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


def typed(stakeholder: Stakeholder, area: TherapeuticArea, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "what": "Send the abstract",
        "stakeholder": str(stakeholder.pk),
        "due_on": "in two weeks",
        "priority": "2",
        "therapeutic_area": str(area.pk),
        **changes,
    }


def test_a_form_sent_twice_makes_one(web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea) -> None:
    page = f"{URL}{new_id()}/edit/"
    for _time in range(2):
        assert web.post(page, typed(stakeholder, area)).status_code in {302, 200}
    made = Commitment.objects.get()
    assert made.due_on == timezone.localdate() + timedelta(days=14)


def test_a_day_that_is_none_is_told_at_the_field(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    page = web.post(f"{URL}{new_id()}/edit/", typed(stakeholder, area, due_on="soonish")).content.decode()
    assert "This is not a day to come" in page
    assert 'value="soonish"' in page


def test_a_key_of_somebody_else_is_refused(
    other_msl: User, commitment: Commitment, stakeholder: Stakeholder, area: TherapeuticArea
) -> None:
    values = {"stakeholder": stakeholder, "therapeutic_area": area, "what": "X", "due_on": commitment.due_on}
    with pytest.raises(PermissionDenied):
        actions.promise(by=other_msl, id=commitment.pk, values=values)


def test_keeping_needs_evidence(web: WebClient, commitment: Commitment) -> None:
    page = web.post(f"{URL}{commitment.pk}/keep/", {"evidence": " "}).content.decode()
    assert "Say how it was kept" in page
    answer = web.post(f"{URL}{commitment.pk}/keep/", {"evidence": "Sent on Monday."}, follow=True)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.closed_on) == ("done", timezone.localdate())
    assert f'action="{URL}{commitment.pk}/again/"' in answer.content.decode(), "it can be undone"


def test_kept_twice_is_kept_once(msl: User, commitment: Commitment) -> None:
    for _time in range(2):
        kept = actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    assert kept.revision == 2


def test_cancelling_needs_a_reason(msl: User, commitment: Commitment) -> None:
    with pytest.raises(ValidationError):
        actions.cancel_commitment(by=msl, commitment=commitment, reason=" ")
    assert actions.cancel_commitment(by=msl, commitment=commitment, reason="Moved.").state == "cancelled"


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_the_database_refuses_what_is_closed_without_words(commitment: Commitment, state: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=commitment.pk).update(state=state, closed_on=timezone.localdate())


def test_taking_up_again(msl: User, commitment: Commitment) -> None:
    actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    again = actions.take_up_again(by=msl, commitment=commitment)
    assert (again.state, again.closed_on, again.evidence) == ("open", None, "Sent.")


def test_the_table_of_states_is_what_actions_do(msl: User, make: Callable[..., Commitment]) -> None:
    steps: dict[str, Callable[[Commitment], Commitment]] = {
        "begin": lambda row: actions.begin_commitment(by=msl, commitment=row),
        "keep": lambda row: actions.keep_commitment(by=msl, commitment=row, evidence="Sent."),
        "cancel": lambda row: actions.cancel_commitment(by=msl, commitment=row, reason="Moved."),
        "again": lambda row: actions.take_up_again(by=msl, commitment=row),
    }
    seen: dict[str, set[str]] = {state: set() for state in Commitment.State}
    for way in ("begin keep again cancel again", "keep", "begin cancel"):
        row = make()
        for name in way.split():
            before, row = row.state, steps[name](row)
            seen[before].add(row.state)
    assert seen == TRANSITIONS


def test_a_snoozed_promise_keeps_its_day(msl: User, commitment: Commitment) -> None:
    until = timezone.localdate() + timedelta(days=9)
    snoozed = actions.snooze_commitment(by=msl, commitment=commitment, until=until)
    assert (snoozed.due_on, snoozed.snoozed_until) == (commitment.due_on, until)
    with pytest.raises(ValidationError):
        actions.snooze_commitment(by=msl, commitment=commitment, until=timezone.localdate())


def test_two_windows_merge_or_ask(msl: User, manager: User, commitment: Commitment) -> None:
    start = actions.values_of(commitment)
    before, moved = snapshot(start), commitment.due_on + timedelta(days=1)
    actions.change_commitment(
        by=manager, commitment=commitment, before=before, values=start | {"priority": 3}
    )
    both = actions.change_commitment(
        by=msl, commitment=commitment, before=before, values=start | {"due_on": moved}
    )
    assert (both.priority, both.due_on) == (3, moved)
    with pytest.raises(EditConflict):
        actions.change_commitment(
            by=manager,
            commitment=commitment,
            before=before,
            values=start | {"due_on": commitment.due_on + timedelta(days=3)},
        )


def test_a_colleague_takes_over(web: WebClient, msl: User, commitment: Commitment) -> None:
    colleague = UserFactory(role="msl", team=msl.team)
    web.post(f"{URL}{commitment.pk}/hand-over/", {"to": str(colleague.pk)})
    commitment.refresh_from_db()
    assert commitment.owner == colleague
    history = web.get(f"/history/commitment/{commitment.pk}/").content.decode()
    assert "handed the promise over" in history


def test_who_leaves_hands_promises_over(administrator: User, msl: User, commitment: Commitment) -> None:
    from apps.firewall.roles import role_taken
    from apps.firewall.sides import WEB_LOGIN
    from apps.users.actions import deactivate_person
    from apps.users.handing_over import hand_over_waiting

    colleague = UserFactory(role="msl", team=msl.team)
    deactivate_person(by=administrator, person=msl, receiver=colleague)
    with role_taken(WEB_LOGIN):
        hand_over_waiting()
    commitment.refresh_from_db()
    assert commitment.owner == colleague


# --- in the form that logs a talk ---


def test_each_line_becomes_a_promise(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    lines = f"send the abstract to {stakeholder.last_name} by fri\ncall back in two weeks"
    answer = web.post(f"/interactions/{new_id()}/log/", posted | {"promises-lines": lines}, follow=True)
    first, second = Commitment.objects.order_by("due_on")
    assert (first.what, second.what) == ("Send the abstract", "Call back")
    assert first.stakeholder == stakeholder
    assert first.interaction is not None
    assert "Send the abstract" in answer.content.decode(), "the record shows what was promised"


def test_a_line_for_nobody_who_was_there_is_told_and_nothing_is_saved(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    other = type(stakeholder).objects.create(first_name="Ada", last_name="Elsewhere")
    both = posted | {
        "stakeholders": [str(stakeholder.pk), str(other.pk)],
        "promises-lines": "send it to Nobody",
    }
    page = web.post(f"/interactions/{new_id()}/log/", both).content.decode()
    assert "To whom?" in page
    assert "send it to Nobody" in page
    assert not Commitment.objects.exists()


def test_no_line_promises_nothing(web: WebClient, posted: dict[str, Any]) -> None:
    assert web.post(f"/interactions/{new_id()}/log/", posted).status_code == 302
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "0206-12-03", "9999-12-31", "in " + "1" * 5_000 + " days"])
def test_a_day_that_nobody_means_is_told_at_the_field(
    web: WebClient, stakeholder: Stakeholder, area: TherapeuticArea, commitment: Commitment, day: str
) -> None:
    """A year half typed into a picker. Calendars end at both; feeds and reminders count from such a day."""
    page = web.post(f"{URL}{new_id()}/edit/", typed(stakeholder, area, due_on=day)).content.decode()
    assert "This is not a day to come" in page
    page = web.post(f"{URL}{commitment.pk}/snooze/", {"until": day}).content.decode()
    assert "This is not a day to come" in page


@pytest.mark.parametrize(
    "step", ["decide", "begin", "keep", "cancel", "snooze", "hand-over", "take-back", "again"]
)
def test_who_only_reads_is_refused(
    compliance: User, sign_in: Callable[[User], WebClient], msl: User, commitment: Commitment, step: str
) -> None:
    typed = {"evidence": "Sent.", "reason": "No.", "until": "next week", "to": str(msl.pk)}
    answer = sign_in(compliance).post(f"{URL}{commitment.pk}/{step}/", typed)
    assert answer.status_code in {200, 403}
    commitment.refresh_from_db()
    assert (commitment.state, commitment.revision) == ("open", 1)


@pytest.mark.parametrize("step", ["keep", "cancel", "snooze", "hand-over"])
def test_what_is_refused_since_the_page_was_opened_is_told(
    web: WebClient, msl: User, manager: User, commitment: Commitment, step: str
) -> None:
    """A second window: the form is not there any more, and the page must not look as if it had been done."""
    actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    said = {"evidence": "Told.", "reason": "No.", "until": "next week", "to": str(manager.pk)}
    assert "Take it up again to change it" in web.post(f"{URL}{commitment.pk}/{step}/", said).content.decode()


def test_the_second_page_of_the_list_is_one_of_my_own_promises_too(
    web: WebClient, manager: User, make: Callable[..., Commitment]
) -> None:
    for number in range(60):
        make(in_days=number + 1)
        make(in_days=number + 1, by=manager)
    first = web.get(URL).context["page"]
    second = web.get(URL, {"cursor": first.next}).context["page"]
    assert {row.owner for row in [*first.rows, *second.rows]} == {first.rows[0].owner}
    assert len({row.pk for row in [*first.rows, *second.rows]}) == 60


@pytest.mark.parametrize("hidden_by", [{}, {"text": "nothing like it"}])
def test_an_empty_list_says_whether_filters_hide_something(
    web: WebClient, msl: User, make: Callable[..., Commitment], hidden_by: dict[str, str]
) -> None:
    assert "No promises yet" in web.get(URL, hidden_by).content.decode()
    row = make()
    actions.cancel_commitment(by=msl, commitment=row, reason="Moved.")
    page = web.get(URL, hidden_by).content.decode()
    assert "No promise matches" in page
    assert "No promises yet" not in page
    assert f'href="{URL}?state="' in page
    assert row.get_absolute_url() in web.get(f"{URL}?state=").content.decode()
