"""Loads what compliance keeps, by its own actions: protocols, incidents, a concern, a sample of contacts."""

import hashlib
import uuid
from datetime import timedelta

from django.utils import timezone

from apps.audit.models import DeniedAttempt
from apps.core.merging import snapshot
from apps.demo.corpus.oversight import ANONYMOUS, CORRECTION, INCIDENTS, PROTOCOLS, REASON, REFUSED
from apps.demo.loading.made import Made
from apps.incidents.actions import (
    add_corrective_action,
    move_incident,
    raise_concern,
    report_anonymously,
    report_incident,
)
from apps.incidents.models import ConcernKind, Incident
from apps.interactions.models import Interaction
from apps.oversight.actions import draw_sample, review_item
from apps.oversight.sampling import population
from apps.protocols.actions import acknowledge_version, draft_protocol, draft_version, publish_version
from apps.users.proving import PASSWORD, Proof

#: How many contacts are drawn, and how many of them are read already.
DRAWN, READ = 12, 4


def load_oversight(made: Made, interactions: list[Interaction]) -> None:
    """After the contacts, since compliance reads them."""
    _protocols(made)
    _incidents(made)
    _concern(made, interactions)
    _sample(made)
    _denied(made)
    # Random by its digest, since the key of an anonymous report tells no time.
    key = uuid.UUID(bytes=hashlib.sha256(b"anonymous").digest()[:16], version=4)
    report_anonymously(id=key, kind="steering", what_happened=ANONYMOUS)


def _protocols(made: Made) -> None:
    officer, today = made.users["compliance"], made.plan.today
    for number, (key, name, audience, text) in enumerate(PROTOCOLS):
        values = {
            "name": name,
            "audience": audience,
            "text": text,
            "effective_on": today - timedelta(days=200),
            "review_on": today + timedelta(days=20 + 120 * number),
        }
        draft = draft_protocol(by=officer, id=made.key("protocol", key), values=values)
        proof = Proof(officer.pk, PASSWORD, timezone.now())
        version = publish_version(by=officer, version=draft, seen=draft.revision, proof=proof)
        if number == 0:
            for person in ("manager", "director"):
                acknowledge_version(by=made.users[person], version=version)
            draft_version(by=officer, protocol=version.protocol)


def _incidents(made: Made) -> None:
    officer, today = made.users["compliance"], made.plan.today
    for kind, words, days, steps, reporter in INCIDENTS:
        key = made.key("incident", words)
        values = {"kind": kind, "what_happened": words, "happened_on": today - timedelta(days=days)}
        report_incident(by=made.users[reporter], id=key, values=values)
        incident = Incident.objects.get(pk=key)
        for to in steps:
            incident = move_incident(by=officer, incident=incident, to=to, reason=REASON, severity=2)
        if "correcting" in steps:
            add_corrective_action(
                by=officer, incident=incident, id=made.key("correction", words), what=CORRECTION,
                owner=made.users["manager"], due_on=today - timedelta(days=2),
            )  # fmt: skip


def _concern(made: Made, interactions: list[Interaction]) -> None:
    """A contact that the detectors would have found."""
    for row in interactions[:1]:
        raise_concern(
            kind=ConcernKind.UNAPPROVED_JOINT_VISIT, about_kind="coordination.touchpoint",
            about_id=row.touchpoint_id, rules=["joint_without_approval"], by=row.owner,
        )  # fmt: skip


def _denied(made: Made) -> None:
    """Somebody of the commercial side tried one evening what is locked for them; the detector notices it."""
    curious = made.users["kam"]
    DeniedAttempt.objects.bulk_create(
        DeniedAttempt(user=curious, user_side=curious.side, page=page, method="GET", kind="refused")
        for page in REFUSED
        for _time in range(3)
    )


def _sample(made: Made) -> None:
    officer, today = made.users["compliance"], made.plan.today
    days = {"first_day": today - timedelta(days=90), "last_day": today}
    values = {"function": "medical", "size": DRAWN, **days}
    if not population("medical", **days).exists():
        return
    sample = draw_sample(by=officer, id=made.key("sample", "first"), values=values)
    for item in sample.items.all()[:READ]:
        review_item(
            by=officer, item=item, before=snapshot({"finding": "", "note": ""}), finding="fine", note=""
        )
