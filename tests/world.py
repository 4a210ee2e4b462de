"""One of everything, so that tests can visit every page and look for every word.

`world` holds a row of each model on each side; `canaries` then replaces every text in it by a word of its own.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
from apps.audit.models import DeniedAttempt, Reading
from apps.catalog.models import Product, TherapeuticArea, Topic
from apps.coordination.models import (
    AccountPhase,
    BriefView,
    CollisionNotice,
    CollisionSeen,
    CollisionWindow,
    CriticalEvent,
    DisclosurePolicy,
    DoNotVisitWindow,
)
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.dashboards.models import Edition, Subscription
from apps.directory.models import Account, AccountIdentifier, Stakeholder, StakeholderIdentifier
from apps.firewall.registry import is_history, side_of, tables
from apps.firewall.sides import Side
from apps.followups.models import Commitment
from apps.handoffs.models import Handoff, JointVisit, JointVisitStakeholder
from apps.incidents.models import AnonymousReport, Concern, CorrectiveAction, Incident, LogEntry, Receipt
from apps.influence.models import Committee, Seat, Tie
from apps.intake.models import Handling, HandoffRule
from apps.integrations.models import (
    ColumnMapping,
    CommercialReplay,
    ImportRow,
    ImportRun,
    MedicalReplay,
    OversightReplay,
    Review,
)
from apps.interactions.actions import amend_interaction, log_interaction
from apps.interactions.drafts import DRAFTS
from apps.interactions.entry import Entry
from apps.interactions.models import Draft, Interaction
from apps.interactions.models import PlanRoom as MedicalRoom
from apps.keyaccounts.drafts import DRAFTS as VISIT_DRAFTS
from apps.keyaccounts.models import Draft as VisitDraft
from apps.keyaccounts.models import PlanRoom as CommercialRoom
from apps.kols.models import (
    Authorship,
    Candidate,
    Interest,
    Involvement,
    KOLProfile,
    MatchQuestion,
    Publication,
    RelationshipStageChange,
    TopicToAvoid,
    Trial,
    TrialSite,
)
from apps.kols.trial_recording import place_key
from apps.medinfo.models import Answer, MedicalRequest, RequestSignature, ResponseTime, RoutingRule
from apps.needs.models import UnmetNeed
from apps.notifications.models import Choice, Message, QuietTime
from apps.oversight.models import DetectorRule, GrantAudit, LeakTest, Sample, SampleItem, Viewing
from apps.protocols.models import Acknowledgement, Protocol, ProtocolVersion
from apps.reviews.models import ReviewRequest, SteeringRule
from apps.safety.models import SafetyItem
from apps.users.models import HandOver, User
from tests.factories import (
    AffiliationFactory,
    MaterialFactory,
    StakeholderFactory,
    TeamFactory,
    TerritoryFactory,
    UserFactory,
    kol_profile,
)

WALLED = {Side.MEDICAL, Side.COMMERCIAL, Side.SAFETY, Side.OVERSIGHT}


@dataclass
class World:
    """Rows by model label, such as `interactions.Interaction`."""

    rows: dict[str, Any] = field(default_factory=dict)

    def add(self, row: models.Model | None) -> Any:
        """Remember a row as the one of its model."""
        assert row is not None
        return self.rows.setdefault(row._meta.label, row)

    def key(self, label: str) -> Any:
        """The key of the row of a model."""
        return self.rows[label].pk


@pytest.fixture
def world(
    msl: User,
    kam: User,
    account: Account,
    stakeholder: Stakeholder,
    purpose: Any,
    area: TherapeuticArea,
    topic: Topic,
    entry: Any,
) -> World:
    """One of everything; the medical part belongs to `msl`, the commercial one to `kam`."""
    made = World()
    made.add(account), made.add(stakeholder), made.add(msl), made.add(topic)
    made.add(AffiliationFactory(stakeholder=stakeholder, account=account))
    made.add(AccountIdentifier.objects.create(account=account, system="crm", value="A-1"))
    made.add(StakeholderIdentifier.objects.create(stakeholder=stakeholder, system="crm", value="S-1"))
    profile = made.add(_profile(msl, stakeholder, area))
    _papers(made, profile, msl)
    _trial(made, profile)
    _interaction(
        made, msl, entry(topics=[topic], materials=[made.add(MaterialFactory(therapeutic_area=area))])
    )
    _visit(made, kam, account, stakeholder, purpose)
    _around(made, msl, account)
    _imports(made, msl)
    made.add(SafetyItem.objects.create(reported_by=msl, description="Rash.", aware_at=timezone.now()))
    _promise(made, msl, stakeholder, area)
    _request(made, msl)
    made.add(_need(msl, made.rows["interactions.Interaction"], stakeholder, area))
    _handoff(made, kam, msl)
    _joint_visit(made, kam, msl)
    _plan(made, kam, msl)
    _review(made, msl)
    _report(made, msl)
    made.add(_message(msl, made.rows["interactions.Interaction"]))
    _protocol(made, msl)
    _oversight(made, msl)
    _map(made, account, stakeholder)
    made.add(QuietTime.objects.create(user=msl))
    made.add(Choice.objects.create(user=msl, group="reports", how="daily"))
    return made


@pytest.fixture
def tour(world: World) -> World:
    """The world, with the rows that only administrators see."""
    world.add(world.rows["users.User"].team)
    world.add(TerritoryFactory())
    somebody = world.rows["users.User"]
    world.add(DisclosurePolicy.objects.create(number=1, drafted_by=somebody))
    area = world.add(world.rows["catalog.Topic"].therapeutic_area)
    world.add(Product.objects.create(name="Made-up product", therapeutic_area=area, stage="launched"))
    world.add(
        HandOver.objects.create(
            person=somebody, work_side="medical", cause="left", from_role="msl", asked_by=somebody
        )
    )
    return world


def _map(made: World, account: Account, stakeholder: Stakeholder) -> None:
    committee = made.add(Committee.objects.create(account=account, name="Board", kind="formulary"))
    made.add(Seat.objects.create(committee=committee, stakeholder=stakeholder, role="chair"))
    other = StakeholderFactory()
    made.add(Tie.objects.create(source=other, target=stakeholder, kind="asks_advice", evidence="said"))


def _profile(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> KOLProfile:
    profile = kol_profile(
        area=area,
        stakeholder=stakeholder,
        tier=2,
        tier_reason="Wrote it.",
        nomination_reason="Knows.",
        responsible=msl,
    )
    Interest.objects.create(profile=profile, text="Resistance", source="Talk")
    TopicToAvoid.objects.create(profile=profile, text="Pricing")
    RelationshipStageChange.objects.create(
        profile=profile, stage="engaged", evidence="Called.", changed_on=date(2026, 1, 1), changed_by=msl
    )
    return profile


def _papers(made: World, profile: KOLProfile, msl: User) -> None:
    paper = made.add(
        Publication.objects.create(
            pmid="1", title="A", journal="B", source="made up", source_file="f.xml", verified_on=date(2026, 1, 1),
            published_on=date(2026, 1, 1), topics=[{"name": "C"}], conflict_statement="None.", doi="10.1/1",
            types=["Letter"], trial_ids=["NCT1"],
        )
    )  # fmt: skip
    someone = made.add(Candidate.objects.create(last_name="D", name_folded="d", affiliation="E", reason="F"))
    for position, person in enumerate(({"stakeholder": profile.stakeholder}, {"candidate": someone}), 1):
        made.add(
            Authorship.objects.create(
                publication=paper,
                position=position,
                printed_name="G",
                affiliations=["H"],
                match_reasons=["I"],
                **person,
            )
        )
    made.add(
        MatchQuestion.objects.create(
            candidate=someone, stakeholder=profile.stakeholder, score=60, reasons=["J"]
        )
    )
    for row in (
        profile.areas.get(),
        profile.interests.get(),
        profile.topics_to_avoid.get(),
        profile.stage_changes.get(),
    ):
        made.add(row)


def _trial(made: World, profile: KOLProfile) -> None:
    trial = made.add(
        Trial.objects.create(
            nct_id="NCT00000001", title="A", official_title="B", acronym="C", status="RECRUITING", phases=["PHASE2"],
            sponsor="D", collaborators=["E"], conditions=["F"], interventions=[{"kind": "DRUG", "name": "G"}],
            topics=[{"ui": "H", "name": "I"}], org_ids=["J"], source="made up", source_file="f.json",
            verified_on=date(2026, 1, 1), pmids=["1"],
        )
    )  # fmt: skip
    account = made.rows["directory.Account"]
    key = place_key(account.name, account.city)
    made.add(TrialSite.objects.create(trial=trial, position=1, facility="K", city="L", place_key=key))
    people = ({"stakeholder": profile.stakeholder}, {"candidate": made.rows["kols.Candidate"]})
    for position, person in enumerate(people, 1):
        made.add(
            Involvement.objects.create(
                trial=trial,
                position=position,
                roles=["principal_investigator"],
                printed_name="M",
                affiliations=["N"],
                match_reasons=["O"],
                **person,
            )
        )


def _promise(made: World, msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> None:
    made.add(
        Commitment.objects.create(
            owner=msl,
            stakeholder=stakeholder,
            therapeutic_area=area,
            interaction=made.rows["interactions.Interaction"],
            what="AI",
            due_on=date(2026, 1, 1),
            state="cancelled",
            cancel_reason="AJ",
            evidence="AK",
            sent_material="AL",
            closed_on=date(2026, 1, 1),
        )
    )


def _interaction(made: World, msl: User, said: Entry) -> None:
    first = Entry(**(said.values() | {"notes": "Kay", "needs_and_concerns": "L", "safety_answer": "no"}))
    interaction = log_interaction(by=msl, id=new_id(), entry=first, is_final=True)
    second = Entry(**(first.values() | {"notes": "Em"}))
    before = snapshot(first.values())
    amend_interaction(by=msl, interaction=interaction, entry=second, reason="N", before=before)
    Interaction.objects.filter(pk=interaction.pk).update(cancel_reason="O")
    DRAFTS.save(by=msl, page="amend", id=interaction.pk, fields={"notes": ["P"]})
    made.add(Interaction.objects.get())
    for row in (
        interaction.touchpoint,
        interaction.touchpoint.attendees.first(),
        interaction.versions.first(),
        interaction.topic_rows.first(),
        interaction.material_rows.first(),
        Draft.objects.get(),
    ):
        made.add(row)


def _visit(made: World, kam: User, account: Account, stakeholder: Stakeholder, purpose: Any) -> None:
    from apps.keyaccounts.actions import plan_visit

    values = {"account": account, "stakeholders": [stakeholder], "channel": "phone", "purpose": purpose}
    visit = plan_visit(
        by=kam, id=new_id(), values=values | {"starts_at": timezone.now() - timedelta(hours=1)}
    )
    visit.notes = "Cue"
    visit.save()
    made.add(visit)
    VISIT_DRAFTS.save(by=kam, page="log", id=visit.pk, fields={"notes": ["R"]})
    made.add(VisitDraft.objects.get())


def _around(made: World, msl: User, account: Account) -> None:
    """What both functions know of each other and of the account."""
    now, today = timezone.now(), date(2026, 1, 1)
    mine, theirs = made.rows["coordination.Touchpoint"], made.rows["keyaccounts.Visit"].touchpoint
    first, second = sorted((mine, theirs), key=lambda one: one.pk)
    pair = {"first": first, "second": second, "found_at": now}
    notice = made.add(CollisionNotice.objects.create(**pair, is_same_account=True, is_same_person=True))
    made.add(CollisionSeen.objects.create(notice=notice, user=msl, seen_at=now))
    made.add(CollisionWindow.objects.create(account=account, days=5))
    of_account = {"account": account, "recorded_by": msl, "starts_on": today}
    made.add(AccountPhase.objects.create(**of_account, phase="active"))
    made.add(CriticalEvent.objects.create(**of_account, kind="contract_freeze"))
    made.add(DoNotVisitWindow.objects.create(**of_account, ends_on=today, reason="holidays"))
    made.add(BriefView.objects.create(touchpoint=mine, user=msl, viewed_at=now))


def _imports(made: World, msl: User) -> None:
    run = made.add(
        ImportRun.objects.create(
            file_name="R.xml", digest="S", format_name="T", message="U", started_by=msl, state="staged"
        )
    )
    made.add(ImportRow.objects.create(run=run, number=1, label="V", record={"title": "W"}, problem="X"))
    made.add(
        Review.objects.create(
            run=run,
            subject="person",
            label="AA",
            record={"row": "AB"},
            identity="AI",
            choices=[{"key": "AH", "score": 60, "reasons": ["AC"]}],
            message="AD",
        )
    )
    made.add(ColumnMapping.objects.create(source="AE", fingerprint="AF", mapping={"source": "AG"}))
    for model in (MedicalReplay, CommercialReplay, OversightReplay):
        made.add(
            model.objects.create(caller=msl, key="Y", request_digest="Z", status=201, object_id=new_id())
        )


def _request(made: World, msl: User) -> None:
    """Asked of `msl`, answered by somebody of medical information; not closed, or no word could be planted in it."""
    answerer, now = UserFactory(role="medical_information", team=TeamFactory(name="Desk")), timezone.now()
    rule = made.add(RoutingRule.objects.create(country="DE", team=answerer.team))
    made.add(ResponseTime.objects.create(kind="medical", complexity="complex", amount=10))
    request = made.add(
        MedicalRequest.objects.create(
            owner=msl, asker=made.rows["directory.Stakeholder"], question="AL", country="DE", language="de",
            therapeutic_area=made.rows["interactions.Interaction"].therapeutic_area, channel="phone",
            affiliation=made.rows["directory.Affiliation"], interaction=made.rows["interactions.Interaction"],
            received_at=now, state="answered", attested_by=msl, attested_at=now, submitted_at=now, due_at=now,
            queue=answerer.team, answerer=answerer, assigned_at=now, answered_at=now, routed_by=rule,
        )
    )  # fmt: skip
    made.add(Answer.objects.create(request=request, number=1, text="AM", sources="AN", written_by=answerer))
    made.add(
        RequestSignature.objects.create(
            record=request, signer=answerer, printed_name="AO", signed_at=now, meaning="attested",
            proof="password", version=1, content="AP", digest="0" * 64,
        )
    )  # fmt: skip


def _need(msl: User, talk: Interaction, stakeholder: Stakeholder, area: TherapeuticArea) -> UnmetNeed:
    return UnmetNeed.objects.create(
        kind="data", words="AL", stakeholder=stakeholder, therapeutic_area=area, interaction=talk, recorded_by=msl,
        owner=msl, heard_on=date(2026, 1, 1), state="closed", answer="AM", answered_on=date(2026, 1, 1),
        confirmation="AN", close_reason="AO", closed_on=date(2026, 1, 1),
    )  # fmt: skip


def _handoff(made: World, kam: User, msl: User) -> None:
    """Handed over by `kam`, done by `msl`: what stands on each side of it."""
    now, talk = timezone.now(), made.rows["interactions.Interaction"]
    handoff = made.add(
        Handoff.objects.create(
            asked_by=kam, asked_at=now, attested_by=kam, attested_at=now, due_at=now, words="Is there more?",
            stakeholder=made.rows["directory.Stakeholder"], account=made.rows["directory.Account"], wanted="literature",
            therapeutic_area=talk.therapeutic_area, state="done", accepted_at=now, ended_at=now,
        )
    )  # fmt: skip
    rule = made.add(HandoffRule.objects.create(therapeutic_area=talk.therapeutic_area, person=msl))
    made.add(
        Handling.objects.create(
            handoff=handoff, assignee=msl, routed_by=rule, routed_because="AQ", routed_at=now, note="AR",
            decline_reason="other", interaction=talk,
        )
    )  # fmt: skip


def _joint_visit(made: World, kam: User, msl: User) -> None:
    """Asked for by `kam`, not yet of compliance."""
    visit = made.add(
        JointVisit.objects.create(
            asked_by=kam, partner=msl, account=made.rows["directory.Account"], purpose="introduction",
            starts_at=timezone.now() + timedelta(days=3), justification="They asked for it.",
        )
    )  # fmt: skip
    person = made.rows["directory.Stakeholder"]
    made.add(JointVisitStakeholder.objects.create(joint_visit=visit, stakeholder=person))


def _plan(made: World, kam: User, msl: User) -> None:
    """Led by `kam`, with `msl` in the team, and a room on each side."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    plan = made.add(AccountPlan.objects.create(account=made.rows["directory.Account"], owner=kam, **days))
    goal = made.add(PlanGoal.objects.create(plan=plan, kind="education", title="Teach the ward.", owner=msl))
    made.add(PlanMilestone.objects.create(goal=goal, title="First afternoon.", due_on=date(2026, 3, 1)))
    made.add(PlanMember.objects.create(plan=plan, user=msl))
    made.add(PlanStakeholder.objects.create(plan=plan, stakeholder=made.rows["directory.Stakeholder"]))
    made.add(MedicalRoom.objects.create(plan=plan, notes="AS"))
    made.add(CommercialRoom.objects.create(plan=plan, notes="AT"))


