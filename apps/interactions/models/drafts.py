"""What somebody is typing right now, saved every few seconds; no history and no feed."""

from django.db import models

from apps.core.models import BaseModel
from apps.firewall.sides import Side
from apps.users.models import User


class Draft(BaseModel):
    """The unsaved form of one interaction. Its key is the interaction's key, made when the form was opened."""

    side = Side.MEDICAL

    owner = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    interaction_id = models.UUIDField()
    fields = models.JSONField(help_text="Form field name to list of typed values, as the browser sent them.")
    saved_at = models.DateTimeField()

    #: Names of the people chosen in it, filled in by the query for My day.
    people: str = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "interaction_id"], name="one_draft_per_person")
        ]

    def __str__(self) -> str:
        return f"Draft of {self.interaction_id}"
