"""Who opens an empty record is offered first what they most likely mean; the empty form stays where it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.interactions.actions import plan_interaction
from apps.interactions.drafts import DRAFTS
from apps.interactions.entry import Entry
from apps.interactions.models import Draft, Interaction
from apps.interactions.offers import offers_for
from apps.users.models import User
from tests.factories import StakeholderFactory

EntryMaker = Callable[..., Entry]


def drafted(by: User, *people: Stakeholder, key: Any = None) -> str:
    key = key or new_id()
    fields = {"stakeholders": [str(person.pk) for person in people], "notes": ["Half"]}
    DRAFTS.save(by=by, page="log", id=key, fields=fields)
    return reverse("interactions:log", args=[key])


def due(by: User, entry: EntryMaker, **changes: Any) -> str:
    now = timezone.now().replace(microsecond=0)
    made = plan_interaction(
        by=by, id=new_id(), entry=entry(**{"starts_at": now - timedelta(hours=1), **changes})
    )
    return reverse("interactions:log", args=[made.pk])


def test_the_draft_is_offered_first_then_what_is_due(
    msl: User, entry: EntryMaker, stakeholder: Stakeholder, sign_in: Any
) -> None:
    draft, plan = drafted(msl, stakeholder), due(msl, entry)
    answer = sign_in(msl).get(reverse("interactions:log_from_nothing"), follow=True)
    assert [offer.url for offer in answer.context["offers"]] == [draft, plan]
    text = answer.content.decode()
    assert f'href="{draft}" autofocus' in text
    assert text.count("autofocus") == 1
    assert 'name="notes"' in text, "the empty form is there, too"


def test_a_draft_of_what_is_due_is_offered_once(
    msl: User, entry: EntryMaker, stakeholder: Stakeholder
) -> None:
    plan = due(msl, entry)
    drafted(msl, stakeholder, key=Interaction.objects.get().pk)
    assert [(offer.url, offer.is_draft) for offer in offers_for(msl)] == [(plan, True)]


def test_only_with_the_person_that_was_asked_for(
    msl: User, entry: EntryMaker, stakeholder: Stakeholder
) -> None:
    other = StakeholderFactory()
    drafted(msl, other)
    plan = due(msl, entry)
    assert [offer.url for offer in offers_for(msl, [str(stakeholder.pk)])] == [plan]


def test_an_empty_draft_is_nothing_to_go_on_with(msl: User, stakeholder: Stakeholder) -> None:
    begun = drafted(msl, stakeholder)
    DRAFTS.save(
        by=msl, page="log", id=new_id(), fields={"stakeholders": [], "notes": [""], "kind": ["congress"]}
    )
    assert [offer.url for offer in offers_for(msl)] == [begun]


@pytest.mark.parametrize("hours", [-5, 1])
def test_what_is_not_due_now_is_not_offered(hours: int, msl: User, entry: EntryMaker) -> None:
    due(msl, entry, starts_at=timezone.now() + timedelta(hours=hours))
    assert offers_for(msl) == []


def test_old_typing_and_other_peoples_is_not_offered(
    msl: User, manager: User, entry: EntryMaker, submitted: Interaction, stakeholder: Stakeholder
) -> None:
    drafted(manager, stakeholder)
    due(manager, entry)
    drafted(msl, key=submitted.pk)
    drafted(msl, stakeholder)
    Draft.objects.filter(owner=msl).exclude(record_id=submitted.pk).update(
        saved_at=timezone.now() - timedelta(days=8)
    )
    assert offers_for(msl) == []


def test_nothing_is_offered_where_something_was_typed(
    msl: User, stakeholder: Stakeholder, sign_in: Any
) -> None:
    drafted(msl, stakeholder)
    url = drafted(msl, stakeholder)
    assert sign_in(msl).get(url).context["offers"] == []


def test_offering_costs_four_reads_at_most(msl: User, entry: EntryMaker, stakeholder: Stakeholder) -> None:
    drafted(msl, stakeholder)
    due(msl, entry)
    with CaptureQueriesContext(connection) as asked:
        offers_for(msl)
    assert len(asked) <= 4
