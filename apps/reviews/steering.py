"""Finds words that steer the other function, in texts that cross the wall. A hit goes to compliance and blocks nothing.

Rules are data, and somebody may write a bad one, or a text made to be slow for a good one. RE2 reads each letter of a
text once, whatever the expression (Cox 2010): it knows no going back, hence no look-around and no back-references. The
length of rule and text is bounded as well.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import ascii_lowercase
from typing import Any
from uuid import UUID

import re2
from django.utils.translation import gettext as _

from apps.core.folding import fold
from apps.incidents.actions import raise_concern
from apps.incidents.models import ConcernKind
from apps.reviews.models import SteeringRule
from apps.reviews.models.rules import LONGEST
from apps.users.models import User

How = SteeringRule.How
#: More of a text is not looked at; every field that crosses is far shorter.
MOST_READ = 50_000
#: Bytes that an expression may take, compiled and while it runs.
_MEMORY = 1 << 20


def watch(
    *,
    by: User,
    about_kind: str,
    about_id: UUID,
    field: str,
    texts: Iterable[str],
    country: str = "",
    language: str = "",
) -> None:
    """Route what steers to compliance, in the transaction of the words. Whoever wrote them does not learn of it."""
    place = {"field": field, "country": country, "language": language}
    codes = sorted({code for text in texts for code in hits(text, **place)})
    if codes:
        raise_concern(kind=ConcernKind.STEERING, about_kind=about_kind, about_id=about_id, rules=codes, by=by)


def hits(text: str, *, field: str, country: str = "", language: str = "") -> list[str]:
    """The codes of the rules in use that find something in this text."""
    if not text.strip():
        return []
    # One sign can be a whole sentence once folded; cut again, or eighteen times the text would be read.
    folded = fold(text[:MOST_READ])[:MOST_READ]
    place = {"field": field, "country": country, "language": language}
    rules = [rule for rule in SteeringRule.objects.filter(is_active=True) if _holds_here(rule, place)]
    return [rule.code for rule in rules if is_hit(rule.how, rule.pattern, folded)]


def is_hit(how: str, pattern: str, folded: str) -> bool:
    """Whether a rule finds something in a folded text. A rule that cannot be read finds nothing, and loses no words."""
    if how == How.REGEX:
        found = _compiled(pattern)
        return found is not None and found.search(folded) is not None
    words = fold(pattern)
    if not words:
        return False
    return words in folded if how == How.CONTAINS else f" {words} " in f" {folded} "


def fault_in(how: str, pattern: str) -> str:
    """Why a rule cannot be used, for whoever writes it; empty for a good one."""
    if how == How.REGEX:
        if _compiled(pattern) is None:
            return _("This expression cannot be read. Look-around and back-references are not known here.")
        return _("This expression fits every text.") if _fits_everything(pattern) else ""
    return "" if fold(pattern) else _("Write at least one letter or digit.")


def _fits_everything(pattern: str) -> bool:
    """Whether it finds something in nothing, or in each letter by itself."""
    return is_hit(How.REGEX, pattern, "") or all(is_hit(How.REGEX, pattern, one) for one in ascii_lowercase)


def _holds_here(rule: SteeringRule, place: Mapping[str, str]) -> bool:
    """An empty field of a rule holds everywhere; so does one of a text that says no country or language."""
    if rule.field not in ("", place["field"]):
        return False
    named = ((rule.country, place["country"]), (rule.language, place["language"]))
    return all(wanted in ("", here) or not here for wanted, here in named)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, _MEMORY
    if len(pattern) > LONGEST:
        return None
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError):
        return None
