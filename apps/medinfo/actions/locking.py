"""The row of a request, held until the action has ended; and whether its answers still are what somebody read."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.medinfo.models import Answer, MedicalRequest
from apps.medinfo.policies import may_write
from apps.users.models import User


def locked(by: User, request: MedicalRequest) -> MedicalRequest:
    """The request as it is now, under a lock, with what policies ask about it. Raises PermissionDenied for who only
    reads: the database lets nobody lock what they may not write."""
    may_write(by).require()
    rows: Any = MedicalRequest.objects.select_for_update(of=("self",))
    found: MedicalRequest = rows.select_related("owner__team", "answerer__team", "queue").get(pk=request.pk)
    return found


def seen_of(answers: Sequence[Answer]) -> str:
    """What a page says was read: the latest version, as it was then. Nothing where nothing is written."""
    return f"{answers[-1].number}.{answers[-1].revision}" if answers else ""


def require_seen(row: MedicalRequest, seen: str | None) -> None:
    """Raises ValidationError when the answers are not those that were read. None: who calls has just read them."""
    if seen is not None and seen != seen_of(list(row.answers.all())):
        raise ValidationError(
            _("The answer was changed since you opened this page. Nothing was done: read it as it is now.")
        )
