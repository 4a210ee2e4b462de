"""Which kinds of messages people choose about together, and what they may choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """What messages are about, in the order of the page."""

    CONTACTS = "contacts", _("Contacts to be logged, colleagues nearby")
    PROMISES = "promises", _("Promises")
    REQUESTS = "requests", _("Medical requests")
    NEEDS = "needs", _("Unmet needs")
    REPORTS = "reports", _("Reports")
    OTHER = "other", _("Everything else")
    PROTOCOLS = "protocols", _("Protocols to be acknowledged")
    ACROSS = "across", _("Hand-offs, joint visits and reviews")
    HAND_OVERS = "hand_overs", _("Work that is handed over to you")
    CLOCKS = "clocks", _("Compliance clocks and escalations")
    SECURITY = "security", _("Security of your access")


class How(models.TextChoices):
    """How one is told. The bell tells in every case but the last."""

    AT_ONCE = "at_once", _("By mail, at once")
    DAILY = "daily", _("In one mail a day")
    BELL = "bell", _("In the bell only")
    OFF = "off", _("Not at all")


#: Kinds that are not listed are "everything else".
KINDS = {
    Group.CONTACTS: ("log_due", "collision_found"),
    Group.PROMISES: ("commitment_soon", "commitment_due", "commitments_overdue", "commitments_review"),
    Group.REQUESTS: (
        "request_waiting",
        "request_returned",
        "request_answered",
        "request_soon",
        "request_due",
    ),
    Group.NEEDS: ("need_answered",),
    Group.REPORTS: ("report_ready",),
    Group.PROTOCOLS: ("protocol_published",),
    Group.ACROSS: (
        "handoff_waiting",
        "handoff_moved",
        "handoff_due",
        "joint_visit_asked",
        "joint_visit_planned",
        "joint_visit_to_plan",
        "joint_visit_changed",
        "review_asked",
        "review_decided",
        "concern_raised",
        "anonymous_reported",
        "corrective_done",
    ),
    Group.HAND_OVERS: (
        "work_handed_over",
        "commitment_given",
        "request_assigned",
        "need_given",
        "handoff_assigned",
        "corrective_given",
    ),
    Group.CLOCKS: (
        "commitments_escalated",
        "requests_escalated",
        "handoffs_escalated",
        "corrective_due",
        "incident_reported",
        "protocol_review_due",
    ),
    Group.SECURITY: ("factor_reset",),
}
_GROUP_OF = {kind: group for group, kinds in KINDS.items() for kind in kinds}
#: Always mailed at once: nobody may miss these (`UX.md`: everything can be turned off except compliance clocks).
ALWAYS = {Group.HAND_OVERS, Group.CLOCKS, Group.SECURITY}
#: These do not wait for the end of quiet hours either, and are never put together with others.
URGENT = {Group.CLOCKS, Group.SECURITY}
CHOOSABLE = [group for group in Group if group not in ALWAYS]


def group_of(kind: str) -> Group:
    """What a kind of message is about."""
    return _GROUP_OF.get(kind, Group.OTHER)
