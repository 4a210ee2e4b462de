"""What compliance and safety know; the words of it are read by nobody else, not even by who reported them."""

from datetime import date

from django.utils import timezone

from apps.audit.models import DeniedAttempt, Reading
from apps.incidents.models import (
    AnonymousReport,
    Assignment,
    Concern,
    CorrectiveAction,
    Incident,
    LogEntry,
    Receipt,
)
from apps.oversight.models import DetectorRule, GrantAudit, LeakTest, Sample, SampleItem, Viewing
from apps.safety.models import SafetyItem
from apps.users.models import User
from tests.world.rows import World


def work(made: World, msl: User) -> None:
    """Reported by `msl` or about them, who stands in for the officer as well."""
    made.add(SafetyItem.objects.create(reported_by=msl, description="Rash.", aware_at=timezone.now()))
    _seen(made, msl)
    _reported(made)
    _incident(made, msl)
    _sample(made, msl)
    _proofs(made)


def _seen(made: World, msl: User) -> None:
    """Who looked at what, or tried to."""
    made.add(Reading.objects.create(reader=msl, page="BA", title="BB", path="/BC", request_id="BD"))
    refused = {"user_side": "BKBKBKB", "page": "BL", "method": "GET", "kind": "hidden"}
    made.add(DeniedAttempt.objects.create(user=msl, **refused))
    made.add(Viewing.objects.create(officer=msl, person=msl, role="msl", reason="BM", until=timezone.now()))


def _reported(made: World) -> None:
    about = {"about_kind": "interactions.interaction", "about_id": made.key("interactions.Interaction")}
    made.add(Concern.objects.create(kind="other", rules=["BE"], reason="BF", **about))
    made.add(AnonymousReport.objects.create(kind="other", what_happened="BJ"))


def _incident(made: World, msl: User) -> None:
    today = date(2026, 1, 1)
    incident = made.add(
        Incident.objects.create(
            kind="other", what_happened="BG", happened_on=today, found="report", reported_by=msl,
            severity=2, owner=msl, state="correcting",
        )
    )  # fmt: skip
    made.add(CorrectiveAction.objects.create(incident=incident, what="BH", owner=msl, due_on=today))
    made.add(Assignment.objects.create(what="Read it again", owner=msl, due_on=today))
    made.add(LogEntry.objects.create(incident=incident, written_by=msl, words="BI"))
    made.add(Receipt.objects.create(incident_id=incident.pk, reporter=msl, kind="other", state_on=today))


def _sample(made: World, msl: User) -> None:
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 2)}
    sample = made.add(Sample.objects.create(drawn_by=msl, **days, size=1, seed="BR", population=1))
    contact = made.rows["coordination.Touchpoint"]
    made.add(SampleItem.objects.create(sample=sample, position=1, touchpoint=contact, note="BS"))


def _proofs(made: World) -> None:
    """That the wall stands, and when somebody is to be told that it was tried."""
    made.add(GrantAudit.objects.create(version="BNBNBNB", grants=1, differences=["BO"]))
    made.add(
        LeakTest.objects.create(
            version="BPBPBPB", ran_at=timezone.now(), words=1, pages=1, personas=["BQ"], leaks=0, digest="0" * 64
        )
    )  # fmt: skip
    made.add(DetectorRule.objects.create(detector="denied_access_burst", at_least=10, within=60))
