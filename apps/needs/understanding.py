"""Reads what was typed in one line: "education: teaching for the residents of Dr Braun" -> kind, words, whose.

The kind is chosen by writing it first ("access: ..."), else guessed from the words, and can be corrected on the page of
the need. Nothing is thrown away: the words stay as they were typed, without the kind in front of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.folding import fold
from apps.needs.models import UnmetNeed

Kind, Reason = UnmetNeed.Kind, UnmetNeed.Reason

#: How people write a kind in front of a line, besides its stored value and its label.
_ALSO = {
    "research support": Kind.RESEARCH,
    "teaching": Kind.EDUCATION,
    "patients": Kind.PATIENT_CARE,
    "patient care": Kind.PATIENT_CARE,
    "feedback": Kind.CRITICAL_FEEDBACK,
    "concern": Kind.CRITICAL_FEEDBACK,
    "critical feedback": Kind.CRITICAL_FEEDBACK,
}
_CHOSEN = {**{fold(kind.value): kind for kind in Kind}, **_ALSO}
#: Beginnings of words that speak for a kind; of two that speak equally often the first one counts.
_SPEAK_FOR: dict[str, tuple[str, ...]] = {
    Kind.CRITICAL_FEEDBACK: (
        "refus", "declin", "annoy", "disappoint", "unhappy", "complain", "too often", "does not want", "will not",
        "no longer wants", "let down", "independen", "biased",
    ),
    Kind.RESEARCH: ("research", "investigator", "grant", "funding", "registry", "own trial", "own study", "protocol"),
    Kind.EDUCATION: ("educat", "teach", "train", "workshop", "resident", "slide", "course", "speaker", "webinar"),
    Kind.ACCESS: ("access", "reimburs", "formular", "compassionate", "named patient", "shortage", "supply", "insur"),
    Kind.DATA: ("data", "evidence", "publication", "abstract", "subgroup", "result", "paper", "endpoint"),
    Kind.PATIENT_CARE: ("patient", "caregiver", "adheren", "nurse", "pathway", "referral", "diagnos", "monitor"),
}  # fmt: skip
_SPEAK_OF: dict[str, tuple[str, ...]] = {
    Reason.TOO_MUCH: ("too often", "too many"),
    Reason.NO_TIME: ("no time", "busy"),
    Reason.NO_BENEFIT: ("no benefit", "no use", "nothing new"),
    Reason.LET_DOWN: ("let down", "disappoint", "never came", "no answer", "last time"),
    Reason.INDEPENDENCE: ("independen", "no ties", "biased", "industry"),
    Reason.EMPLOYER: ("employer", "hospital does not", "not allowed", "policy"),
    Reason.SCIENCE: ("disagree", "study design", "comparator", "not convinced"),
}


@dataclass(frozen=True)
class Heard:
    """What a line was read as. `stakeholder` is None when nobody, or more than one person, was meant."""

    line: str
    kind: str
    reason: str
    words: str
    stakeholder: Any


def understand(line: str, people: Sequence[Any]) -> Heard:
    """Read a line. `people` are those who were there; with only one of them, nobody has to be named. Never raises."""
    text = " ".join(line.split())
    before, colon, after = text.partition(":")
    chosen = _CHOSEN.get(fold(before))
    words = after.strip() if chosen and colon and after.strip() else text
    kind = chosen or guess_kind(words)
    reason = guess_reason(words) if kind == Kind.CRITICAL_FEEDBACK else ""
    return Heard(line, kind, reason, words[:1].upper() + words[1:], _whose(words, people))


def guess_kind(words: str) -> str:
    """The kind that the most words speak for; data where none does, which is what is asked for most."""
    return _most_spoken_for(words, _SPEAK_FOR) or Kind.DATA


def guess_reason(words: str) -> str:
    """Why somebody does not want to work with us, as far as the words say."""
    return _most_spoken_for(words, _SPEAK_OF) or Reason.OTHER


def _most_spoken_for(words: str, speak: dict[str, tuple[str, ...]]) -> str:
    folded = f" {fold(words)}"
    counts = {name: sum(f" {start}" in folded for start in starts) for name, starts in speak.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _whose(words: str, people: Sequence[Any]) -> Any:
    """Who is named by the last name, of several of one name by the first name too."""
    if len(people) == 1:
        return people[0]
    folded = f" {fold(words)} "
    named = [person for person in people if f" {fold(person.last_name)} " in folded]
    if len(named) > 1:
        named = [person for person in named if f" {fold(person.first_name)} " in folded]
    return named[0] if len(named) == 1 else None
