"""MESSAGES: the outbox. A row is written in the transaction of its cause; a worker delivers it. Links, no content."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.notifications.groups import CHOOSABLE, KINDS, Group, How
from apps.users.models import User

#: When a worker may touch a message next; PostgreSQL passes over what is empty.
NEXT_AT = Greatest("due_at", "claimed_until")


class GroupOf(models.Func):
    """What a kind of message is about. As text of ours: every page counts by it, and building a `Case` for it each time
    cost as much as reading the rows of a list."""

    template = " ".join(
        [
            "CASE",
            *(
                f"WHEN %(expressions)s IN ({', '.join(map(repr, names))}) THEN '{group.value}'"
                for group, names in KINDS.items()
            ),
            f"ELSE '{Group.OTHER.value}' END",
        ]
    )
    output_field = models.CharField()


def kinds() -> list[tuple[str, Any]]:
    """What a message can say. By reference, so that an app adds a kind without a migration of this one."""
    return Message.Kind.choices


class MessageQuerySet(models.QuerySet[Any]):
    """Messages."""

    def visible_to(self, user: User) -> Self:
        """Everybody reads their own."""
        return self.filter(recipient=user)

    def due(self) -> Self:
        """To be sent now, the longest due first: waiting, due, and claimed by no living worker. One index says it."""
        waiting = self.filter(state=Message.State.WAITING).alias(next_at=NEXT_AT)
        return waiting.filter(next_at__lte=timezone.now()).order_by("next_at")

    def told(self) -> Self:
        """What the bell shows: due, not cancelled, not unwanted. It waits neither for mails nor for quiet hours."""
        due = self.filter(due_at__lte=timezone.now()).exclude(state=Message.State.CANCELLED)
        off = Choice.objects.filter(user=OuterRef("recipient"), group=OuterRef("group"), how=How.OFF)
        return due.exclude(kind=Message.Kind.SUMMARY).alias(group=GroupOf("kind")).exclude(Exists(off))

    def troubled(self) -> Self:
        """Given up after tries or a refusal, or put off after trouble."""
        return self.filter(IN_TROUBLE)


#: What administrators look after.
IN_TROUBLE = Q(state="failed") | (Q(state="waiting") & ~Q(last_error=""))


# History is kept of what administrators decide; what the worker does stands in the row itself.
@pghistory.track(
    pghistory.UpdateEvent(condition=pghistory.AnyChange("decided_at")),
    fields=["recipient", "kind", "state", "attempts", "smtp_code", "decided_by", "decided_at"],
    model_name="MessageHistoryrow",
)
class Message(BaseModel):
    """One message to one person about one occasion. The same occasion is never told twice."""

    side = Side.MESSAGES

    class State(models.TextChoices):
        """Where the delivery stands."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")
        GIVEN_UP = "given_up", _("Given up")
        GROUPED = "grouped", _("In a grouped mail")
        BELL = "bell", _("In the bell only")

    class Kind(models.TextChoices):
        """What the message says; the words are a template per kind (`templates/notifications/`)."""

        LOG_DUE = "log_due", _("A contact is to be logged")
        FACTOR_RESET = "factor_reset", _("Your second factor was reset")
        WORK_HANDED_OVER = "work_handed_over", _("Work was handed over to you")
        COMMITMENT_SOON = "commitment_soon", _("A promise is due soon")
        COMMITMENT_DUE = "commitment_due", _("A promise is due today")
        COMMITMENT_GIVEN = "commitment_given", _("A promise was handed over to you")
        COMMITMENTS_OVERDUE = "commitments_overdue", _("Promises are overdue")
        COMMITMENTS_ESCALATED = "commitments_escalated", _("Promises of your team are overdue")
        COMMITMENTS_REVIEW = "commitments_review", _("Promises are to be reviewed")
        REQUEST_WAITING = "request_waiting", _("A medical request waits for an answer")
        REQUEST_ASSIGNED = "request_assigned", _("A medical request was assigned to you")
        REQUEST_RETURNED = "request_returned", _("A medical request came back with a question")
        REQUEST_ANSWERED = "request_answered", _("A medical request was answered")
        REQUEST_SOON = "request_soon", _("A medical request is due soon")
        REQUEST_DUE = "request_due", _("A medical request is due now")
        REQUESTS_ESCALATED = "requests_escalated", _("Medical requests of your team are overdue")
        PROTOCOL_PUBLISHED = "protocol_published", _("A protocol is to be acknowledged")
        PROTOCOL_REVIEW_DUE = "protocol_review_due", _("A protocol is to be reviewed")
        INCIDENT_REPORTED = "incident_reported", _("An incident was reported")
        CONCERN_RAISED = "concern_raised", _("Something was noticed that compliance looks at")
        ANONYMOUS_REPORTED = "anonymous_reported", _("Somebody reported without a name")
        CORRECTIVE_GIVEN = "corrective_given", _("A corrective action is yours to do")
        CORRECTIVE_DUE = "corrective_due", _("A corrective action is due")
        CORRECTIVE_DONE = "corrective_done", _("A corrective action is done")
        NEED_GIVEN = "need_given", _("A need of a stakeholder waits for your answer")
        NEED_ANSWERED = "need_answered", _("A need that you heard is answered")
        COLLISION_FOUND = "collision_found", _("A colleague of the other function is nearby")
        REPORT_READY = "report_ready", _("Your report is ready")
        HANDOFF_WAITING = "handoff_waiting", _("A hand-off waits for the medical side")
        HANDOFF_ASSIGNED = "handoff_assigned", _("A hand-off was assigned to you")
        HANDOFF_MOVED = "handoff_moved", _("There is news of your hand-off")
        HANDOFF_DUE = "handoff_due", _("A hand-off is due")
        HANDOFFS_ESCALATED = "handoffs_escalated", _("Hand-offs of your team are overdue")
        JOINT_VISIT_ASKED = "joint_visit_asked", _("A colleague wants to visit together with you")
        JOINT_VISIT_PLANNED = "joint_visit_planned", _("A joint visit stands in your plan")
        JOINT_VISIT_TO_PLAN = "joint_visit_to_plan", _("Your part of a joint visit is to be planned")
        JOINT_VISIT_CHANGED = "joint_visit_changed", _("A joint visit was moved or cancelled")
        REVIEW_ASKED = "review_asked", _("A review is asked of compliance")
        REVIEW_DECIDED = "review_decided", _("Compliance decided on what you asked")
        SUMMARY = "summary", _("Several notifications in one mail")

    recipient = models.ForeignKey(User, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=30, choices=kinds)
    cause_id = models.UUIDField(help_text="Key of the row the message is about.")
    occasion = models.CharField(max_length=60, help_text="Which telling of this cause, e.g. the due time.")
    link = models.CharField(max_length=200, help_text="Path within the product.")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    claimed_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text="No worker touches it before: one is sending it, or the last try failed.",
    )
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Counted before each try.")
    trying_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="A try of which nobody knows the end (yet). Sending after it may repeat what arrived.",
    )
    is_possibly_repeated = models.BooleanField(
        default=False, help_text="Sent again after a try of which nobody knows the end."
    )
    told_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="told_here",
        help_text="The grouped mail that told it.",
    )
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who had it sent again, or gave it up.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(
        max_length=200,
        blank=True,
        help_text="The kind of trouble; never the server's words, which may quote.",
    )
    smtp_code = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="What the mail server answered last."
    )
    smtp_status = models.CharField(
        max_length=11, blank=True, help_text="Enhanced status of that answer, e.g. 5.1.1."
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause_id", "recipient", "kind", "occasion"], name="told_once"),
        ]
        indexes = [
            models.Index(NEXT_AT, condition=Q(state="waiting"), name="message_next"),
            models.Index(fields=["recipient"], condition=Q(state="waiting"), name="message_waiting_of"),
            models.Index(fields=["due_at", "id"], condition=IN_TROUBLE, name="message_in_trouble"),
            models.Index(fields=["recipient", "due_at", "id"], name="message_by_recipient"),
            models.Index(fields=["recipient", "due_at"], condition=Q(read_at=None), name="message_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.recipient_id}"


@pghistory.track()
class QuietTime(BaseModel):
    """When somebody wants no mails, in their own time zone. `quiet_until` may lie on the next day."""

    side = Side.MESSAGES

    user = models.OneToOneField(User, models.CASCADE, related_name="quiet_time")
    quiet_from = models.TimeField(_("from"), null=True, blank=True)
    quiet_until = models.TimeField(_("until"), null=True, blank=True)
    is_quiet_on_days_off = models.BooleanField(_("not on days I do not work"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=models.F("quiet_until"))
                ),
                name="quiet_time_has_two_ends",
            )
        ]

    def __str__(self) -> str:
        return f"Quiet time of {self.user_id}"


@pghistory.track()
class Choice(BaseModel):
    """How somebody wants to be told about a group of messages; without a row: by mail, at once."""

    side = Side.MESSAGES

    user = models.ForeignKey(User, models.CASCADE, related_name="message_choices")
    group = models.CharField(max_length=20, choices=[(group.value, group.label) for group in CHOOSABLE])
    how = models.CharField(max_length=10, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="one_choice_a_group"),
            models.CheckConstraint(
                condition=Q(group__in=[group.value for group in CHOOSABLE]), name="group_can_be_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.how}"
