"""What the medical side wrote about its contact with a person, and what came of it."""

from datetime import date

from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.dashboards.models import Edition, Subscription
from apps.followups.models import Commitment
from apps.handoffs.models import DueDays
from apps.intake.models import Handling, HandoffRule
from apps.interactions.actions import amend_interaction, log_interaction
from apps.interactions.drafts import DRAFTS
from apps.interactions.entry import Entry
from apps.interactions.models import Draft, Interaction, PlanRoom
from apps.medinfo.models import Answer, MedicalRequest, RequestSignature, ResponseTime, RoutingRule
from apps.needs.models import UnmetNeed
from apps.users.models import User
from tests.factories import TeamFactory, UserFactory
from tests.world.rows import World


def contact(made: World, msl: User, said: Entry) -> None:
    """Logged by `msl`, amended once, with another amendment begun."""
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


def work(made: World, msl: User) -> None:
    """What came of the contact, and of what was handed over and planned."""
    _promise(made, msl)
    _request(made, msl)
    _need(made, msl)
    _handling(made, msl)
    made.add(PlanRoom.objects.create(plan=made.rows["accountplans.AccountPlan"], notes="AS"))
    _report(made, msl)


def _area(made: World) -> TherapeuticArea:
    area: TherapeuticArea = made.rows["interactions.Interaction"].therapeutic_area
    return area


def _promise(made: World, msl: User) -> None:
    made.add(
        Commitment.objects.create(
            owner=msl, stakeholder=made.rows["directory.Stakeholder"], what="AI", due_on=date(2026, 1, 1),
            therapeutic_area=_area(made), interaction=made.rows["interactions.Interaction"], state="cancelled",
            cancel_reason="AJ", evidence="AK", sent_material="AL", closed_on=date(2026, 1, 1),
        )
    )  # fmt: skip


def _request(made: World, msl: User) -> None:
    """Asked of `msl`, answered by somebody of medical information; not closed, or no word could be planted in it."""
    answerer, now = UserFactory(role="medical_information", team=TeamFactory(name="Desk")), timezone.now()
    rule = made.add(RoutingRule.objects.create(country="DE", team=answerer.team))
    made.add(ResponseTime.objects.create(kind="medical", complexity="complex", amount=10))
    made.add(
        MedicalRequest.objects.create(
            owner=msl, asker=made.rows["directory.Stakeholder"], question="AL", country="DE", language="de",
            therapeutic_area=_area(made), channel="phone",
            affiliation=made.rows["directory.Affiliation"], interaction=made.rows["interactions.Interaction"],
            received_at=now, state="answered", attested_by=msl, attested_at=now, submitted_at=now, due_at=now,
            queue=answerer.team, answerer=answerer, assigned_at=now, answered_at=now, routed_by=rule,
        )
    )  # fmt: skip
    _answer(made, answerer)


def _answer(made: World, answerer: User) -> None:
    request, now = made.rows["medinfo.MedicalRequest"], timezone.now()
    made.add(Answer.objects.create(request=request, number=1, text="AM", sources="AN", written_by=answerer))
    made.add(
        RequestSignature.objects.create(
            record=request, signer=answerer, printed_name="AO", signed_at=now, meaning="attested",
            proof="password", version=1, content="AP", digest="0" * 64,
        )
    )  # fmt: skip


def _need(made: World, msl: User) -> None:
    heard = {"stakeholder": made.rows["directory.Stakeholder"], "therapeutic_area": _area(made)}
    made.add(
        UnmetNeed.objects.create(
            kind="data", words="AL", **heard, interaction=made.rows["interactions.Interaction"], recorded_by=msl,
            owner=msl, heard_on=date(2026, 1, 1), state="closed", answer="AM", answered_on=date(2026, 1, 1),
            confirmation="AN", close_reason="AO", closed_on=date(2026, 1, 1),
        )
    )  # fmt: skip


def _handling(made: World, msl: User) -> None:
    """What `msl` did with the hand-off."""
    handoff, talk = made.rows["handoffs.Handoff"], made.rows["interactions.Interaction"]
    made.add(DueDays.objects.get(urgency="soon"))
    rule = made.add(HandoffRule.objects.create(therapeutic_area=talk.therapeutic_area, person=msl))
    made.add(
        Handling.objects.create(
            handoff=handoff, assignee=msl, routed_by=rule, routed_because="AQ", routed_at=timezone.now(), note="AR",
            decline_reason="other", interaction=talk,
        )
    )  # fmt: skip


def _report(made: World, msl: User) -> None:
    days = {"first_day": date(2026, 1, 5), "last_day": date(2026, 1, 11)}
    promised = {"cancelled": {"count": 1, "keys": [str(made.key("followups.Commitment"))]}}
    made.add(Edition.objects.create(person=msl, report="weekly", **days, content={"promises": promised}))
    made.add(Subscription.objects.create(person=msl, report="weekly"))
