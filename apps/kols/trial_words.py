"""The registry's codes as people read them. A code that is not known here is shown as it is, in small letters."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

STATUS = {
    "NOT_YET_RECRUITING": _("Not yet recruiting"),
    "RECRUITING": _("Recruiting"),
    "ENROLLING_BY_INVITATION": _("Enrolling by invitation"),
    "ACTIVE_NOT_RECRUITING": _("Active, not recruiting"),
    "COMPLETED": _("Completed"),
    "SUSPENDED": _("Suspended"),
    "TERMINATED": _("Terminated"),
    "WITHDRAWN": _("Withdrawn"),
    "AVAILABLE": _("Available"),
    "NO_LONGER_AVAILABLE": _("No longer available"),
    "TEMPORARILY_NOT_AVAILABLE": _("Temporarily not available"),
    "APPROVED_FOR_MARKETING": _("Approved for marketing"),
    "WITHHELD": _("Withheld"),
    "UNKNOWN": _("Status unknown"),
}
#: How a status is coloured: under way, over early, anything else.
GOOD = {"RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "AVAILABLE"}
BAD = {"TERMINATED", "SUSPENDED", "WITHDRAWN"}
STUDY_TYPES = {
    "INTERVENTIONAL": _("Interventional"),
    "OBSERVATIONAL": _("Observational"),
    "EXPANDED_ACCESS": _("Expanded access"),
}
FORMATS = {"day": "j M Y", "month": "M Y"}
PHASES = {"EARLY_PHASE1": _("early 1"), "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}


def status_in_words(code: str) -> str:
    """ "Recruiting"; "" for none."""
    return str(STATUS.get(code) or _plain(code))


def type_in_words(code: str) -> str:
    """ "Interventional"; "" for none."""
    return str(STUDY_TYPES.get(code) or _plain(code))


def phases_in_words(codes: Sequence[str]) -> str:
    """ "Phase 2/3"; "" for studies that have none, whether the registry says so (NA) or is silent."""
    found = [str(PHASES.get(code) or _plain(code)) for code in codes if code != "NA"]
    return _("Phase %(numbers)s") % {"numbers": "/".join(found)} if found else ""


def date_in_words(day: date | None, precision: str) -> str:
    """ "Mar 2026" for what is known to the month; "" for no date."""
    return str(date_format(day, FORMATS.get(precision, "Y"))) if day else ""


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
