"""What the search finds in requests: words of the question, as they are written, in the latest ones."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.finding import SHOWN, pieces
from apps.core.folding import words
from apps.core.registry import Hit, SearchSource
from apps.medinfo.models import MedicalRequest
from apps.medinfo.policies import may_read
from apps.medinfo.queries import rows_for
from apps.users.models import User

#: Read at most, the latest first; older ones are found by the filters of the list.
CANDIDATES = 1_000


def requests(user: User, text: str) -> list[Hit]:
    """The latest requests that hold each of the words."""
    latest = rows_for(user).order_by("-received_at", "-id").values("pk")[:CANDIDATES]
    holding = Q()
    for word in text.split():
        holding &= Q(question__icontains=word)
    rows = (
        rows_for(user).select_related("asker").filter(holding, pk__in=latest).order_by("-received_at", "-id")
    )
    return [_hit(row, set(words(text))) for row in rows[: SHOWN + 1]]


def _hit(row: MedicalRequest, marked: set[str]) -> Hit:
    day = date_format(timezone.localtime(row.received_at), _("j M Y"))
    detail = ", ".join([day, str(row.asker), row.get_state_display()])
    title = _("Request of %(name)s") % {"name": row.asker}
    return Hit(title, row.get_absolute_url(), detail, "message-question", pieces(row.question, marked))


def _reads(user: Any) -> bool:
    return bool(may_read(user))


SOURCE = SearchSource(
    "requests",
    gettext_lazy("Medical requests"),
    36,
    _reads,
    requests,
    all_at="medinfo:list",
    all_param="text",
)
