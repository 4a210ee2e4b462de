"""A repeated POST makes nothing twice: by `Idempotency-Key`, and by an `id` that the client made.

What was answered is kept for 24 hours in the transaction of its effect: digest of the request, status and id, never a
body, which is rendered again under the caller's role. Two at once: the second is told to wait.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from apps.firewall.sides import Side
from apps.integrations.api.content import dumps
from apps.integrations.api.problems import Problem
from apps.integrations.models import CommercialReplay, MedicalReplay, OversightReplay
from apps.integrations.models.replays import Replay
from apps.users.models import User

KEPT = timedelta(hours=24)
RETRY_AFTER = {"Retry-After": "1"}
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
#: Plumbing that knows what was written stands once per side.
REPLAYS: dict[Side, type[Replay]] = {
    Side.MEDICAL: MedicalReplay,
    Side.COMMERCIAL: CommercialReplay,
    Side.OVERSIGHT: OversightReplay,
}


def keys_of(request: Request, body: Mapping[str, Any]) -> list[str]:
    """Under which keys this request is known: the header, and the client's own id (a space keeps the two apart)."""
    keys = []
    if (given := request.headers.get("Idempotency-Key")) is not None:
        if not _KEY.fullmatch(given):
            raise Problem("malformed", _("Idempotency-Key has 1 to 255 visible ASCII characters."))
        keys.append(given)
    if isinstance(own := body.get("id"), str):
        keys.append(f"id {own.lower()[:64]}")
    return keys


def digest_of(request: Request, body: Mapping[str, Any]) -> str:
    """The same for the same content, however it was spaced or ordered."""
    told = f"{request.method} {request.path} ".encode() + dumps(body, is_sorted=True)
    return hashlib.sha256(told).hexdigest()


@dataclass(frozen=True)
class Former:
    """What this request was answered with before; under an id alone it counts as read, not as replayed."""

    object_id: UUID
    status: int
    is_replay: bool


def former(user: User, keys: Sequence[str], digest: str) -> Former | None:
    """The answer to this very request, if it was given before. Holds the keys until the transaction ends.

    Raises a problem when the same request is still running, or when a key came with another body.
    """
    for key in keys:
        _hold(user, key)
    rows = _model(user).objects.filter(caller=user, key__in=keys, created_at__gte=timezone.now() - KEPT)
    found = {row.key: row for row in rows}
    for key in keys:
        if (row := found.get(key)) is not None:
            if row.request_digest != digest:
                raise _other_body(key)
            return Former(row.object_id, 200 if _is_id(key) else row.status, not _is_id(key))
    return None


def keep(user: User, keys: Sequence[str], digest: str, *, status: int, object_id: UUID) -> None:
    """Remember the answer, in the transaction of what it tells."""
    model = _model(user)
    model.objects.filter(caller=user, key__in=keys).delete()
    told = {"caller": user, "request_digest": digest, "status": status, "object_id": object_id}
    model.objects.bulk_create(model(key=key, **told) for key in keys)


def forget_old(side: Side) -> int:
    """Delete what is older than a day, on the side whose role is taken; returns how many."""
    rows: Any = REPLAYS[side]._default_manager
    deleted: int = rows.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
    return deleted


def _hold(user: User, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{user.pk} {key}"])
        is_free = cursor.fetchone()[0]
    if not is_free:
        raise Problem("still-running", _("The same request is still running."), headers=RETRY_AFTER)


def _is_id(key: str) -> bool:
    return key.startswith("id ")


def _other_body(key: str) -> Problem:
    if _is_id(key):
        return Problem("conflict", _("This id was used with other content."))
    return Problem("key-reused", _("This Idempotency-Key was used with another body."))


def _model(user: User) -> Any:
    return REPLAYS[user.side]
