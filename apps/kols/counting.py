"""Keeps the counts that candidates are listed by in step with papers and trials: for many at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from apps.catalog.models import Topic
from apps.kols.evidence import Paper, RegisteredTrial, Wanted, evidence_of, wanted_topics
from apps.kols.models import Authorship, Candidate, Involvement

COUNTED = (
    *("affiliation", "papers", "first_or_last", "latest_on", "trials", "trials_led"),
    *("evidence_score", "evidence_on"),
)
BATCH = 500


def our_topics() -> Wanted:
    """The subjects of the catalogue, ready to compare with subject headings."""
    return wanted_topics(Topic.objects.filter(is_active=True).values_list("name", flat=True))


def paper_of(authorship: Authorship) -> Paper:
    """What counts of one paper for its author."""
    publication = authorship.publication
    return Paper(
        publication.published_on,
        authorship.is_first or authorship.is_last,
        tuple(topic["name"] for topic in publication.topics),
        tuple(publication.trial_ids),
    )


def trial_of(involvement: Involvement) -> RegisteredTrial:
    """What counts of one trial for one of its people."""
    trial = involvement.trial
    topics = (*trial.conditions, *(topic["name"] for topic in trial.topics))
    return RegisteredTrial((trial.nct_id, *trial.aliases), involvement.is_leading, topics)


def count_evidence(candidates: Collection[UUID], *, today: date) -> None:
    """Count again what is known of these candidates. Retracted papers count for nothing. Writes only what changed."""
    rows = Authorship.objects.filter(candidate__in=candidates, publication__is_retracted=False)
    papers: dict[UUID | None, list[Authorship]] = defaultdict(list)
    for authorship in rows.select_related("publication").order_by("-publication__published_on", "id"):
        papers[authorship.candidate_id].append(authorship)
    trials: dict[UUID | None, list[Involvement]] = defaultdict(list)
    found = Involvement.objects.filter(candidate__in=candidates).select_related("trial")
    for involvement in found.order_by("-trial__nct_id"):
        trials[involvement.candidate_id].append(involvement)
    wanted = our_topics()
    changed = [
        candidate
        for candidate in Candidate.objects.filter(pk__in=candidates)
        if _set_counts(candidate, papers[candidate.pk], trials[candidate.pk], wanted, today)
    ]
    Candidate.objects.bulk_update(changed, COUNTED, batch_size=BATCH)


def _set_counts(
    candidate: Candidate,
    papers: Sequence[Authorship],
    trials: Sequence[Involvement],
    wanted: Wanted,
    today: date,
) -> bool:
    """Set the counts; True when any differs. The day alone is no difference, or every import would touch all."""
    before = _counts(candidate)
    dates = [paper.publication.published_on for paper in papers if paper.publication.published_on]
    candidate.papers = len(papers)
    candidate.first_or_last = sum(paper.is_first or paper.is_last for paper in papers)
    candidate.latest_on = max(dates, default=None)
    candidate.trials = len(trials)
    candidate.trials_led = sum(one.is_leading for one in trials)
    evidence = evidence_of(
        list(map(paper_of, papers)), list(map(trial_of, trials)), wanted=wanted, today=today
    )
    candidate.evidence_score = evidence.score
    places = [*(row.affiliations for row in papers), *(row.affiliations for row in trials)]
    candidate.affiliation = next((found[0] for found in places if found), candidate.affiliation)
    is_changed = before != _counts(candidate) or candidate.evidence_on is None
    if is_changed:
        candidate.evidence_on = today
    return is_changed


def _counts(candidate: Candidate) -> list[Any]:
    return [getattr(candidate, name) for name in COUNTED if name != "evidence_on"]
