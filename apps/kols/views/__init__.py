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
from apps.kols.views.trials import person_trials, trial, trials

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
    "person_trials",
    "publications",
    "questions",
    "reopen_candidate",
    "trial",
    "trials",
]
