"""Which contacts a sample is drawn from, and which are drawn: the same seed over the same contacts gives the same."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from apps.coordination.models import Touchpoint


def population(function: str, first_day: date, last_day: date) -> "QuerySet[Touchpoint]":
    """Contacts of a function (of both, if empty) that were held on these days, in UTC."""
    begin, end = (datetime.combine(day, time(), UTC) for day in (first_day, last_day + timedelta(days=1)))
    held: Any = Touchpoint.objects.filter(
        state=Touchpoint.State.HELD, starts_at__gte=begin, starts_at__lt=end
    )
    return held.filter(function=function) if function else held  # type: ignore[no-any-return]


def drawn(contacts: "QuerySet[Touchpoint]", seed: str, size: int) -> list[Any]:
    """Keys in the order of a digest of seed and key, which nobody can choose and everybody can repeat."""
    order = MD5(Concat(Value(seed), Cast("id", TextField())))
    return list(contacts.alias(turn=order).order_by("turn").values_list("id", flat=True)[:size])
