"""Questions that an import leaves to people: asked once, remembered for later files."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.integrations.models import ImportRun, Review
from apps.integrations.recognising import CHOICES, Guess
from apps.kols.models import MatchQuestion

LABEL = 300
NONE_OF_THEM = "none"


@dataclass
class Answers:
    """What was decided before about the questions of a batch, and the ones that are to be asked."""

    run: ImportRun
    known: dict[str, Review] = field(default_factory=dict)
    asked: dict[str, Review] = field(default_factory=dict)
    settled: dict[str, Review] = field(default_factory=dict)

    @classmethod
    def about(cls, run: ImportRun, identities: Iterable[str]) -> "Answers":
        """One query."""
        found = Review.objects.filter(identity__in=set(identities))
        return cls(run, {review.identity: review for review in found})

    def of(self, identity: str) -> UUID | str | None:
        """Whom people chose, `NONE_OF_THEM`, or None while nobody decided. What waits to take effect is decided."""
        review = self.known.get(identity)
        if review is None or review.state == Review.State.OPEN:
            return None
        return review.chosen or NONE_OF_THEM

    def ask(
        self, identity: str, subject: str, label: str, record: dict[str, Any], guesses: Sequence[Guess]
    ) -> None:
        """Put a question; an open one of an earlier file takes the newer row."""
        review = self.asked.get(identity) or self.known.get(identity) or Review(identity=identity)
        review.run, review.subject, review.label = self.run, subject, label[:LABEL]
        review.record, review.choices = record, [guess.to_json() for guess in guesses]
        self.asked[identity] = review

    def settle(self, identity: str, key: UUID) -> None:
        """Remember who a row without any number turned out to be, so that the same file changes nothing next time."""
        if identity and identity not in self.known:
            done = Review(identity=identity, run=self.run, state=Review.State.DONE, chosen=key)
            self.settled[identity] = done

    def save_settled(self) -> None:
        """Write what is settled."""
        Review.objects.bulk_create(self.settled.values(), batch_size=500)

    def save(self) -> int:
        """Write what is asked; answers how many there are."""
        added = [review for review in self.asked.values() if review._state.adding]
        again = [review for review in self.asked.values() if not review._state.adding]
        Review.objects.bulk_create(added, batch_size=500)
        Review.objects.bulk_update(again, ["run", "label", "record", "choices"], batch_size=500)
        return len(self.asked)


def identity_of(*parts: Any) -> str:
    """Tells one question from another, whatever file it stands in."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def ask_about_candidates(run: ImportRun | None, *, since: datetime) -> None:
    """List the candidates whom this import is unsure of, so that the queue shows them with their import."""
    new = MatchQuestion.objects.filter(created_at__gte=since, candidate__review=None)
    candidates = {question.candidate_id: question.candidate for question in new.select_related("candidate")}
    Review.objects.bulk_create(
        [
            Review(run=run, subject=Review.Subject.PERSON, label=str(found)[:LABEL], candidate=found)
            for found in candidates.values()
        ],
        batch_size=500,
    )


def choices_of(review: Review) -> list[dict[str, Any]]:
    """Key, score and reasons of each choice; of a candidate as the questions about it stand now."""
    if review.candidate_id is None:
        return list(review.choices)
    found = MatchQuestion.objects.filter(
        candidate=review.candidate_id, answer=MatchQuestion.Answer.OPEN, stakeholder__merged_into=None
    )
    return [
        Guess(question.stakeholder_id, question.score, tuple(question.reasons)).to_json()
        for question in found.order_by("-score", "id")[:CHOICES]
    ]
