"""Pages of KOLs and candidates, by noun."""

from apps.kols.views.candidates import (
    answer_question,
    candidate,
    candidates,
    dismiss_candidate,
    nominate_candidate,
    questions,
    reopen_candidate,
)
from apps.kols.views.profiles import change_stage, edit, list, nominate, publications

__all__ = [
    "answer_question",
    "candidate",
    "candidates",
    "change_stage",
    "dismiss_candidate",
    "edit",
    "list",
    "nominate",
    "nominate_candidate",
    "publications",
    "questions",
    "reopen_candidate",
]
