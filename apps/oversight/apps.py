"""The work of compliance that reads both sides."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "start_viewing": _("began to look as somebody else"),
    "save_detector": _("changed a detector"),
    "draw_sample": _("drew a sample of contacts"),
    "review_item": _("wrote down what a reading gave"),
    "end_viewing": _("stopped looking as somebody else"),
}

#: What the codes of detectors mean; after a colon may stand the day or month.
RULES: dict[str, Any] = {
    "followed_commercial": _("Medical contacts follow commercial ones more often than by chance"),
    "joint_without_approval": _(
        "Both functions met one person at the same time without an approved joint visit"
    ),
    "denied_burst": _("Was refused many times within a short time"),
}


class OversightConfig(AppConfig):
    """OVERSIGHT: on top of both sides, reading them."""

    name = "apps.oversight"

    def ready(self) -> None:
        """Offer the pages of compliance."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.oversight.models import DetectorRule, Sample, SampleItem

        register(Entry(_("Overview"), "oversight:overview", "layout-dashboard", 5, oversees, "g o"))
        register(Entry(_("Firewall"), "oversight:firewall", "shield-search", 60, oversees, "g w"))
        register_history("detector", DetectorRule, _("Detector"), may_see=lambda user, row: oversees(user))
        register_history("sample", Sample, _("Sample"), related=[(SampleItem, "sample")])
        register_verbs(VERBS)
        self._say_what_rules_mean()

    def _say_what_rules_mean(self) -> None:
        from apps.incidents.about import register_about, register_rules

        register_about("coordination.touchpoint", _("Contact"), "coordination:touchpoint")
        register_about("users.user", _("Person"), "oversight:person")
        register_rules(RULES)


def oversees(user: Any) -> bool:
    """For the navigation."""
    from apps.oversight.policies import may_oversee

    return bool(may_oversee(user))
