"""The rows of the demo are those that the product's own actions would have written."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count, F, Max, Q
from django.http import QueryDict

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.policies import may_contact, may_plan_touchpoint
from apps.demo.corpus import choices, notes
from apps.demo.corpus.staff import USER_BY_KEY
from apps.demo.records import DemoPlan
from apps.directory.models import Account, Stakeholder
from apps.firewall.cluster import differences
from apps.interactions.entry import entry_of
from apps.interactions.forms import Log
from apps.interactions.models import Draft, Interaction, Version
from apps.interactions.recording import content_of
from apps.interactions.reminders import LOG_DUE_AFTER
from apps.keyaccounts.models import Visit
from apps.kols.models import Authorship, Candidate, KOLProfile, MatchQuestion
from apps.notifications.models import Message
from apps.safety.models import SafetyItem
from apps.users.models import Territory, User
from tests.demo.logins import user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SAID = ["held", "submitted", "amended"]
FILLED = [
    "users.Team",
    "catalog.TherapeuticAreaAssignment",
    "catalog.Product",
    "catalog.Topic",
    "evidence.Material",
    "directory.AccountIdentifier",
    "directory.StakeholderIdentifier",
    "directory.Affiliation",
    "kols.ProfileArea",
    "kols.Interest",
    "kols.TopicToAvoid",
    "kols.RelationshipStageChange",
    "kols.Publication",
    "interactions.InteractionTopic",
    "interactions.InteractionMaterial",
    "needs.UnmetNeed",
    "medinfo.Answer",
    "medinfo.RequestSignature",
    "medinfo.RoutingRule",
    "dashboards.Edition",
    "audit.DeniedAttempt",
    "incidents.AnonymousReport",
    "incidents.Concern",
    "incidents.CorrectiveAction",
    "incidents.LogEntry",
    "incidents.Receipt",
    "oversight.SampleItem",
    "protocols.Acknowledgement",
    "protocols.ProtocolSignature",
]


def test_as_many_rows_as_the_plan_has(loaded: DemoPlan) -> None:
    assert Account.objects.count() == 60
    assert Stakeholder.objects.count() == 300
    assert Touchpoint.objects.count() == len(loaded.contacts)
    assert Interaction.objects.count() == sum(c.side == "medical" for c in loaded.contacts)
    assert Visit.objects.count() == sum(c.visit_note is not None for c in loaded.contacts)
    assert TouchpointStakeholder.objects.count() == sum(len(c.stakeholders) for c in loaded.contacts)
    assert KOLProfile.objects.count() == len(loaded.kol_profiles)


@pytest.mark.parametrize("label", FILLED)
def test_no_table_of_the_pages_is_empty(label: str) -> None:
    assert apps.get_model(label)._default_manager.exists()


def test_there_is_a_contact_in_every_state() -> None:
    assert set(Interaction.objects.values_list("state", flat=True)) == set(Interaction.State.values)
    assert set(Touchpoint.objects.values_list("state", flat=True)) == set(Touchpoint.State.values)


def test_europe_holds_the_european_territories() -> None:
    children = Territory.objects.get(name="Europe").children.values_list("name", flat=True)
    assert set(children) == {"Germany and Austria", "France and United Kingdom"}
    territory = user("msl").territory
    assert territory is not None
    assert territory.name == "Germany and Austria"


def test_paths_and_folded_names_are_those_that_saving_makes() -> None:
    for account in Account.objects.select_related("parent"):
        assert account.path == [*(account.parent.path if account.parent else []), account.pk]
        assert account.name_folded == account.folded_name()
    for person in Stakeholder.objects.all():
        assert person.name_folded == person.folded_name()
    for profile in KOLProfile.objects.select_related("stakeholder"):
        assert profile.name_folded == profile.stakeholder.name_folded
    assert all("demo example" in name for name in user_names())


def user_names() -> list[str]:
    return [user(key).name_folded for key in ("msl", "kam", "admin")]


def test_the_last_contact_is_the_latest_that_was_held() -> None:
    held = Max("attendances__starts_at", filter=Q(attendances__touchpoint__state="held"))
    people = Stakeholder.objects.annotate(expected=held)
    assert people.filter(last_contact_at=None).exists()
    assert all(person.last_contact_at == person.expected for person in people)
    visited = Account.objects.annotate(
        expected=Max("touchpoints__starts_at", filter=Q(touchpoints__state="held"))
    )
    assert all(account.last_contact_at == account.expected for account in visited)


def test_the_last_interaction_is_the_latest_of_the_medical_side() -> None:
    attendances = "stakeholder__attendances"
    said = Q(**{f"{attendances}__touchpoint__interaction__state__in": SAID})
    profiles = KOLProfile.objects.annotate(expected=Max(f"{attendances}__starts_at", filter=said))
    assert all(profile.last_interaction_at == profile.expected for profile in profiles)


def test_copies_agree_with_their_envelope() -> None:
    for row in TouchpointStakeholder.objects.select_related("touchpoint"):
        assert (row.starts_at, row.is_removed) == (row.touchpoint.starts_at, False)
    for interaction in Interaction.objects.select_related("touchpoint"):
        envelope = interaction.touchpoint
        assert (interaction.starts_at, interaction.owner_id) == (envelope.starts_at, envelope.owner_id)
        assert interaction.planned_for == envelope.starts_at
        assert envelope.state == ("held" if interaction.state in SAID else interaction.state)
        assert envelope.function == "medical"


def test_every_contact_was_allowed() -> None:
    for touchpoint in Touchpoint.objects.select_related("owner").prefetch_related("attendees__stakeholder"):
        people = [row.stakeholder for row in touchpoint.attendees.all()]
        assert people
        assert may_plan_touchpoint(touchpoint.owner)
        assert may_contact(touchpoint.owner, people)
        assert touchpoint.owner.side == touchpoint.function


def submitted() -> Any:
    rows = Interaction.objects.filter(state__in=["submitted", "amended"])
    return rows.select_related("touchpoint__account", "touchpoint__purpose", "therapeutic_area")


def test_the_latest_version_says_what_the_record_says() -> None:
    amended = list(submitted().filter(state="amended").prefetch_related("topics", "materials", "versions"))
    others = submitted().filter(state="submitted").prefetch_related("topics", "materials", "versions")
    for interaction in [*amended, *others.order_by("-starts_at")[:12]]:
        versions = list(interaction.versions.all())
        assert [version.number for version in versions] == list(range(1, interaction.version + 1))
        assert versions[-1].content == content_of(entry_of(interaction))
        assert versions[0].created_at == interaction.submitted_at
    assert len(amended) >= 5


def test_an_amendment_says_what_changed_and_why() -> None:
    for second in Version.objects.filter(number=2).select_related("interaction"):
        first = Version.objects.get(interaction=second.interaction, number=1)
        changed = {name for name in first.content if first.content[name] != second.content[name]}
        assert changed == {"notes"}
        assert second.reason
        assert not first.reason
        assert first.created_at < second.created_at


def test_nothing_is_said_before_it_was_held() -> None:
    counted = Interaction.objects.annotate(made=Count("versions"))
    for interaction in counted.filter(state__in=["planned", "cancelled"]):
        assert (interaction.notes, interaction.made, interaction.submitted_at) == ("", 0, None)
        assert bool(interaction.cancel_reason) == (interaction.state == "cancelled")
    for interaction in counted.filter(state__in=["submitted", "amended"]):
        assert interaction.starts_at < interaction.opened_at < interaction.submitted_at
        assert interaction.made == interaction.version > 0


def test_each_side_sees_its_own() -> None:
    assert not Interaction.objects.visible_to(user("kam")).exists()
    assert not Visit.objects.visible_to(user("msl")).exists()
    assert Visit.objects.visible_to(user("kam")).exists()
    areas = Interaction.objects.visible_to(user("msl")).values_list("therapeutic_area__code", flat=True)
    assert set(areas) == {"haem_onc"}
    functions = Touchpoint.objects.visible_to(user("kam")).values_list("function", flat=True)
    assert set(functions) == {"medical", "commercial"}
    assert 0 < KOLProfile.objects.visible_to(user("msl2")).count() < KOLProfile.objects.count()


def test_authors_are_recognised_as_whom_they_are(loaded: DemoPlan) -> None:
    emails = {person.key: person.email for person in loaded.stakeholders}
    wanted = {
        (paper.doi, author.position, emails[author.stakeholder])
        for paper in loaded.publications
        for author in paper.authors
        if author.stakeholder
    }
    linked = Authorship.objects.exclude(stakeholder=None)
    assert set(linked.values_list("publication__doi", "position", "stakeholder__email")) == wanted
    assert not Authorship.objects.filter(stakeholder=None, candidate=None).exists()


def test_candidates_and_questions_wait_for_a_decision() -> None:
    assert Candidate.objects.filter(state="open", evidence_score__gt=0).count() == Candidate.objects.count()
    assert MatchQuestion.objects.filter(answer="open").count() >= 5


def test_safety_was_told_what_was_heard_and_no_more() -> None:
    heard = Interaction.objects.filter(safety_answer="yes")
    items = SafetyItem.objects.all()
    assert {item.touchpoint_id for item in items} == set(heard.values_list("touchpoint", flat=True))
    for item in items:
        assert item.description.removesuffix(".") in " ".join(notes.SAFETY)
        assert len(item.description) < 80
    states = Counter(item.state for item in items)
    assert states["acknowledged"] > states["not_a_report"] > 0


def test_reminders_wait_for_what_is_planned_and_old_ones_are_not_mailed(loaded: DemoPlan) -> None:
    planned = {row.pk: row for row in Interaction.objects.filter(state="planned")}
    messages = Message.objects.filter(kind="log_due")
    assert sorted(message.cause_id for message in messages) == sorted(planned)
    midnight = datetime.combine(loaded.today, time(), UTC)
    for message in messages:
        interaction = planned[message.cause_id]
        assert message.recipient_id == interaction.owner_id
        assert message.due_at == interaction.starts_at + LOG_DUE_AFTER
        assert message.state in ({"sent", "failed"} if message.due_at < midnight else {"waiting"})
    assert {message.state for message in messages} == {"sent", "failed", "waiting"}


def test_the_draft_can_be_finished() -> None:
    draft = Draft.objects.get()
    typed = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        typed.setlist(name, values)
    form = Log(typed, user=user("msl"))
    assert form.is_valid(), form.errors
    assert draft.owner == user("msl")
    assert not Interaction.objects.filter(pk=draft.record_id).exists()


@pytest.mark.parametrize("label", ["coordination.Touchpoint", "interactions.Interaction"])
def test_the_history_names_the_owner(label: str) -> None:
    model = apps.get_model(label)
    event = next(found for found in apps.get_models() if getattr(found, "pgh_tracked_model", None) is model)
    rows = event._default_manager.values_list("pgh_obj_id", "owner_id", "pgh_context", "pgh_label")
    found = {key: (str(owner), context, kind) for key, owner, context, kind in rows}
    assert len(found) == len(rows) == model._default_manager.count()
    for owner, context, kind in found.values():
        assert kind == "insert"
        assert context == {"user": owner, "verb": "load_demo"}


def test_every_purpose_is_used() -> None:
    used = set(Touchpoint.objects.values_list("purpose__code", flat=True))
    assert used == set(choices.PURPOSE_CLASSES)


def test_a_second_run_changes_nothing_and_says_so() -> None:
    before = [row.updated_at for row in Account.objects.order_by("pk")]
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue() == "The demo data is there already; nothing was changed.\n"
    assert [row.updated_at for row in Account.objects.order_by("pk")] == before


def test_the_wall_stands_after_the_load() -> None:
    assert differences() == []


@pytest.mark.parametrize(
    "login", ["msl", "msl2", "manager", "director", "kam", "compliance", "safety", "admin"]
)
def test_every_demo_login_signs_in(sign_in: Callable[[User], Any], login: str) -> None:
    assert user(login).check_password("demo")
    assert user(login).role == USER_BY_KEY[login].role
    assert sign_in(user(login)).get("/", follow=True).status_code == 200


def test_a_visit_has_the_key_of_its_contact() -> None:
    assert not Visit.objects.exclude(pk=F("touchpoint")).exists()
