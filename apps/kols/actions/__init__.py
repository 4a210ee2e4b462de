"""Changes of KOL profiles and candidates. Each checks its own policy, is atomic, and is recorded with its name."""

from apps.kols.actions.candidates import (
    answer_question,
    dismiss_candidate,
    nominate_candidate,
    reopen_candidate,
)
from apps.kols.actions.profiles import change_stage, edit_profile, nominate_stakeholder

__all__ = [
    "answer_question",
    "change_stage",
    "dismiss_candidate",
    "edit_profile",
    "nominate_candidate",
    "nominate_stakeholder",
    "reopen_candidate",
]
