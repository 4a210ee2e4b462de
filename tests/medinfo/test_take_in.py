"""Taking a question in: once however often it is sent, submitted only with the attestation, returned, withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.medinfo import actions
from apps.medinfo.models import MedicalRequest
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import AffiliationFactory, StakeholderFactory
from tests.personas import WebClient

URL = "/requests/"


def typed(values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "question": values["question"],
        "asker": str(values["asker"].pk),
        "therapeutic_area": str(values["therapeutic_area"].pk),
        "country": "DE",
        "language": "de",
        "kind": "medical",
        "complexity": "standard",
        "volume": "1",
        "channel": "phone",
        "received_at": "yesterday 10:00",
        "delivery": "email",
        **changes,
    }


def told(kind: str) -> list[User]:
    return [row.recipient for row in Message.objects.filter(kind=kind).exclude(state="cancelled")]


def test_a_form_sent_twice_makes_one(web: WebClient, values: dict[str, Any], answerer: User) -> None:
    page = f"{URL}{new_id()}/edit/"
    for _time in range(2):
        web.post(page, typed(values, is_unsolicited="on", do="submit"))
    made = MedicalRequest.objects.get()
    assert (made.state, made.attested_by) == ("submitted", made.owner)
    assert made.due_at is not None
    assert told("request_waiting") == [answerer]


def test_a_new_question_was_asked_now_and_a_known_one_when_it_was(
    web: WebClient, draft: MedicalRequest
) -> None:
    fresh = web.get(f"{URL}{new_id()}/edit/").context["form"]["received_at"].initial
    known = web.get(f"{URL}{draft.pk}/edit/").context["form"]["received_at"].initial
    assert abs(timezone.now() - fresh) < timedelta(minutes=5)
    assert known == draft.received_at.replace(microsecond=0)


def test_without_the_attestation_it_is_not_submitted(web: WebClient, values: dict[str, Any]) -> None:
    page = web.post(f"{URL}{new_id()}/edit/", typed(values, do="submit")).content.decode()
    assert "Attest that the question was asked without being prompted" in page
    assert values["question"] in page, "nothing typed is lost"
    assert not MedicalRequest.objects.exists()


def test_the_database_asks_for_the_attestation_too(draft: MedicalRequest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MedicalRequest.objects.filter(pk=draft.pk).update(state="submitted", due_at=timezone.now())


@pytest.mark.parametrize("name", ["country", "language"])
def test_without_country_or_language_it_waits(msl: User, draft: MedicalRequest, name: str) -> None:
    MedicalRequest.objects.filter(pk=draft.pk).update(**{name: ""})
    with pytest.raises(ValidationError) as fault:
        actions.submit_request(by=msl, request=draft, is_unsolicited=True)
    assert set(fault.value.message_dict) == {name}


def test_the_affiliation_is_one_of_the_askers(
    msl: User, values: dict[str, Any], account: Account, stakeholder: Stakeholder
) -> None:
    own, strange = (
        AffiliationFactory(stakeholder=person, account=account)
        for person in (stakeholder, StakeholderFactory())
    )
    with pytest.raises(ValidationError):
        actions.take_in_request(by=msl, id=new_id(), values=values | {"affiliation": strange})
    assert actions.take_in_request(by=msl, id=new_id(), values=values | {"affiliation": own})


def test_the_affiliations_of_the_chosen_asker_are_offered(
    web: WebClient, account: Account, stakeholder: Stakeholder
) -> None:
    AffiliationFactory(stakeholder=stakeholder, account=account)
    assert str(account) in web.get(f"{URL}affiliations/?asker={stakeholder.pk}").content.decode()
    assert str(account) not in web.get(f"{URL}affiliations/?asker=x").content.decode()


def test_a_key_of_somebody_else_is_refused(
    other_msl: User, draft: MedicalRequest, values: dict[str, Any]
) -> None:
    with pytest.raises(PermissionDenied):
        actions.take_in_request(by=other_msl, id=draft.pk, values=values)


def test_nothing_is_asked_in_the_future(msl: User, values: dict[str, Any]) -> None:
    later = values | {"received_at": timezone.now() + timedelta(hours=1)}
    with pytest.raises(ValidationError):
        actions.take_in_request(by=msl, id=new_id(), values=later)


def test_two_windows_merge_or_ask(msl: User, manager: User, draft: MedicalRequest) -> None:
    start = actions.values_of(draft)
    before = snapshot(start)
    actions.change_request(by=manager, request=draft, before=before, values=start | {"volume": 3})
    both = actions.change_request(by=msl, request=draft, before=before, values=start | {"kind": "heor"})
    assert (both.volume, both.kind) == (3, "heor")
    with pytest.raises(EditConflict):
        actions.change_request(
            by=manager, request=draft, before=before, values=start | {"kind": "medical", "volume": 2}
        )


def test_returned_answered_and_submitted_again(
    web: WebClient, desk_web: WebClient, msl: User, answerer: User, in_work: MedicalRequest
) -> None:
    desk_web.post(f"{URL}{in_work.pk}/return/", {"question": "Which dose?"})
    assert told("request_returned") == [msl]
    assert "Which dose?" in web.get(f"{URL}{in_work.pk}/").content.decode()
    web.post(f"{URL}{in_work.pk}/submit/", {"is_unsolicited": "on"})
    in_work.refresh_from_db()
    assert (in_work.state, in_work.answerer) == ("assigned", answerer), "back to who asked"
    assert answerer in told("request_assigned")


def test_returning_needs_a_question(answerer: User, in_work: MedicalRequest) -> None:
    with pytest.raises(ValidationError):
        actions.return_request(by=answerer, request=in_work, question=" ")


def test_withdrawing_needs_a_reason(web: WebClient, msl: User, waiting: MedicalRequest) -> None:
    page = web.post(f"{URL}{waiting.pk}/withdraw/", {"reason": " "}).content.decode()
    assert "This field is required" in page
    web.post(f"{URL}{waiting.pk}/withdraw/", {"reason": "Found it herself."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.withdraw_reason) == ("withdrawn", "Found it herself.")
    assert told("request_waiting") == []


def test_the_liaison_sees_the_progress(
    web: WebClient, answered: MedicalRequest, stakeholder: Stakeholder, msl: User
) -> None:
    for page in ("/interactions/my-day/", stakeholder.get_absolute_url(), URL):
        shown = web.get(page).content.decode()
        assert answered.question in shown
        assert "Answered" in shown
    assert told("request_answered") == [msl]


# --- in the form that logs a talk ---


def test_each_line_becomes_a_request(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder, answerer: User
) -> None:
    stakeholder.languages = ["de"]
    stakeholder.save()
    lines = "Is there data on children?\nWhat of the elderly?"
    sent = posted | {"questions-lines": lines, "questions-is_unsolicited": "on"}
    page = f"/interactions/{new_id()}/log/"
    answer = web.post(page, sent, follow=True)
    web.post(page, sent)
    made = MedicalRequest.objects.order_by("question")
    assert [row.question for row in made] == ["Is there data on children?", "What of the elderly?"]
    assert {(row.state, row.asker, row.country, row.language) for row in made} == {
        ("submitted", stakeholder, "DE", "de")
    }
    assert "Is there data on children?" in answer.content.decode(), "the record shows what was asked"


def test_without_attestation_they_wait_as_drafts(web: WebClient, posted: dict[str, Any]) -> None:
    told = web.post(f"/interactions/{new_id()}/log/", posted | {"questions-lines": "Why?"}, follow=True)
    assert "Draft, not submitted" in told.content.decode(), "whoever logged it sees that nobody answers yet"
    assert MedicalRequest.objects.get().state == "draft"


def test_with_several_people_the_line_names_the_asker(
    web: WebClient, posted: dict[str, Any], stakeholder: Stakeholder
) -> None:
    other = StakeholderFactory(first_name="Ada", last_name="Elsewhere")
    both = posted | {"stakeholders": [str(stakeholder.pk), str(other.pk)]}
    page = web.post(f"/interactions/{new_id()}/log/", both | {"questions-lines": "Why so?"}).content.decode()
    assert "Who asked?" in page
    assert "Why so?" in page
    assert not MedicalRequest.objects.exists()
    web.post(f"/interactions/{new_id()}/log/", both | {"questions-lines": "Elsewhere: Why so?"})
    made = MedicalRequest.objects.get()
    assert (made.asker, made.question) == (other, "Why so?")


def test_no_line_asks_nothing(web: WebClient, posted: dict[str, Any]) -> None:
    assert web.post(f"/interactions/{new_id()}/log/", posted).status_code == 302
    assert not MedicalRequest.objects.exists()


def test_who_leaves_hands_requests_over(
    administrator: User, msl: User, manager: User, draft: MedicalRequest
) -> None:
    leave(administrator, msl, manager)
    draft.refresh_from_db()
    assert draft.owner == manager


def test_what_medical_information_leaves_goes_back_into_the_queue(
    administrator: User, answerer: User, msl: User, other_answerer: User, in_work: MedicalRequest
) -> None:
    leave(administrator, answerer, msl)
    in_work.refresh_from_db()
    assert (in_work.state, in_work.answerer) == ("submitted", None)
    assert other_answerer in told("request_waiting")


def leave(administrator: User, person: User, receiver: User) -> None:
    from apps.firewall.roles import role_taken
    from apps.firewall.sides import WEB_LOGIN
    from apps.users.actions import deactivate_person
    from apps.users.handing_over import hand_over_waiting

    deactivate_person(by=administrator, person=person, receiver=receiver)
    with role_taken(WEB_LOGIN):
        hand_over_waiting()


@pytest.fixture
def counted(msl: User, values: dict[str, Any]) -> Callable[[int], None]:
    def make(count: int) -> None:
        for number in range(count):
            more = {"asker": StakeholderFactory(), "question": f"Question {number}?"}
            row = actions.take_in_request(by=msl, id=new_id(), values=values | more)
            actions.submit_request(by=msl, request=row, is_unsolicited=True)

    return make


@pytest.mark.parametrize("page", [URL, f"{URL}queue/", "/api/v1/requests/"])
def test_a_list_costs_as_much_for_many_as_for_few(
    page: str, counted: Any, web: WebClient, desk_web: WebClient, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert (desk_web if "queue" in page else web).get(page).status_code == 200
        return len(captured)

    counted(2)
    cost()
    few = cost()
    counted(8)
    assert cost() == few


@pytest.mark.parametrize(("name", "finds"), [("msl", True), ("other_msl", False), ("kam", False)])
def test_it_is_found_by_its_words(
    name: str, finds: bool, persona: Callable[[str], User], waiting: MedicalRequest, sign_in: Any
) -> None:
    page = sign_in(persona(name)).get("/search/?q=renal dosing").content.decode()
    assert (f"{URL}{waiting.pk}/" in page) == finds


def test_sorting_the_list_keeps_to_what_goes_on(web: WebClient, msl: User, draft: MedicalRequest) -> None:
    actions.withdraw_request(by=msl, request=draft, reason="They found it themselves.")
    for query, is_shown in {"": False, "?sort=-asked": False, "?state=&sort=-asked": True}.items():
        assert (draft.question in web.get(URL + query).content.decode()) == is_shown, query


@pytest.mark.parametrize("hidden_by", [{}, {"text": "nothing like it"}])
def test_an_empty_list_says_whether_filters_hide_something(
    web: WebClient, msl: User, values: dict[str, Any], hidden_by: dict[str, str]
) -> None:
    assert "No requests yet" in web.get(URL, hidden_by).content.decode()
    row = actions.take_in_request(by=msl, id=new_id(), values=values)
    actions.withdraw_request(by=msl, request=row, reason="Asked elsewhere.")
    page = web.get(URL, hidden_by).content.decode()
    assert "No request matches" in page
    assert "No requests yet" not in page
    assert 'href="/requests/?state="' in page
    assert row.question in web.get(f"{URL}?state=").content.decode()


def test_an_empty_queue_says_whether_filters_hide_something(
    desk_web: WebClient, waiting: MedicalRequest
) -> None:
    page = desk_web.get("/requests/queue/", {"text": "nothing like it"}).content.decode()
    assert "No request matches" in page
    assert "Nothing waits for you" not in page
