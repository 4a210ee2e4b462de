"""Which accounts came to hang elsewhere in the tree, for those above who keep what follows from it. Read from the
history, whose keys rise: whatever moved an account, by hand or by an import, stands there."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from apps.directory.models import Account


def last_change_of_account_before(moment: datetime) -> int:
    """The key of the latest history row that is older; 0 where there is none. Reads what is younger, newest first."""
    rows = _history().objects.order_by("-pgh_id").filter(pgh_created_at__lt=moment)
    return rows.values_list("pgh_id", flat=True).first() or 0


def moved_accounts_since(change: int) -> set[uuid.UUID]:
    """Accounts whose place in the tree is another one since this history row, also those that only moved along."""
    history = _history()
    earlier = history.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    former = Subquery(earlier.order_by("-pgh_id").values("path")[:1])
    rows = history.objects.filter(pgh_id__gt=change, pgh_label="update").annotate(former=former)
    return set(rows.exclude(path=F("former")).values_list("pgh_obj_id", flat=True))


def _history() -> Any:
    return Account.pgh_event_model  # type: ignore[attr-defined]
