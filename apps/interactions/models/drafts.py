"""What somebody is typing right now about an interaction; no history and no feed."""

from apps.core.drafts import DraftModel
from apps.firewall.sides import Side


class Draft(DraftModel):
    """The unsaved form of one interaction."""

    side = Side.MEDICAL
