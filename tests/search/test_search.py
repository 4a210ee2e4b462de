"""The search over everything: what it finds, for whom, at which cost."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.interactions.actions import log_interaction
from apps.interactions.models import Interaction
from apps.keyaccounts.actions import plan_visit
from apps.keyaccounts.models import Visit
from apps.users.models import User
from tests.factories import (
    AccountFactory,
    AffiliationFactory,
    StakeholderFactory,
    TeamFactory,
    TerritoryFactory,
)
from tests.personas import PERSONAS, WebClient

PAGE = "/search/"
SignIn = Callable[[User], WebClient]

pytestmark = pytest.mark.django_db


def found(web: WebClient, text: str) -> dict[str, list[str]]:
    """Titles by group."""
    groups = web.get(PAGE, {"q": text}).context["groups"]
    return {group.name: [str(hit.title) for hit in group.hits] for group in groups}


def shown(web: WebClient, text: str) -> str:
    """The answer in the dialog, as text."""
    return unescape(web.get(PAGE, {"q": text}, headers={"HX-Request": "true"}).content.decode())


@pytest.fixture
def visit(kam: User, account: Any, stakeholder: Any, purpose: Any) -> Visit:
    """A visit that was held, with notes."""
    values = {"account": account, "stakeholders": [stakeholder], "channel": "phone", "purpose": purpose}
    values["starts_at"] = timezone.now() - timedelta(hours=1)
    made = plan_visit(by=kam, id=new_id(), values=values)
    made.notes = "Tender about quotas."
    made.save()
    return made


@pytest.mark.parametrize(
    "typed",
    [
        "muller",
        "MÜLLER ana",
        "ana mül",
        "mulle",
        "mulelr",
        "mullerr",
        "muuller",
        "ana mulxer",
        "aba muller",
        "anna muller",
    ],
)
def test_people_are_found_with_a_slip(typed: str, msl: User, sign_in: SignIn) -> None:
    StakeholderFactory(first_name="Ana", last_name="Müller")
    StakeholderFactory(first_name="Otto", last_name="Berg")

    assert found(sign_in(msl), typed)["people"] == ["Ana Müller"]


@pytest.mark.parametrize("typed", ["王伟", "伟 王", "王", "Иванов", "иваонв", "김민준"])
def test_people_are_found_in_every_script(typed: str, msl: User, sign_in: SignIn) -> None:
    for last, first in (("王", "伟"), ("Иванов", "Сергей"), ("김", "민준"), ("Berg", "Otto")):
        StakeholderFactory(first_name=first, last_name=last)

    people = found(sign_in(msl), typed)["people"]

    assert people
    assert "Otto Berg" not in people


def test_exact_names_come_before_beginnings_and_slips(msl: User, sign_in: SignIn) -> None:
    for name in ("Martens", "Marten", "Martin", "Marte"):
        StakeholderFactory(first_name="Z", last_name=name)

    assert found(sign_in(msl), "marten")["people"] == ["Z Marten", "Z Martens", "Z Marte", "Z Martin"]


def test_whom_somebody_met_comes_first_among_equals(msl: User, sign_in: SignIn) -> None:
    StakeholderFactory(first_name="Ann", last_name="Abel")
    AffiliationFactory(
        stakeholder=StakeholderFactory(first_name="Zoe", last_name="Abel", last_contact_at=timezone.now())
    )

    assert found(sign_in(msl), "abel")["people"] == ["Zoe Abel", "Ann Abel"]


def test_accounts_are_found_by_name_and_town(msl: User, sign_in: SignIn) -> None:
    AccountFactory(name="Lindenhof Hospital", city="Lyon")

    web = sign_in(msl)

    assert found(web, "lindehof")["accounts"] == found(web, "lyon")["accounts"] == ["Lindenhof Hospital"]


def test_archived_people_and_accounts_are_not_found(msl: User, sign_in: SignIn) -> None:
    StakeholderFactory(last_name="Gone", archived_at=timezone.now())
    AccountFactory(name="Gone House", archived_at=timezone.now())

    assert {"people", "accounts"}.isdisjoint(found(sign_in(msl), "gone"))


@pytest.mark.parametrize("typed", ["resistance", "RESIST", "resistence", "asked resistance"])
def test_words_of_notes_are_found_and_marked(
    typed: str, submitted: Interaction, msl: User, sign_in: SignIn
) -> None:
    web = sign_in(msl)

    assert len(found(web, typed)["interactions"]) == 1
    assert "<mark>resistance.</mark>" in shown(web, typed)


def test_changed_notes_are_found_by_what_they_say_now(
    submitted: Interaction, msl: User, sign_in: SignIn
) -> None:
    row = Interaction.objects.visible_to(msl).get(pk=submitted.pk)  # read without its words
    row.notes = "About tolerance."
    row.save()

    web = sign_in(msl)

    assert "interactions" in found(web, "tolerance")
    assert "interactions" not in found(web, "resistance")


def test_interactions_are_found_by_their_topic(msl: User, entry: Any, topic: Any, sign_in: SignIn) -> None:
    log_interaction(by=msl, id=new_id(), entry=entry(topics=[topic], safety_answer="no"), is_final=True)

    assert "interactions" in found(sign_in(msl), topic.name)


def test_older_interactions_are_found_too(msl: User, entry: Any, sign_in: SignIn) -> None:
    for years in (0, 1, 5):
        said = entry(
            notes="zebra", safety_answer="no", starts_at=timezone.now() - timedelta(days=370 * years, hours=1)
        )
        log_interaction(by=msl, id=new_id(), entry=said, is_final=True)

    assert len(found(sign_in(msl), "zebra")["interactions"]) == 3


#: Who may read the interaction of `msl` and the visit of `kam`.
READS_NOTES = {"msl", "manager", "director", "compliance"}
READS_VISITS = {"kam", "commercial_lead", "compliance"}
READS_DIRECTORY = set(PERSONAS) - {"administrator"}


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_finds_what_they_may_read(
    name: str, persona: Any, sign_in: SignIn, submitted: Interaction, visit: Visit
) -> None:
    web = sign_in(persona(name))

    assert ("interactions" in found(web, "resistance")) == (name in READS_NOTES)
    assert ("visits" in found(web, "quotas")) == (name in READS_VISITS)
    assert ("people" in found(web, "muller")) == (name in READS_DIRECTORY)
    assert ("accounts" in found(web, "lindenhof")) == (name in READS_DIRECTORY)
    assert "pages" in found(web, "preferences")


@pytest.mark.parametrize(
    "name", ["kam", "commercial_lead", "safety", "administrator", "other_msl", "stranger"]
)
@pytest.mark.parametrize("typed", ["resistance", "resist", "resistence"])
def test_what_one_may_not_read_answers_like_what_is_not_there(
    typed: str, name: str, persona: Any, sign_in: SignIn, submitted: Interaction
) -> None:
    web = sign_in(persona(name))
    there, nowhere = shown(web, typed), shown(web, "qqqqqqqqqq"[: len(typed)])

    assert there.replace(typed, "") == nowhere.replace("qqqqqqqqqq"[: len(typed)], "")


def test_administrators_find_people_teams_and_territories(
    administrator: User, sign_in: SignIn, msl: User
) -> None:
    TeamFactory(name="Northern lights")
    TerritoryFactory(name="Northern coast")
    web = sign_in(administrator)

    assert found(web, "mira")["colleagues"] == found(web, "liasion")["colleagues"] == ["Mira Liaison"]
    assert found(web, "northern")["places"] == ["Northern lights", "Northern coast"]


def test_pages_and_commands_are_those_of_the_navigation(msl: User, kam: User, sign_in: SignIn) -> None:
    assert found(sign_in(msl), "log inter")["pages"] == ["Log interaction"]
    assert "pages" not in found(sign_in(kam), "log inter")
    assert 'form="theme-form" name="theme" value="dark"' in shown(sign_in(kam), "dark")


def test_before_anything_is_typed_the_latest_contacts_and_all_pages_are_offered(
    submitted: Interaction, msl: User, sign_in: SignIn
) -> None:
    groups = found(sign_in(msl), " ")

    assert list(groups) == ["interactions", "pages"]
    assert len(groups["interactions"]) == 1


def test_more_than_shown_lead_to_the_list(msl: User, sign_in: SignIn) -> None:
    StakeholderFactory.create_batch(8, last_name="Abel")

    page = shown(sign_in(msl), "abel")

    assert page.count('href="/directory/stakeholders/') == 7
    assert 'href="/directory/stakeholders/?q=abel"' in page


def test_nothing_found_says_what_to_try(msl: User, sign_in: SignIn) -> None:
    assert "Nothing found for “<qq>”" in shown(sign_in(msl), "<qq>")


@pytest.mark.parametrize(
    "typed", ["'", "a' | b:*", "!", "&&", "\\", ":*", "(", "\x00", "%", "_" * 500, "ab " * 300]
)
def test_the_search_survives_what_is_no_word(typed: str, msl: User, sign_in: SignIn) -> None:
    assert sign_in(msl).get(PAGE, {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["abel", "abl", "a", "resistance", "resistence", "nowhere", ""])
def test_many_rows_cost_no_more_than_one(typed: str, msl: User, entry: Any, sign_in: SignIn) -> None:
    web, costs = sign_in(msl), []
    for count in (1, 12):
        for _ in range(count):
            AffiliationFactory(stakeholder__last_name="Abel")
            said = entry(notes="On resistance.", safety_answer="no")
            log_interaction(by=msl, id=new_id(), entry=said, is_final=True)
        with CaptureQueriesContext(connection) as asked:
            found(web, typed)
        costs.append(len(asked))

    # Less where enough is found before slips are considered.
    assert costs[1] <= costs[0] <= 32


def test_nobody_signed_in_is_sent_to_sign_in(client: WebClient) -> None:
    assert client.get(PAGE, {"q": "abel"}).status_code == 302


def test_what_oversight_finds_is_recorded_without_what_was_typed(compliance: User, sign_in: SignIn) -> None:
    from apps.audit.models import Reading

    sign_in(compliance).get(PAGE, {"q": "resistance"})

    assert list(Reading.objects.values_list("path", flat=True)) == [PAGE]


def test_lists_forgive_a_slip_too(msl: User, sign_in: SignIn) -> None:
    StakeholderFactory(first_name="Ana", last_name="Müller")
    AccountFactory(name="Lindenhof")
    web = sign_in(msl)

    people = web.get("/directory/stakeholders/", {"q": "ana mulelr"}).context["page"].rows
    places = web.get("/directory/accounts/", {"q": "lindehof"}).context["page"].rows
    assert [row.last_name for row in people] == ["Müller"]
    assert [row.name for row in places] == ["Lindenhof"]
    assert web.get("/directory/stakeholders/suggest/", {"q": "mulelr"}).json()[0]["text"] == "Ana Müller"
