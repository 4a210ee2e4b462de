"""Writing protocols. Each action checks its policy itself and is safe to repeat."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.models import Signature
from apps.audit.recording import audited
from apps.audit.signing import sign
from apps.core.keeping import keep
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.protocols import telling
from apps.protocols.models import Acknowledgement, Protocol, ProtocolSignature, ProtocolVersion
from apps.protocols.policies import may_acknowledge, may_change, may_keep
from apps.protocols.queries import content_of
from apps.users.models import User
from apps.users.proving import Proof

#: What is entered into a version.
ENTERED = ("text", "effective_on", "review_on")


@audited
def draft_protocol(*, by: User, id: uuid.UUID, values: Mapping[str, Any]) -> ProtocolVersion:
    """Begin a protocol with the draft of its first version; a form sent twice (the same `id`) makes one.

    `values`: name, audience and those of `ENTERED`. Raises PermissionDenied, or ValidationError (a name that is taken).
    """
    may_keep(by).require()
    names = {name: values[name] for name in ("name", "audience")}
    protocol = keep(Protocol, id, names)
    existing: ProtocolVersion | None = protocol.versions.first()
    return existing or _draft(protocol, 1, by, {name: values[name] for name in ENTERED})


@audited
def draft_version(*, by: User, protocol: Protocol) -> ProtocolVersion:
    """Begin the next version with what the last one says; the draft that is there already is returned."""
    may_keep(by).require()
    one_at_a_time(protocol.pk)
    last: ProtocolVersion = protocol.versions.order_by("-number")[0]
    if last.is_draft:
        return last
    today = timezone.localdate()
    start = max(today, last.effective_on)
    values = {
        "text": last.text,
        "effective_on": start,
        "review_on": start.replace(day=1, year=start.year + 1),
    }
    return _draft(protocol, last.number + 1, by, values)


def _draft(protocol: Protocol, number: int, by: User, values: Mapping[str, Any]) -> ProtocolVersion:
    made = ProtocolVersion(protocol=protocol, number=number, made_by=by, **checked(values))
    made.save(force_insert=True)
    return made


def checked(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises ValidationError for a review before it begins to hold."""
    if values["review_on"] <= values["effective_on"]:
        raise ValidationError({"review_on": [_("The review comes after the day from which it holds.")]})
    return values


def values_of(version: ProtocolVersion) -> dict[str, Any]:
    """What the form is opened with."""
    return {name: getattr(version, name) for name in ENTERED}


@audited
def change_draft(
    *, by: User, version: ProtocolVersion, before: str, values: Mapping[str, Any]
) -> ProtocolVersion:
    """Change a draft. Raises EditConflict when somebody else changed the same fields, PermissionDenied if published."""
    locked = _locked(version)
    may_change(by, locked).require()
    for name, value in checked(merge(before=before, theirs=values_of(locked), mine=values)).items():
        setattr(locked, name, value)
    locked.save()
    return locked


@audited
def publish_version(*, by: User, version: ProtocolVersion, seen: int, proof: Proof) -> ProtocolVersion:
    """Sign a draft and publish it; whoever it is for is told. `seen` is the revision that was read.

    Raises PermissionDenied, also for a proof that is somebody else's or old, and when the draft changed meanwhile.
    """
    locked = _locked(version)
    may_change(by, locked).require()
    proof.require(by)
    if locked.revision != seen:
        raise PermissionDenied(_("Somebody changed this draft meanwhile. Read it again, then sign."))
    sign(
        ProtocolSignature,
        by=by,
        record=locked,
        version=locked.number,
        content=content_of(locked),
        meaning=Signature.Meaning.APPROVED,
        proof=proof.way,
    )
    locked.published_by, locked.published_at = by, timezone.now()
    locked.save()
    telling.tell_published(locked)
    return locked


@audited
def retire_protocol(*, by: User, protocol: Protocol) -> Protocol:
    """It holds no longer, and nobody has to acknowledge it. Its versions stay; twice changes nothing.

    Raises PermissionDenied.
    """
    may_keep(by).require()
    locked: Protocol = Protocol.objects.select_for_update().get(pk=protocol.pk)
    if locked.retired_on is None:
        locked.retired_on = timezone.localdate()
        locked.save(update_fields=["retired_on"])
        telling.forget(locked)
    return locked


@audited
def acknowledge_version(*, by: User, version: ProtocolVersion) -> ProtocolVersion:
    """Say that one has read a version; said twice it is written once. Raises PermissionDenied.

    Written on the side of oversight: the safety desk may read shared ground and not write there.
    """
    may_acknowledge(by, version).require()
    with acting_as(Side.OVERSIGHT):
        row = Acknowledgement(version=version, user=by)
        Acknowledgement.objects.bulk_create([row], ignore_conflicts=True)
    return version


def _locked(version: ProtocolVersion) -> ProtocolVersion:
    """The version as it is now; whoever works on it takes turns."""
    rows = ProtocolVersion.objects.select_for_update(of=("self",)).select_related("protocol")
    found: ProtocolVersion = rows.get(pk=version.pk)
    return found
