"""What the product keeps to do its work: imports, repeated calls, messages."""

from django.utils import timezone

from apps.core.models import new_id
from apps.integrations.models import (
    ColumnMapping,
    CommercialReplay,
    ImportRow,
    ImportRun,
    MedicalReplay,
    OversightReplay,
    Review,
)
from apps.notifications.models import Choice, Message, QuietTime
from apps.users.models import User
from tests.world.rows import World


def work(made: World, msl: User) -> None:
    """Done for `msl`."""
    _imports(made, msl)
    for model in (MedicalReplay, CommercialReplay, OversightReplay):
        call = {"key": "Y", "request_digest": "Z", "status": 201, "object_id": new_id()}
        made.add(model.objects.create(caller=msl, **call))
    _messages(made, msl)


def _imports(made: World, msl: User) -> None:
    run = made.add(
        ImportRun.objects.create(
            file_name="R.xml", digest="S", format_name="T", message="U", started_by=msl, state="staged"
        )
    )
    made.add(ImportRow.objects.create(run=run, number=1, label="V", record={"title": "W"}, problem="X"))
    made.add(
        Review.objects.create(
            run=run, subject="person", label="AA", record={"row": "AB"}, identity="AI", message="AD",
            choices=[{"key": "AH", "score": 60, "reasons": ["AC"]}],
        )
    )  # fmt: skip
    made.add(ColumnMapping.objects.create(source="AE", fingerprint="AF", mapping={"source": "AG"}))


def _messages(made: World, msl: User) -> None:
    interaction, now = made.rows["interactions.Interaction"], timezone.now()
    made.add(
        Message.objects.create(
            recipient=msl, kind="log_due", cause_id=interaction.pk, occasion="x", due_at=now, sent_at=now,
            link=interaction.get_absolute_url(), state="sent",
        )
    )  # fmt: skip
    made.add(QuietTime.objects.create(user=msl))
    made.add(Choice.objects.create(user=msl, group="reports", how="daily"))
