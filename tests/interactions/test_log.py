"""Logging and submitting: from a plan, from nothing, twice, too early, half answered."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.coordination.actions import cancel_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.interactions.actions import amend_interaction, cancel_interaction, log_interaction
from apps.interactions.entry import Entry, entry_of
from apps.interactions.models import Draft, Interaction
from apps.notifications.models import Message
from apps.safety.models import SafetyItem
from apps.users.models import User
from tests.factories import kol_profile

EntryMaker = Callable[..., Entry]
SignIn = Callable[[User], Any]


def test_submitting_a_plan_locks_it_and_holds_the_envelope(
    msl: User, planned: Interaction, topic: Any
) -> None:
    start = entry_of(planned)
    said = Entry(**(start.values() | {"notes": "Wants data.", "safety_answer": "no", "topics": [topic]}))
    before = snapshot(start.values())
    done = log_interaction(by=msl, id=planned.pk, entry=said, before=before, is_final=True)
    assert (done.state, done.version, done.is_locked) == ("submitted", 1, True)
    assert Touchpoint.objects.get().state == "held"
    assert done.versions.get().content["topics"] == ["Resistance"]
    assert not Message.objects.filter(state="waiting").exists(), "nobody is reminded of what is done"


def test_people_and_account_remember_when_they_were_last_met(
    submitted: Interaction, stakeholder: Stakeholder
) -> None:
    stakeholder.refresh_from_db()
    submitted.touchpoint.account.refresh_from_db()
    assert stakeholder.last_contact_at == submitted.starts_at == submitted.touchpoint.account.last_contact_at


def test_the_same_words_sent_again_make_nothing_new(msl: User, entry: EntryMaker) -> None:
    key, said = new_id(), entry(notes="Once.", safety_answer="no")
    first, second = (log_interaction(by=msl, id=key, entry=said, is_final=True) for _send in range(2))
    assert first == second
    assert (Interaction.objects.get().version, Touchpoint.objects.count()) == (1, 1)


def test_other_words_for_a_submitted_record_are_not_dropped_in_silence(
    msl: User, submitted: Interaction
) -> None:
    other = Entry(**(entry_of(submitted).values() | {"notes": "From another tab."}))
    with pytest.raises(PermissionDenied, match="submitted and is locked"):
        log_interaction(by=msl, id=submitted.pk, entry=other, is_final=True)


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_the_same_moment_make_one(msl: User, entry: EntryMaker) -> None:
    key, said = new_id(), entry(notes="Once.", safety_answer="no")

    def send() -> str:
        try:
            return str(log_interaction(by=msl, id=key, entry=said, is_final=True).pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = {future.result() for future in [pool.submit(send) for _send in range(4)]}
    assert made == {str(key)}
    assert Interaction.objects.count() == Touchpoint.objects.count() == 1


def test_yes_to_safety_needs_a_report_whoever_calls(msl: User, entry: EntryMaker) -> None:
    said = entry(safety_answer="yes")
    with pytest.raises(ValidationError) as caught:
        log_interaction(by=msl, id=new_id(), entry=said, is_final=True)
    assert list(caught.value.message_dict) == ["safety-description"]
    assert not Interaction.objects.exists()


def test_amending_to_yes_needs_a_report(msl: User, submitted: Interaction) -> None:
    start = entry_of(submitted)
    heard = Entry(**(start.values() | {"safety_answer": "yes"}))
    amend: dict[str, Any] = {"by": msl, "interaction": submitted, "entry": heard, "reason": "Forgot."}
    with pytest.raises(ValidationError):
        amend_interaction(**amend, before=snapshot(start.values()))
    amend_interaction(**amend, before=snapshot(start.values()), sections={"safety": {"description": "Rash."}})
    assert SafetyItem.objects.get().description == "Rash."


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"safety_answer": ""}, "safety_answer"),
        ({"stakeholders": []}, "stakeholders"),
        ({"starts_at": timezone.now() + timedelta(days=1)}, "starts_at"),
    ],
)
def test_a_submission_must_be_complete(
    msl: User, entry: EntryMaker, fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        log_interaction(by=msl, id=new_id(), entry=entry(**({"safety_answer": "no"} | fields)), is_final=True)
    assert list(caught.value.message_dict) == [name]
    assert not Touchpoint.objects.exists()


def test_saving_for_later_needs_no_safety_answer(msl: User, entry: EntryMaker) -> None:
    kept = log_interaction(by=msl, id=new_id(), entry=entry(notes="Half."), is_final=False)
    assert (kept.state, kept.version, kept.touchpoint.state) == ("held", 0, "held")


def test_somebody_elses_plan_is_not_logged(manager: User, planned: Interaction) -> None:
    with pytest.raises(PermissionDenied, match="belongs to Mira Liaison"):
        log_interaction(by=manager, id=planned.pk, entry=entry_of(planned), is_final=False)


def test_the_database_refuses_a_submission_without_safety_answer(submitted: Interaction) -> None:
    with pytest.raises(Exception, match="submitted_answers_safety"), connection.cursor() as cursor:
        cursor.execute("UPDATE interactions_interaction SET safety_answer = '' WHERE id = %s", [submitted.pk])


class TestPage:
    """The log page."""

    def test_from_nothing_gets_a_key_of_its_own(
        self, msl: User, sign_in: SignIn, stakeholder: Stakeholder
    ) -> None:
        web = sign_in(msl)
        answer = web.get(
            reverse("interactions:log_from_nothing"), {"stakeholders": str(stakeholder.pk)}, follow=True
        )
        assert answer.status_code == 200
        assert b"Ana M\xc3\xbcller" in answer.content

    def test_logs_from_nothing(self, msl: User, sign_in: SignIn, posted: dict[str, Any]) -> None:
        key = new_id()
        answer = sign_in(msl).post(reverse("interactions:log", args=[key]), posted)
        assert answer["Location"] == reverse("interactions:read", args=[key])
        assert Interaction.objects.get().state == "submitted"

    def test_a_double_click_makes_one(self, msl: User, sign_in: SignIn, posted: dict[str, Any]) -> None:
        web, url = sign_in(msl), reverse("interactions:log", args=[new_id()])
        assert [web.post(url, posted).status_code for _click in range(2)] == [302, 302]
        assert Interaction.objects.count() == Touchpoint.objects.count() == 1

    def test_what_is_wrong_is_told_once_with_links_to_the_fields(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        url = reverse("interactions:log", args=[new_id()])
        text = sign_in(msl).post(url, posted | {"safety_answer": "", "account": ""}).content.decode()
        summary = text.split('class="form-errors"')[1].split("</ul>")[0]
        assert text.count('class="form-errors"') == 1
        assert ">Account</a>: This field is required." in summary
        text = sign_in(msl).post(url, posted | {"safety_answer": ""}).content.decode()
        assert ">Safety question</a>: Answer yes or no before you submit." in text

    def test_what_was_heard_is_asked_in_the_same_summary(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        url = reverse("interactions:log", args=[new_id()])
        text = sign_in(msl).post(url, posted | {"safety_answer": "yes"}).content.decode()
        assert '<a href="#id_safety-description_field"' in text.split('class="form-errors"')[1]

    def test_the_safety_question_is_marked_as_required(self, msl: User, sign_in: SignIn) -> None:
        text = sign_in(msl).get(reverse("interactions:log", args=[new_id()])).content.decode()
        group = text.split('id="id_safety_answer_field"')[1].split("</legend>")[0]
        assert 'aria-required="true"' in group
        assert 'class="form-label required"' in group

    def test_a_plan_is_filled_in(self, msl: User, sign_in: SignIn, planned: Interaction) -> None:
        text = sign_in(msl).get(reverse("interactions:log", args=[planned.pk])).content.decode()
        assert "Lindenhof Hospital" in text
        assert "Ana Müller" in text

    def test_yes_to_safety_asks_what_was_heard(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        answer = sign_in(msl).post(
            reverse("interactions:log", args=[new_id()]), posted | {"safety_answer": "yes"}
        )
        assert answer.status_code == 200
        assert not Interaction.objects.exists()

    @pytest.mark.parametrize("is_drafted", [True, False])
    def test_what_was_heard_reaches_safety_also_when_it_was_drafted_before(
        self, is_drafted: bool, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        web, key = sign_in(msl), new_id()
        data = posted | {"safety_answer": "yes", "safety-description": "Rash after two days."}
        if is_drafted:
            web.post(reverse("interactions:draft", args=[key, "log"]), data)
        assert web.post(reverse("interactions:log", args=[key]), data).status_code == 302
        assert SafetyItem.objects.get().touchpoint_id == Interaction.objects.get().touchpoint_id

    def test_saving_for_later_keeps_what_was_heard(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        web, url = sign_in(msl), reverse("interactions:log", args=[new_id()])
        data = posted | {"safety_answer": "yes", "safety-description": "Rash after two days.", "do": "save"}
        assert web.post(url, data).status_code == 302
        page = web.get(url)
        assert b"Rash after two days." in page.content
        assert b"They asked for long-term data." in page.content

    def test_other_words_sent_to_a_submitted_record_stay_on_the_page(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        web, url = sign_in(msl), reverse("interactions:log", args=[new_id()])
        web.post(url, posted)
        answer = web.post(url, posted | {"notes": "Written in another tab."})
        assert answer.status_code == 200
        assert b"Written in another tab." in answer.content
        assert b"submitted and is locked" in answer.content

    def test_a_refused_choice_is_told_and_nothing_is_lost(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any], stakeholder: Stakeholder
    ) -> None:
        Stakeholder.objects.update(do_not_contact=True)
        answer = sign_in(msl).post(reverse("interactions:log", args=[new_id()]), posted)
        assert b"asked not to be contacted" in answer.content
        assert b"They asked for long-term data." in answer.content
        assert not Interaction.objects.exists()

    def test_anything_may_be_posted(self, msl: User, sign_in: SignIn) -> None:
        nonsense = {
            "account": "x",
            "stakeholders": ["1", "'"],
            "starts_at": "\x00",
            "do": "submit",
            "before": "!",
        }
        answer = sign_in(msl).post(reverse("interactions:log", args=[new_id()]), nonsense)
        assert answer.status_code == 200


class TestDraft:
    """Typing is kept."""

    def test_is_saved_as_typed_and_given_back(
        self, msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        web, key = sign_in(msl), new_id()
        half = posted | {"starts_at": "tomor", "notes": "Half a sent"}
        answer = web.post(reverse("interactions:draft", args=[key, "log"]), half)
        assert set(answer.json()) == {"saved_at"}
        text = web.get(reverse("interactions:log", args=[key])).content.decode()
        assert all(
            word in text for word in ("Half a sent", "tomor", "Ana Müller", "Your unsaved words are back")
        )

    def test_is_on_my_day_until_it_is_saved(self, msl: User, sign_in: SignIn, posted: dict[str, Any]) -> None:
        web, key = sign_in(msl), new_id()
        url = reverse("interactions:log", args=[key])
        web.post(reverse("interactions:draft", args=[key, "log"]), posted)
        assert url in web.get(reverse("interactions:my_day")).content.decode()
        web.post(url, posted)
        assert not Draft.objects.exists()

    def test_belongs_to_one_person(
        self, msl: User, other_msl: User, sign_in: SignIn, posted: dict[str, Any]
    ) -> None:
        key = new_id()
        sign_in(msl).post(reverse("interactions:draft", args=[key, "log"]), posted)
        text = sign_in(other_msl).get(reverse("interactions:log", args=[key])).content.decode()
        assert "They asked for long-term data." not in text

    def test_too_much_is_refused_in_words(self, msl: User, sign_in: SignIn) -> None:
        answer = sign_in(msl).post(
            reverse("interactions:draft", args=[new_id(), "log"]), {"notes": "x" * 200_001}
        )
        assert answer.status_code == 413

    def test_is_not_for_the_commercial_side(self, kam: User, sign_in: SignIn) -> None:
        answer = sign_in(kam).post(reverse("interactions:draft", args=[new_id(), "log"]), {"notes": "x"})
        assert answer.status_code == 403
        assert not Draft.objects.exists()


def test_a_kol_remembers_the_latest_interaction_only(
    msl: User, entry: EntryMaker, area: Any, stakeholder: Stakeholder
) -> None:
    profile = kol_profile(area=area, stakeholder=stakeholder)
    latest = timezone.now() - timedelta(days=1)
    for moment in (latest, latest - timedelta(days=30)):
        log_interaction(by=msl, id=new_id(), entry=entry(starts_at=moment, safety_answer="no"), is_final=True)
    profile.refresh_from_db()
    assert profile.last_interaction_at == latest


@pytest.mark.parametrize("opened_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "soon", ""])
def test_an_impossible_opening_time_is_not_kept(
    opened_at: str, msl: User, sign_in: SignIn, posted: dict[str, Any]
) -> None:
    answer = sign_in(msl).post(
        reverse("interactions:log", args=[new_id()]), posted | {"opened_at": opened_at}
    )
    assert answer.status_code == 302
    assert Interaction.objects.get().opened_at is None


@pytest.mark.parametrize("query", [{"account": "zz"}, {"account": "\x00", "stakeholders": "zz"}])
@pytest.mark.parametrize("page", ["interactions:plan", "interactions:log_from_nothing"])
def test_an_address_with_nonsense_still_opens(
    page: str, query: dict[str, str], msl: User, sign_in: SignIn
) -> None:
    assert sign_in(msl).get(reverse(page), query, follow=True).status_code == 200


def test_a_draft_with_a_null_character_is_kept(msl: User, sign_in: SignIn) -> None:
    key = new_id()
    answer = sign_in(msl).post(reverse("interactions:draft", args=[key, "log"]), {"notes": "Half\x00way"})
    assert answer.status_code == 200
    assert Draft.objects.get().fields["notes"] == ["Halfway"]


def test_after_changing_sides_nobody_cancels_contacts_of_the_former_side(
    msl: User, planned: Interaction
) -> None:
    User.objects.filter(pk=msl.pk).update(role="kam")
    former = User.objects.get(pk=msl.pk)
    with pytest.raises(PermissionDenied, match="other function"):
        cancel_touchpoint(by=former, touchpoint=planned.touchpoint)


def test_a_kol_was_last_talked_to_in_the_newest_contact_that_stands(
    msl: User, entry: EntryMaker, area: Any, stakeholder: Stakeholder, yesterday: Any
) -> None:
    profile = kol_profile(area=area, stakeholder=stakeholder)

    def logged(days: int) -> Interaction:
        said = entry(starts_at=yesterday - timedelta(days=days), safety_answer="no")
        return log_interaction(by=msl, id=new_id(), entry=said, is_final=True)

    def last() -> Any:
        profile.refresh_from_db()
        return (yesterday - profile.last_interaction_at).days if profile.last_interaction_at else None

    oldest, newest = logged(30), logged(2)
    start = entry_of(newest)
    moved = Entry(**(start.values() | {"starts_at": yesterday - timedelta(days=9)}))
    amend_interaction(
        by=msl, interaction=newest, entry=moved, reason="Another day.", before=snapshot(start.values())
    )
    assert last() == 9
    cancel_interaction(by=msl, interaction=newest, reason="Another person.")
    assert last() == 30
    cancel_interaction(by=msl, interaction=oldest, reason="Never was.")
    assert last() is None
