"""What the search finds in visits: words of notes, for those who may read them."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.coordination.queries import touchpoints_for
from apps.core.finding import SHOWN, pieces
from apps.core.noted import all_meant, meant_words, noting
from apps.core.registry import Hit, SearchSource
from apps.firewall.sides import Side
from apps.keyaccounts.models import Visit, VisitWord
from apps.keyaccounts.queries import visits_for
from apps.users.models import User

#: Read at most, whatever the number of visits that hold the words.
CANDIDATES = 200


def visits(user: User, text: str) -> list[Hit]:
    """The latest visits in whose notes the words stand."""
    if not (meant := meant_words(text, VisitWord)):
        return []
    rows = noting(Visit.objects.visible_to(user), meant).order_by()
    found = sorted(rows.values_list("touchpoint__starts_at", "pk")[:CANDIDATES], reverse=True)
    kept = visits_for(user).filter(pk__in=[key for _start, key in found[: SHOWN + 1]])
    marked = all_meant(meant)
    latest = kept.order_by("-touchpoint__starts_at")
    return [_hit(row.touchpoint, pieces(row.notes, marked)) for row in latest]


def recent(user: User) -> list[Hit]:
    """One's own latest visits."""
    held = touchpoints_for(user).of_function(Side.COMMERCIAL).filter(owner=user, state=Touchpoint.State.HELD)
    return [_hit(row, []) for row in held.order_by("-starts_at", "-id")[:SHOWN]]


def _hit(touchpoint: Touchpoint, snippet: list[tuple[str, bool]]) -> Hit:
    day = date_format(timezone.localtime(touchpoint.starts_at), str(_("j M Y")))
    url = Visit(touchpoint=touchpoint).get_absolute_url()
    return Hit(str(touchpoint.account), url, f"{day}, {touchpoint.owner}", "briefcase", snippet)


def _reads(user: Any) -> bool:
    return user.side in {Side.COMMERCIAL, Side.OVERSIGHT}


SOURCE = SearchSource("visits", _("Visits"), 30, _reads, visits, recent, _("Your latest visits"))