def _review(made: World, msl: User) -> None:
    """Of a plan that is not there any more, so that the page shows the review alone."""
    asked = {"asked_by": msl, "asked_at": timezone.now(), "wanted_by": date(2026, 1, 1)}
    made.add(ReviewRequest.objects.create(subject_kind="account_plan", subject_id=new_id(), **asked))
    made.add(SteeringRule.objects.order_by("code").first())


def _report(made: World, msl: User) -> None:
    days = {"first_day": date(2026, 1, 5), "last_day": date(2026, 1, 11)}
    promised = {"cancelled": {"count": 1, "keys": [str(made.key("followups.Commitment"))]}}
    made.add(Edition.objects.create(person=msl, report="weekly", **days, content={"promises": promised}))
    made.add(Subscription.objects.create(person=msl, report="weekly"))


def _protocol(made: World, msl: User) -> None:
    protocol = made.add(Protocol.objects.create(name="CA", audience="both"))
    version = made.add(
        ProtocolVersion.objects.create(
            protocol=protocol, number=1, text="CB", effective_on=date(2026, 1, 1), review_on=date(2030, 1, 1),
            made_by=msl, published_by=msl, published_at=timezone.now(),
        )
    )  # fmt: skip
    made.add(Acknowledgement.objects.create(version=version, user=msl))


