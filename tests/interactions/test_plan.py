"""Planning a contact: the medical record and, for the other side, its envelope."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import PurposeClass, TherapeuticAreaAssignment, Topic
from apps.coordination.models import Touchpoint
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.interactions.actions import change_plan, log_interaction, plan_interaction
from apps.interactions.entry import Entry, entry_of
from apps.interactions.models import Interaction
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import StakeholderFactory

EntryMaker = Callable[..., Entry]
SignIn = Callable[[User], Any]


def test_a_plan_makes_an_envelope_and_a_reminder(msl: User, entry: EntryMaker) -> None:
    starts_at = timezone.now() + timedelta(days=2)
    made = plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=starts_at))
    assert (made.touchpoint.state, made.touchpoint.function) == ("planned", "medical")
    message = Message.objects.get(cause_id=made.pk)
    assert (message.recipient, message.due_at) == (msl, starts_at + timedelta(hours=4))


def test_planning_twice_with_one_key_makes_one(msl: User, entry: EntryMaker) -> None:
    key = new_id()
    first, second = (plan_interaction(by=msl, id=key, entry=entry()) for _time in range(2))
    assert first == second
    assert Touchpoint.objects.count() == Interaction.objects.count() == 1


def test_nobody_is_contacted_who_asked_not_to_be(
    msl: User, entry: EntryMaker, stakeholder: Stakeholder
) -> None:
    Stakeholder.objects.filter(pk=stakeholder.pk).update(do_not_contact=True)
    stakeholder.refresh_from_db()
    with pytest.raises(PermissionDenied, match="asked not to be contacted"):
        plan_interaction(by=msl, id=new_id(), entry=entry(stakeholders=[stakeholder]))
    assert not Touchpoint.objects.exists()


def test_moving_a_plan_moves_envelope_and_reminder(msl: User, planned: Interaction) -> None:
    before = entry_of(planned)
    later = before.starts_at + timedelta(days=3)
    newcomer = StakeholderFactory()
    moved = Entry(**(before.values() | {"starts_at": later, "stakeholders": [newcomer]}))
    change_plan(by=msl, interaction=planned, entry=moved, before=snapshot(before.values()))
    touchpoint = Touchpoint.objects.get()
    rows = {row.stakeholder: row.is_removed for row in touchpoint.attendees.all()}
    assert touchpoint.starts_at == later
    assert rows == {before.stakeholders[0]: True, newcomer: False}
    waiting = Message.objects.filter(cause_id=planned.pk, state="waiting")
    assert [message.due_at for message in waiting] == [later + timedelta(hours=4)]


def test_two_people_moving_one_plan_are_told(msl: User, planned: Interaction) -> None:
    start = entry_of(planned)
    before = snapshot(start.values())
    theirs = Entry(**(start.values() | {"starts_at": start.starts_at + timedelta(days=1)}))
    change_plan(by=msl, interaction=planned, entry=theirs, before=before)
    mine = Entry(**(start.values() | {"starts_at": start.starts_at + timedelta(days=2)}))
    with pytest.raises(EditConflict) as caught:
        change_plan(by=msl, interaction=planned, entry=mine, before=before)
    assert [conflict.name for conflict in caught.value.conflicts] == ["starts_at"]


def test_the_page_plans_and_a_double_send_makes_one(
    msl: User, sign_in: SignIn, posted: dict[str, Any]
) -> None:
    web = sign_in(msl)
    data, url = posted | {"starts_at": "tomorrow 9:30"}, reverse("interactions:edit_plan", args=[new_id()])
    answers = [web.post(url, data) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    interaction = Interaction.objects.get()
    assert answers[0]["Location"] == interaction.get_absolute_url()
    assert interaction.starts_at.astimezone(ZoneInfo("Europe/Berlin")).hour == 9


def test_the_page_keeps_what_was_typed_when_something_is_wrong(
    msl: User, sign_in: SignIn, posted: dict[str, Any]
) -> None:
    answer = sign_in(msl).post(
        reverse("interactions:edit_plan", args=[new_id()]), posted | {"starts_at": "some day"}
    )
    assert answer.status_code == 200
    assert b"some day" in answer.content
    assert not Interaction.objects.exists()


def test_the_form_offers_no_stakeholder_it_was_not_asked_for(msl: User, sign_in: SignIn) -> None:
    StakeholderFactory(last_name="Unrelated")
    assert b"Unrelated" not in sign_in(msl).get(reverse("interactions:plan"), follow=True).content


def test_a_conflict_is_shown_with_all_three_values(
    msl: User, sign_in: SignIn, planned: Interaction, posted: dict[str, Any]
) -> None:
    web, url = sign_in(msl), reverse("interactions:edit_plan", args=[planned.pk])
    before = web.get(url).context["form"]["before"].value()
    kept = web.get(url).context["form"].entry.starts_at.isoformat()
    data = posted | {"before": before, "channel": "video", "starts_at": kept}
    assert web.post(url, data).status_code == 302
    answer = web.post(url, data | {"channel": "email"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert all(word in text for word in ("Video call", "E-mail", "Face to face", "Somebody else saved"))
    again = web.post(url, data | {"channel": "email", "before": answer.context["form"].data["before"]})
    assert again.status_code == 302
    assert Touchpoint.objects.get().channel == "email"


def test_an_untouched_time_is_no_change_of_mine_in_any_zone(
    msl: User, sign_in: SignIn, planned: Interaction, posted: dict[str, Any]
) -> None:
    """The browser sends the time back in the user's zone; the database keeps UTC."""
    web, url = sign_in(msl), reverse("interactions:edit_plan", args=[planned.pk])
    form = web.get(url).context["form"]
    with timezone.override("Europe/Berlin"):
        shown = form["starts_at"].value().isoformat()
    opened = posted | {"before": form["before"].value(), "starts_at": shown}
    start = entry_of(planned)
    moved = Entry(**(start.values() | {"starts_at": start.starts_at + timedelta(days=1)}))
    change_plan(by=msl, interaction=planned, entry=moved, before=snapshot(start.values()))
    assert web.post(url, opened | {"channel": "video"}).status_code == 302
    touchpoint = Touchpoint.objects.get()
    assert (touchpoint.starts_at, touchpoint.channel) == (moved.starts_at, "video")


