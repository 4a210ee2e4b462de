"""Answers: taken from the queue, written in versions, approved, delivered; what was approved stays."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from apps.core.merging import EditConflict, snapshot
from apps.medinfo import actions
from apps.medinfo.actions.answering import words_of
from apps.medinfo.models import Answer, MedicalRequest
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

URL = "/requests/"


def test_the_day_begins_with_the_queue_due_first(
    desk_web: WebClient, waiting: MedicalRequest, answerer: User
) -> None:
    page = desk_web.get("/", follow=True)
    assert page.redirect_chain[-1][0] == f"{URL}queue/"
    assert waiting.question in page.content.decode()


def test_two_take_it_and_one_has_it(desk_web: WebClient, answerer: User, waiting: MedicalRequest) -> None:
    colleague = UserFactory(role="medical_information", team=answerer.team)
    actions.take_request(by=colleague, request=waiting)
    with pytest.raises(PermissionDenied):
        actions.take_request(by=answerer, request=waiting)
    assert desk_web.post(f"{URL}{waiting.pk}/take/").status_code == 404, "it is the colleague's now"


def test_assigned_to_a_colleague_it_is_out_of_sight(
    desk_web: WebClient, in_work: MedicalRequest, other_answerer: User
) -> None:
    answer = desk_web.post(f"{URL}{in_work.pk}/assign/", {"to": str(other_answerer.pk)}, follow=True)
    assert answer.status_code == 200
    assert in_work.question not in answer.content.decode()
    in_work.refresh_from_db()
    assert in_work.answerer == other_answerer


def test_put_back_others_may_take_it(
    desk_web: WebClient, in_work: MedicalRequest, other_answerer: User
) -> None:
    desk_web.post(f"{URL}{in_work.pk}/put-back/")
    in_work.refresh_from_db()
    assert (in_work.state, in_work.answerer) == ("submitted", None)
    assert MedicalRequest.objects.visible_to(other_answerer).exists()


def test_from_draft_to_delivery_on_the_page(desk_web: WebClient, in_work: MedicalRequest) -> None:
    page = f"{URL}{in_work.pk}/"
    desk_web.post(f"{page}answer/", {"text": "No change.", "sources": "A\nB"})
    read = {"seen": seen_on(desk_web, page)}
    refused = desk_web.post(f"{page}approve/", read).content.decode()
    assert "Say first how the question relates to the label" in refused
    desk_web.post(f"{page}assess/", {"label_class": "off_label", "complexity": "simple", "volume": "2"})
    desk_web.post(f"{page}approve/", read)
    how = {"how": "email", "to": "Dr Müller", "seen": seen_on(desk_web, page)}
    desk_web.post(f"{page}deliver/", how | {"at": f"{timezone.now() - timedelta(days=2):%Y-%m-%d %H:%M}"})
    answer = Answer.objects.get()
    assert answer.delivered_at is None, "before the question was asked"
    at = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    MedicalRequest.objects.filter(pk=in_work.pk).update(received_at=timezone.now() - timedelta(hours=3))
    shown = desk_web.post(f"{page}deliver/", how | {"at": at}, follow=True).content.decode()
    answer.refresh_from_db()
    in_work.refresh_from_db()
    assert (answer.delivered_how, answer.delivered_to) == ("email", "Dr Müller")
    assert (in_work.state, in_work.answered_at) == ("answered", answer.delivered_at)
    assert "Sign and close" in shown


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    answered: MedicalRequest, answerer: User, write: Callable[..., Answer], desk_web: WebClient
) -> None:
    first_answered_at = answered.answered_at
    write(answered, "The half-life is doubled.")
    answered.refresh_from_db()
    assert answered.answered_at == first_answered_at, "the response time is that of the first"
    shown = desk_web.get(f"{URL}{answered.pk}/answers/").content.decode()
    assert "The half-life is not changed." in shown
    assert "The half-life is doubled." in shown
    assert shown.count(f" · {answerer}</option>") == 4, "each version with who wrote it, to choose from twice"
    assert [answer.number for answer in answered.answers.all()] == [1, 2]


def test_saving_the_same_again_makes_nothing(answered: MedicalRequest, answerer: User) -> None:
    latest = answered.answers.get()
    same = actions.save_answer(by=answerer, request=answered, text=latest.text, sources=latest.sources)
    assert same == latest


def test_two_windows_of_a_draft_merge_or_ask(answerer: User, director: User, in_work: MedicalRequest) -> None:
    first = actions.save_answer(by=answerer, request=in_work, text="A", sources="X")
    before = snapshot(words_of(first))
    actions.save_answer(by=director, request=in_work, text="A", sources="Y", before=before)
    both = actions.save_answer(by=answerer, request=in_work, text="B", sources="X", before=before)
    assert (both.text, both.sources) == ("B", "Y")
    with pytest.raises(EditConflict):
        actions.save_answer(by=director, request=in_work, text="C", sources="Y", before=before)


@pytest.mark.parametrize("change", [{"text": "Other"}, {"sources": "Other"}, {"number": 9}])
def test_the_database_keeps_approved_words(answered: MedicalRequest, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Answer.objects.filter(request=answered).update(**change)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        answered.answers.all().delete()


@pytest.mark.parametrize("shift", [timedelta(hours=1), timedelta(days=-3)])
def test_a_delivery_lies_between_the_question_and_now(
    answerer: User, in_work: MedicalRequest, shift: timedelta
) -> None:
    values: dict[str, Any] = {"label_class": "on_label", "complexity": "simple", "volume": 1}
    actions.assess_request(by=answerer, request=in_work, **values)
    actions.save_answer(by=answerer, request=in_work, text="A")
    actions.approve_answer(by=answerer, request=in_work)
    with pytest.raises(ValidationError):
        actions.deliver_answer(by=answerer, request=in_work, how="email", to="X", at=timezone.now() + shift)


def test_the_history_tells_the_steps(answered: MedicalRequest, web: WebClient) -> None:
    history = web.get(f"/history/request/{answered.pk}/").content.decode()
    for words in ("attested and submitted", "took the request", "wrote the answer", "recorded the delivery"):
        assert words in history


@pytest.mark.parametrize("step", ["submit", "take", "put-back", "approve", "withdraw", "answer", "reopen"])
def test_who_only_reads_is_refused(
    compliance: User, sign_in: Callable[[User], WebClient], in_work: MedicalRequest, step: str
) -> None:
    typed = {"is_unsolicited": "on", "reason": "No.", "text": "A", "seen": "1.1"}
    assert sign_in(compliance).post(f"{URL}{in_work.pk}/{step}/", typed).status_code == 200
    kept = in_work.revision
    in_work.refresh_from_db()
    assert in_work.revision == kept


def test_only_words_that_were_read_are_approved_and_delivered(
    desk_web: WebClient, answerer: User, director: User, in_work: MedicalRequest
) -> None:
    """Somebody else saved between opening the page and pressing the button."""
    page = f"{URL}{in_work.pk}/"
    actions.assess_request(
        by=answerer, request=in_work, label_class="on_label", complexity="simple", volume=1
    )
    first = actions.save_answer(by=answerer, request=in_work, text="A")
    old = seen_on(desk_web, page)
    before = snapshot(words_of(first))
    actions.save_answer(by=director, request=in_work, text="B", before=before)
    refused = desk_web.post(f"{page}approve/", {"seen": old}).content.decode()
    assert "changed since you opened this page" in refused
    assert Answer.objects.get().is_draft
    desk_web.post(f"{page}approve/", {"seen": seen_in(refused)})
    assert not Answer.objects.get().is_draft
    how = {"how": "email", "to": "Dr Müller", "at": timezone.localtime().strftime("%Y-%m-%d %H:%M:%S")}
    MedicalRequest.objects.filter(pk=in_work.pk).update(received_at=timezone.now() - timedelta(hours=3))
    assert "changed since" in desk_web.post(f"{page}deliver/", how | {"seen": old}).content.decode()
    assert Answer.objects.get().delivered_at is None


def seen_on(web: WebClient, page: str) -> str:
    return seen_in(web.get(page).content.decode())


def seen_in(content: str) -> str:
    """What the forms of a page say was read."""
    found: str
    (found,) = set(re.findall(r'name="seen" value="([^"]*)"', content))
    return found
