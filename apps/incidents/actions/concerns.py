"""Raising concerns reads nothing: the sides may add to these tables and see nothing of them. Compliance decides."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.incidents import telling
from apps.incidents.models import Concern, ConcernKind
from apps.incidents.policies import may_decide
from apps.users.models import User

#: What a concern is about: a word such as `handoffs.handoff`, the key of the row, codes of rules.
Hit = tuple[ConcernKind, str, uuid.UUID, Iterable[str]]


@audited
def raise_concern(
    *, kind: ConcernKind, about_kind: str, about_id: uuid.UUID, rules: Iterable[str], by: User
) -> None:
    """Let compliance know that `rules` (codes, never words of the row) matched the row `about_kind` `about_id`.

    `by` did what was noticed. Works under the role of any side; said twice, it makes one concern. Raises ValueError
    without a rule: a concern that names none cannot be judged.
    """
    record_hits([(kind, about_kind, about_id, rules)])


def record_hits(hits: Iterable[Hit]) -> None:
    """What detectors found: each becomes a concern once, however often it is found, also after it was dismissed.

    No `by`: nobody acts when a sweep looks. Raises ValueError without a rule.
    """
    found = [
        Concern(kind=ConcernKind(kind), about_kind=about_kind, about_id=about_id, rules=_codes(rules))
        for kind, about_kind, about_id, rules in hits
    ]
    # Without a conflict target and without RETURNING, PostgreSQL asks for no right to read.
    Concern.objects.bulk_create(found, ignore_conflicts=True)


@audited
def dismiss_concern(*, by: User, concern: Concern, reason: str) -> Concern:
    """Put a concern aside. Raises PermissionDenied, or ValidationError without a reason."""
    locked: Concern = Concern.objects.select_for_update().get(pk=concern.pk)
    may_decide(by, locked).require()
    if not reason.strip():
        raise ValidationError({"reason": [_("Say why nothing follows from it.")]})
    locked.state, locked.reason, locked.decided_by = Concern.State.DISMISSED, reason.strip(), by
    locked.save(update_fields=["state", "reason", "decided_by", "updated_at"])
    telling.decided(locked)
    return locked


def _codes(rules: Iterable[str]) -> list[str]:
    if not (codes := sorted(set(rules))):
        raise ValueError("A concern names the rules that matched.")
    return codes
