"""The queue of what imports are unsure of: deciding, taking back, two people at once, and what becomes of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.deciding import decide_review, due_reviews, effect_review, undo_review
from apps.integrations.models import Review
from apps.integrations.tasks import effect_reviews
from apps.kols.models import Authorship, Candidate, MatchQuestion
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory
from tests.integrations import makers
from tests.integrations.tables import imported, problems

SignIn = Callable[[User], Client]
State = Review.State
PAGE = "/imports/review/"


@pytest.fixture
def known(db: None) -> Stakeholder:
    found: Stakeholder = StakeholderFactory(first_name="Robin", last_name="Erfunden", country="DE")
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(
        "Id,First name,Last name,Group,Specialty\n"
        "7,Robin,Erfunden,hcp,Oncology\n8,Robin,Erfunden,kol,Surgery\n9,Robin,Erfunden,nurse,Care\n"
    )
    return path


@pytest.fixture
def asked(known: Stakeholder, table: Path, msl: User) -> list[Review]:
    imported(table, msl)
    return list(Review.objects.order_by("id"))


def decided(by: User, review: Review, choice: Any) -> Review:
    with acting_as(Side.MEDICAL):
        return decide_review(by=by, review=review, choice=choice)


def taken_effect() -> None:
    """What the timetable does a minute later."""
    Review.objects.filter(state=State.DECIDED).update(effective_at=timezone.now() - timedelta(seconds=1))
    effect_reviews()


def test_the_same_person_is_updated_and_known_by_number_from_then_on(
    msl: User, known: Stakeholder, asked: list[Review], table: Path
) -> None:
    decided(msl, asked[0], known.pk)
    assert not known.identifiers.exists(), "there is a way back"
    taken_effect()
    known.refresh_from_db()
    assert (known.specialty, known.identifiers.get().value) == ("Oncology", "salesforce:7")
    assert asked[0].run is not None
    asked[0].run.refresh_from_db()
    assert asked[0].run.counts["updated"] == 1
    again = imported(table, msl)
    assert (again.counts["unchanged"], again.counts["questions"]) == (1, 2), (
        "what is decided is not asked again"
    )
    assert Review.objects.count() == 3


def test_none_of_them_is_somebody_new(msl: User, known: Stakeholder, asked: list[Review]) -> None:
    decided(msl, asked[1], None)
    taken_effect()
    new = Stakeholder.objects.exclude(pk=known.pk).get()
    assert (new.full_name, new.specialty) == ("Robin Erfunden", "Surgery")


def test_the_last_decision_can_be_taken_back_until_the_next_one(
    msl: User, known: Stakeholder, asked: list[Review]
) -> None:
    decided(msl, asked[0], known.pk)
    with acting_as(Side.MEDICAL):
        assert undo_review(by=msl) == asked[0]
    assert Review.objects.get(pk=asked[0].pk).state == State.OPEN
    taken_effect()
    assert not known.identifiers.exists()
    decided(msl, asked[0], known.pk)
    decided(msl, asked[1], None)
    assert known.identifiers.exists(), "it took effect with the next decision"
    with acting_as(Side.MEDICAL):
        undo_review(by=msl)
        with pytest.raises(PermissionDenied, match="in effect already"):
            undo_review(by=msl)


def test_a_decision_is_somebodys_and_about_one_thing(msl: User, asked: list[Review]) -> None:
    row = {"identity": "x", "record": {"a": 1}, "run": asked[0].run}
    person = Candidate.objects.create(last_name="Erfunden")
    for wrong in (
        row | {"state": State.DECIDED, "decided_by": msl},
        row | {"state": State.DECIDED, "effective_at": timezone.now()},
        row | {"candidate": person},
        row | {"identity": ""},
        row | {"record": None},
        {},
    ):
        with pytest.raises(IntegrityError, match="review_"), transaction.atomic():
            Review.objects.create(**wrong)
    assert Review.objects.create(candidate=person).pk
    assert Review.objects.create(identity="y", state=State.DONE, chosen=new_id()).pk


def test_what_was_decided_outlives_the_import(
    msl: User, known: Stakeholder, asked: list[Review], table: Path
) -> None:
    decided(msl, asked[0], known.pk)
    taken_effect()
    assert asked[0].run
    asked[0].run.delete()
    assert Review.objects.get(pk=asked[0].pk).run is None
    decided(msl, asked[1], None)
    taken_effect()
    found = Review.objects.get(pk=asked[1].pk)
    assert (found.state, "Import the file again" in found.message) == (State.FAILED, True)
    assert imported(table, msl).counts["unchanged"] == 1, "nobody is asked again"


def test_an_account_that_waited_is_placed_when_it_is_decided(msl: User, tmp_path: Path) -> None:
    AccountFactory(name="Erfunden Clinic", city="", country="")
    path = tmp_path / "accounts.csv"
    path.write_text(
        "Id,Name,Type,City,ParentId\n1,Erfunden Clinic,Hospital,Elsewhere,2\n2,Invented Group,Hospital,Town,\n"
    )
    run = imported(path, msl)
    [asked] = Review.objects.filter(state=State.OPEN)
    assert "not in the directory yet" in problems(run)[0]
    decided(msl, asked, None)
    taken_effect()
    placed = Account.objects.get(city="Elsewhere")
    assert placed.parent == Account.objects.get(name="Invented Group")
    run.refresh_from_db()
    assert run.counts["placed"] == 1


def test_two_people_never_decide_the_same(
    msl: User, manager: User, known: Stakeholder, asked: list[Review], sign_in: SignIn
) -> None:
    decided(manager, asked[0], None)
    with pytest.raises(PermissionDenied, match="decided about Robin Erfunden before you"):
        decided(msl, asked[0], known.pk)
    answer = sign_in(msl).post(
        reverse("integrations:decide_review", args=[asked[0].pk]), {"choice": str(known.pk)}, follow=True
    )
    assert f"{manager} decided about Robin Erfunden before you." in answer.content.decode()
    assert decided(manager, asked[0], None).chosen is None, (
        "the same again by the same person changes nothing"
    )


def test_effects_are_safe_to_repeat(msl: User, known: Stakeholder, asked: list[Review]) -> None:
    decided(msl, asked[0], None)
    Review.objects.update(effective_at=timezone.now())
    with acting_as(Side.MEDICAL):
        [due] = due_reviews()
        effect_review(by=msl, review=due)
        effect_review(by=msl, review=due)
    assert Stakeholder.objects.count() == 2


def test_what_cannot_be_imported_is_listed_with_its_import(
    msl: User, known: Stakeholder, asked: list[Review]
) -> None:
    decided(msl, asked[0], known.pk)
    Stakeholder.objects.update(archived_at=timezone.now())
    taken_effect()
    review = Review.objects.get(pk=asked[0].pk)
    assert (review.state, "archived" in review.message) == (State.FAILED, True)
    assert review.run is not None
    assert "archived" in problems(review.run)[0]


def test_walking_through_by_page(msl: User, known: Stakeholder, asked: list[Review], sign_in: SignIn) -> None:
    web = sign_in(msl)
    page = web.get(PAGE).content.decode()
    assert "1 of 3" in page
    for key in ("1", "n", "s", "j"):
        assert f'data-shortcut="{key}"' in page
    assert 'data-shortcut="k"' not in page
    assert f"at={asked[1].pk}" in page
    assert "Oncology" in page, "what the file says"
    assert "same first name" in page, "and why"
    page = web.get(f"{PAGE}?at={asked[1].pk}").content.decode()
    assert "2 of 3" in page
    assert 'data-shortcut="k"' in page
    answer = web.post(
        reverse("integrations:decide_review", args=[asked[1].pk]),
        {"choice": "none", "after": str(asked[2].pk)},
        follow=True,
    )
    page = answer.content.decode()
    assert "Robin Erfunden is decided." in page
    assert "3 of 3" in page
    assert 'data-shortcut="u"' in page
    page = web.post(reverse("integrations:undo_review"), follow=True).content.decode()
    assert "is to be decided again" in page
    assert "2 of 3" in page


def test_skipped_ones_come_last(msl: User, asked: list[Review], sign_in: SignIn) -> None:
    web = sign_in(msl)
    web.post(reverse("integrations:skip_review", args=[asked[0].pk]))
    assert web.get(PAGE).context["review"] == asked[1]
    for review in asked[1:]:
        web.post(reverse("integrations:skip_review", args=[review.pk]))
    assert web.get(PAGE).context["review"] == asked[0], "when all are put aside they come again"


def test_by_import(msl: User, asked: list[Review], sign_in: SignIn) -> None:
    web = sign_in(msl)
    assert web.get(f"{PAGE}?run={asked[0].run_id}").context["queue"].total == 3
    page = web.get(f"{PAGE}?run={asked[0].pk}")
    assert "Nothing to decide" in page.content.decode()
    assert asked[0].run is not None
    run_page = web.get(asked[0].run.get_absolute_url()).content.decode()
    assert f'href="{PAGE}?run={asked[0].run_id}">3</a>' in run_page


@pytest.mark.parametrize("choice", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_choice(choice: str, msl: User, asked: list[Review], sign_in: SignIn) -> None:
    address = reverse("integrations:decide_review", args=[asked[0].pk])
    assert sign_in(msl).post(address, {"choice": choice}).status_code == 302
    assert Review.objects.get(pk=asked[0].pk).state == State.OPEN


def test_readers_read_and_others_are_told_nothing(
    asked: list[Review], compliance: User, kam: User, stranger: User, sign_in: SignIn
) -> None:
    page = sign_in(compliance).get(PAGE).content.decode()
    assert "Robin Erfunden" in page
    assert 'data-shortcut="n"' not in page
    assert sign_in(kam).get(PAGE).status_code == 404
    assert "Nothing to decide" in sign_in(stranger).get(PAGE).content.decode()
    for user, status in ((compliance, 403), (kam, 404), (stranger, 404)):
        address = reverse("integrations:decide_review", args=[asked[0].pk])
        assert sign_in(user).post(address, {"choice": "none"}).status_code == status
    assert Review.objects.filter(state=State.OPEN).count() == 3


def test_an_account_and_then_its_person_are_asked_about(
    msl: User, known: Stakeholder, tmp_path: Path
) -> None:
    place = AccountFactory(name="Invented Clinic North", city="Nowhere")
    AccountFactory(name="Invented Clinic South", city="Nowhere")
    path = tmp_path / "ties.csv"
    path.write_text("Person,Account,City,Role,From\nRobin Erfunden,Invented Clinic,Nowhere,Head,2020-01-01\n")
    run = imported(path, msl, kind="affiliations")
    person = Review.objects.get()
    assert (person.subject, run.counts["questions"]) == ("person", 1)
    decided(msl, person, known.pk)
    taken_effect()
    account = Review.objects.get(state=State.OPEN)
    assert (account.subject, len(account.choices)) == ("account", 2)
    assert not Affiliation.objects.exists()
    decided(msl, account, place.pk)
    taken_effect()
    tie = Affiliation.objects.get()
    assert (tie.stakeholder, tie.account, tie.role) == (known, place, "Head")
    assert imported(path, msl, kind="affiliations").counts["unchanged"] == 1
    assert (Review.objects.filter(state=State.OPEN).count(), Account.objects.count()) == (0, 2)


@pytest.fixture
def author(msl: User, tmp_path: Path) -> Review:
    """An author of a paper who may be somebody we know."""
    StakeholderFactory(first_name="Ann", last_name="Often")
    path = tmp_path / "papers.xml"
    path.write_text(makers.numbered(1))
    makers.imported(path, msl)
    return Review.objects.get(candidate__last_name="Often")


def test_authors_of_papers_stand_in_the_same_queue(msl: User, author: Review, sign_in: SignIn) -> None:
    page = sign_in(msl).get(f"{PAGE}?run={author.run_id}").content.decode()
    assert "Author in imported papers" in page
    assert "Invented Institute, Nowhere." in page
    person = Stakeholder.objects.get()
    decided(msl, author, person.pk)
    taken_effect()
    assert Authorship.objects.get(printed_name="Ann Often").stakeholder == person
    assert MatchQuestion.objects.get().answer == "same"


def test_an_author_who_is_somebody_else_stays_a_candidate(msl: User, author: Review, sign_in: SignIn) -> None:
    decided(msl, author, None)
    taken_effect()
    assert MatchQuestion.objects.get().answer == "other"
    assert Candidate.objects.get(last_name="Often").state == "open"
    assert "Nothing to decide" in sign_in(msl).get(PAGE).content.decode()


def test_candidates_by_import(msl: User, author: Review, sign_in: SignIn) -> None:
    web = sign_in(msl)
    assert "Often" in web.get("/kols/candidates/?file=papers.xml").content.decode()
    page = web.get("/kols/candidates/?file=other.xml").content.decode()
    assert "papers.xml" in page
    assert author.run is not None
    run_page = web.get(author.run.get_absolute_url()).content.decode()
    assert "?file=papers.xml" in run_page