def _oversight(made: World, msl: User) -> None:
    """What compliance knows; the words of it are read by nobody else, not even by who reported them."""
    made.add(Reading.objects.create(reader=msl, page="BA", title="BB", path="/BC", request_id="BD"))
    about = {"about_kind": "interactions.interaction", "about_id": made.key("interactions.Interaction")}
    made.add(
        DeniedAttempt.objects.create(user=msl, user_side="BKBKBKB", page="BL", method="GET", kind="hidden")
    )
    made.add(Concern.objects.create(kind="other", rules=["BE"], reason="BF", **about))
    incident = made.add(
        Incident.objects.create(
            kind="other", what_happened="BG", happened_on=date(2026, 1, 1), found="report", reported_by=msl,
            severity=2, owner=msl, state="correcting",
        )
    )  # fmt: skip
    made.add(
        CorrectiveAction.objects.create(incident=incident, what="BH", owner=msl, due_on=date(2026, 1, 1))
    )
    made.add(LogEntry.objects.create(incident=incident, written_by=msl, words="BI"))
    made.add(Viewing.objects.create(officer=msl, person=msl, role="msl", reason="BM", until=timezone.now()))
    sample = made.add(
        Sample.objects.create(
            drawn_by=msl,
            first_day=date(2026, 1, 1),
            last_day=date(2026, 1, 2),
            size=1,
            seed="BR",
            population=1,
        )
    )
    contact = made.rows["coordination.Touchpoint"]
    made.add(SampleItem.objects.create(sample=sample, position=1, touchpoint=contact, note="BS"))
    made.add(GrantAudit.objects.create(version="BNBNBNB", grants=1, differences=["BO"]))
    made.add(
        LeakTest.objects.create(
            version="BPBPBPB",
            ran_at=timezone.now(),
            words=1,
            pages=1,
            personas=["BQ"],
            leaks=0,
            digest="0" * 64,
        )
    )
    made.add(DetectorRule.objects.create(detector="denied_access_burst", at_least=10, within=60))
    made.add(AnonymousReport.objects.create(kind="other", what_happened="BJ"))
    made.add(
        Receipt.objects.create(incident_id=incident.pk, reporter=msl, kind="other", state_on=date(2026, 1, 1))
    )