def test_a_draft_from_before_a_change_does_not_overwrite_it(
    msl: User, sign_in: SignIn, planned: Interaction, posted: dict[str, Any]
) -> None:
    web, url = sign_in(msl), reverse("interactions:log", args=[planned.pk])
    before = web.get(url).context["form"]["before"].value()
    web.post(
        reverse("interactions:draft", args=[planned.pk, "log"]),
        posted | {"before": before, "channel": "email"},
    )
    start = entry_of(planned)
    theirs = Entry(**(start.values() | {"channel": "video"}))
    change_plan(by=msl, interaction=planned, entry=theirs, before=snapshot(start.values()))
    assert web.get(url).context["form"]["before"].value() == before


def test_what_is_offered_no_longer_is_kept_where_it_is_chosen(
    msl: User, sign_in: SignIn, entry: EntryMaker, topic: Any, purpose: Any, area: Any
) -> None:
    said = entry(topics=[topic], safety_answer="no", notes="A")
    done = log_interaction(by=msl, id=new_id(), entry=said, is_final=True)
    Topic.objects.update(is_active=False)
    PurposeClass.objects.update(is_active=False)
    TherapeuticAreaAssignment.objects.all().delete()
    form = sign_in(msl).get(reverse("interactions:amend", args=[done.pk])).context["form"]
    offered = {name: set(form.fields[name].queryset) for name in ("topics", "purpose", "therapeutic_area")}
    assert offered == {"topics": {topic}, "purpose": {purpose}, "therapeutic_area": {area}}


def test_a_held_contact_is_logged_not_planned(msl: User, sign_in: SignIn, entry: EntryMaker) -> None:
    held = log_interaction(by=msl, id=new_id(), entry=entry(), is_final=False)
    answer = sign_in(msl).get(reverse("interactions:edit_plan", args=[held.pk]))
    assert answer.status_code == 403
    assert b"Log it instead" in answer.content


@pytest.mark.parametrize(("typed", "is_taken"), [("yesterday 10:00", False), ("now", True)])
def test_what_is_over_is_not_planned_but_logged(
    typed: str, is_taken: bool, msl: User, sign_in: SignIn, posted: dict[str, Any]
) -> None:
    key = new_id()
    answer = sign_in(msl).post(reverse("interactions:edit_plan", args=[key]), posted | {"starts_at": typed})
    assert Interaction.objects.exists() is is_taken
    if not is_taken:
        assert "This is in the past. Log it instead" in answer.content.decode()


def test_logging_instead_starts_with_what_was_filled_in(
    msl: User, sign_in: SignIn, posted: dict[str, Any], topic: Topic, stakeholder: Stakeholder
) -> None:
    web, key = sign_in(msl), new_id()
    plan = web.post(reverse("interactions:edit_plan", args=[key]), posted | {"topics": [str(topic.pk)]})
    assert plan.context["log_url"].startswith(reverse("interactions:log", args=[key]))
    assert "They asked" not in plan.context["log_url"], "no words in an address"
    form = web.get(plan.context["log_url"]).context["form"]
    shown = {name: form[name].value() for name in ("account", "channel", "starts_at", "topics")}
    assert shown == {name: posted.get(name, [str(topic.pk)]) for name in shown}
    assert form["stakeholders"].value() == [str(stakeholder.pk)]


def test_a_plan_that_became_due_may_be_changed_where_it_is(
    msl: User, sign_in: SignIn, planned: Interaction, posted: dict[str, Any]
) -> None:
    web, url = sign_in(msl), reverse("interactions:edit_plan", args=[planned.pk])
    form = web.get(url).context["form"]
    same = {"starts_at": form.entry.starts_at.isoformat(), "before": form["before"].value()}
    assert web.post(url, posted | same | {"channel": "video"}).status_code == 302
    assert b"This is in the past" in web.post(url, posted | same | {"starts_at": "yesterday 7:00"}).content
