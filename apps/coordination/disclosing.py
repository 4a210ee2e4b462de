"""Writing the disclosure policy: compliance drafts a version from the present one, changes it, and approves it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.audit.signing import sign
from apps.coordination.disclosure_lines import PARTS, Line, all_lines_of, content_of, values_of
from apps.coordination.models import DisclosurePolicy, DisclosureRule, DisclosureSignature
from apps.coordination.policies import (
    may_approve_disclosure,
    may_change_disclosure,
    may_keep_disclosure,
)
from apps.coordination.spreading import spread_later
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.users.models import User
from apps.users.proving import Proof

State = DisclosurePolicy.State


@audited
def draft_disclosure(*, by: User) -> DisclosurePolicy:
    """A new version that says what the present one says. There is one draft at a time: sent twice, it is the same.

    Raises PermissionDenied.
    """
    may_keep_disclosure(by).require()
    one_at_a_time("disclosure")
    draft: DisclosurePolicy | None = DisclosurePolicy.objects.filter(state=State.DRAFT).first()
    if draft is not None:
        return draft
    present = DisclosurePolicy.objects.filter(state=State.APPROVED).first()
    latest = DisclosurePolicy.objects.aggregate(latest=Max("number"))["latest"] or 0
    made: DisclosurePolicy = DisclosurePolicy.objects.create(number=latest + 1, drafted_by=by)
    lines = all_lines_of(present)
    DisclosureRule.objects.bulk_create(_rule(made, line, values_of([line])) for line in lines)
    return made


@audited
def change_disclosure(
    *, by: User, policy: DisclosurePolicy, before: str, values: Mapping[str, str]
) -> DisclosurePolicy:
    """Say in a draft what is told; `values` by the names of `Line.name`. Raises EditConflict, PermissionDenied."""
    row = _locked(policy)
    may_change_disclosure(by, row).require()
    lines = all_lines_of(row)
    merged = merge(before=before, theirs=values_of(lines), mine=values)
    rules = {(rule.viewer, rule.purpose_id): rule for rule in DisclosureRule.objects.filter(policy=row)}
    for line in lines:
        _say(row, line, rules.get((line.viewer, line.purpose.pk if line.purpose else None)), merged)
    row.save()
    return row


@audited
def approve_disclosure(
    *, by: User, policy: DisclosurePolicy, meaning: str, proof: Proof, seen: str
) -> DisclosurePolicy:
    """Sign a draft: from this moment it holds for whatever anybody reads, and the former version holds no more.

    `seen` is the revision that was read. Raises PermissionDenied for who wrote in it, and for a proof that is old or
    somebody else's;
    ValidationError when the draft was changed after it was read.
    """
    one_at_a_time("disclosure")
    row = _locked(policy)
    may_approve_disclosure(by, row).require()
    proof.require(by)
    if seen != str(row.revision):
        raise ValidationError(_("The draft was changed while you read it. Read it again, then sign."))
    _put_in_force(row, by)
    sign(
        DisclosureSignature,
        by=by,
        record=row,
        version=row.number,
        content=content_of(row),
        meaning=meaning,
        proof=proof.way,
    )
    spread_later()
    return row


def _put_in_force(row: DisclosurePolicy, by: User) -> None:
    """This version holds from now on, and the former one no more."""
    now = timezone.now()
    for former in DisclosurePolicy.objects.filter(state=State.APPROVED).select_for_update():
        former.state, former.superseded_at = State.SUPERSEDED, now
        former.save()
    row.state, row.approver, row.approved_at = State.APPROVED, by, now
    row.save()


def _locked(policy: DisclosurePolicy) -> DisclosurePolicy:
    found: DisclosurePolicy = DisclosurePolicy.objects.select_for_update().get(pk=policy.pk)
    return found


def _rule(policy: DisclosurePolicy, line: Line, values: Mapping[str, str]) -> DisclosureRule:
    said = {part: values[line.name(part)] for part in PARTS}
    return DisclosureRule(policy=policy, viewer=line.viewer, purpose=line.purpose, **said)


def _say(
    policy: DisclosurePolicy, line: Line, rule: DisclosureRule | None, values: Mapping[str, str]
) -> None:
    """Write one line, if it is new or says something else."""
    wanted = _rule(policy, line, values)
    if rule is None:
        wanted.save(force_insert=True)
    elif any(getattr(rule, part) != getattr(wanted, part) for part in PARTS):
        for part in PARTS:
            setattr(rule, part, getattr(wanted, part))
        rule.save(update_fields=[*PARTS, "updated_at"])