def _message(msl: User, interaction: Interaction) -> Message:
    return Message.objects.create(
        recipient=msl, kind="log_due", cause_id=interaction.pk, occasion="x", link=interaction.get_absolute_url(),
        due_at=timezone.now(), sent_at=timezone.now(), state="sent",
    )  # fmt: skip


@pytest.fixture
def canaries(world: World) -> dict[Side, dict[str, str]]:
    """Side to (word, where it was planted). Every free text of every walled table, its history included, holds one."""
    planted: dict[Side, dict[str, str]] = {side: {} for side in WALLED}
    for model in tables():
        side = side_of(model)
        if side in WALLED and not is_history(model):
            assert model._default_manager.exists(), f"tests/world.py makes no {model._meta.label}"
            for column in _text_fields(model):
                word = f"zq{sum(map(len, planted.values())):03d}x"
                _plant(model, column, word)
                planted[side][word] = f"{model._meta.label}.{column.name}"
    return planted


def _text_fields(model: type[models.Model]) -> list[Any]:
    kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
    fields = [
        field for field in model._meta.local_concrete_fields if isinstance(field, kinds) and not field.choices
    ]
    fields = [field for field in fields if not isinstance(field, ArrayField) or not field.base_field.choices]
    return [field for field in fields if (getattr(field, "max_length", None) or 7) >= 7]


def _plant(model: type[models.Model], column: Any, word: str) -> None:
    """Write past the application, so that no rule can keep the word out; the triggers copy it into the history."""
    rows = model._default_manager.order_by("pk")
    for row in rows[:1] if column.unique else rows:
        rows.filter(pk=row.pk).update(**{column.name: _worded(column, getattr(row, column.name), word)})


def _worded(column: Any, value: Any, word: str) -> Any:
    if isinstance(column, models.JSONField):
        return _in_document(value, word)
    return [word] if isinstance(column, ArrayField) else word


def _in_document(value: Any, word: str) -> Any:
    """Keep the shape that pages rely on: every text in the document becomes the word."""
    if isinstance(value, dict):
        return {key: _in_document(item, word) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_document(item, word) for item in value]
    return word if isinstance(value, str) else value
