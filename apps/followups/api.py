"""The REST resource `commitments`: the same reads, actions and filters as the pages."""

from collections.abc import Callable, Mapping
from typing import Any

from apps.core.merging import snapshot
from apps.core.resources import Field, Resource, ResourceChange, ResourceStep
from apps.followups import actions, serializers
from apps.followups.actions import ENTERED, promise
from apps.followups.examples import CHANGE_EXAMPLE, EXAMPLES, STEP_EXAMPLES
from apps.followups.filters import ExactFilter
from apps.followups.models import Commitment
from apps.followups.queries import rows_for
from apps.followups.serializers import CommitmentInput, CommitmentOutput
from apps.interactions import reading
from apps.users.models import User


def create(*, by: User, data: Mapping[str, Any]) -> Commitment:
    """Promise."""
    values = {name: data[name] for name in ENTERED}
    return promise(by=by, id=data["id"], values=values, interaction=data["interaction"])


def change(*, by: User, row: Commitment, data: Mapping[str, Any]) -> Commitment:
    """Correct or move a promise."""
    before = actions.values_of(row)
    return actions.change_commitment(
        by=by, commitment=row, before=snapshot(before), values={**before, **data}
    )


def _step(action: Callable[..., Commitment]) -> Callable[..., Commitment]:
    """The action, as the plumbing calls it."""

    def done(*, by: User, row: Commitment, data: Mapping[str, Any]) -> Commitment:
        return action(by=by, commitment=row, **data)

    return done


STEPS = tuple(
    ResourceStep(name, title, given, _step(action), STEP_EXAMPLES[name])
    for name, title, given, action in (
        ("keep", "Say that it was kept", serializers.KeepInput, actions.keep_commitment),
        ("cancel", "Cancel with a reason", serializers.CancelInput, actions.cancel_commitment),
        ("snooze", "Be reminded later", serializers.SnoozeInput, actions.snooze_commitment),
        ("hand-over", "Give it to a colleague", serializers.HandOverInput, actions.hand_over_commitment),
        ("take-up-again", "Open it again", serializers.ReopenInput, actions.take_up_again),
    )
)
COMMITMENTS = Resource(
    name="commitments",
    model=Commitment,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "what": Field("what"),
        "stakeholder": Field("stakeholder_id", expand=reading.stakeholders),
        "owner": Field("owner_id", expand=reading.users),
        "interaction": Field("interaction_id"),
        "therapeutic_area": Field("therapeutic_area__code", expand=reading.areas),
        "due_on": Field("due_on"),
        "priority": Field("priority"),
        "snoozed_until": Field("snoozed_until"),
        "evidence": Field("evidence"),
        "evidence_link": Field("evidence_link"),
        "sent_material": Field("sent_material"),
        "sent_on": Field("sent_on"),
        "evidence_file_name": Field("evidence_file_name"),
        "cancel_reason": Field("cancel_reason"),
        "closed_on": Field("closed_on"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={"due_on": ("due_on", "id"), "-due_on": ("-due_on", "-id"), "id": ("id",), "-id": ("-id",)},
    default_sort="due_on",
    output=CommitmentOutput,
    input=CommitmentInput,
    create=create,
    examples=EXAMPLES,
    steps=STEPS,
    change=ResourceChange(serializers.CommitmentChange, change, CHANGE_EXAMPLE),
)
