"""How visible the evidence about an author is: points, each explained in words, so that one can disagree.

Pure. It counts what anybody can look up (papers, place in the author list, dates, subjects, trials), and nothing
commercial. The weights are our own judgement; they rank a list for people, and decide nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.folding import words

#: Points for each, and the most that one kind of evidence can give: no single kind may outweigh all others.
PER_PAPER, MOST_FOR_PAPERS = 2, 30
PER_LEADING, MOST_FOR_LEADING = 4, 40
PER_FITTING, MOST_FOR_FIT = 3, 30
PER_TRIAL, MOST_FOR_TRIALS = 5, 20
PER_LED, MOST_FOR_LED = 8, 32
PER_SITE, MOST_FOR_SITES = 4, 12
MOST_FOR_TRIAL_FIT = 15
NAMED_TRIALS = 3
#: A paper within so many years gives so many points; the first that applies.
RECENCY = ((1, 15), (3, 10), (5, 5))

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Paper:
    """What counts of one paper of one author. `topics` are subject headings as the source names them."""

    published_on: date | None
    is_leading: bool
    topics: tuple[str, ...] = ()
    trial_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredTrial:
    """What counts of one registered trial of one person: its numbers, and whether they lead all of it or a site."""

    numbers: tuple[str, ...]
    is_leading: bool
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Some points, and why."""

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for an author."""

    points: tuple[Point, ...]

    @property
    def score(self) -> int:
        """The sum."""
        return sum(point.points for point in self.points)


Wanted = Mapping[str, frozenset[str]]

# Words that headings of every field share: agreeing on them says nothing about the subject.
_COMMON_WORDS = """
disease diseases disorder disorders syndrome syndromes therapy therapies treatment treatments agent agents
drug drugs clinical medical health care patient patients human humans adult child male female aged middle
study studies trial trials risk factor factors outcome outcomes acute chronic primary secondary early late
management diagnosis prevention control safety data evidence life quality real world long term new use and
for the with without from
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def telling_words(text: str) -> frozenset[str]:
    """The words of a subject that tell it from others; plural and singular are one."""
    found = (word for word in words(text) if len(word) > 2 and word not in _COMMON)
    return frozenset(word[:-1] if word.endswith("s") and len(word) > 4 else word for word in found)


def wanted_topics(names: Iterable[str]) -> Wanted:
    """The subjects somebody looks for, ready to compare; names without a telling word are left out."""
    told = {name: telling_words(name) for name in names}
    return {name: found for name, found in told.items() if found}


def evidence_of(
    papers: Sequence[Paper], trials: Sequence[RegisteredTrial] = (), *, wanted: Wanted, today: date
) -> Evidence:
    """What papers and trials of one person say about them, the most telling first; nothing scores nothing."""
    found = [
        _papers(papers),
        _leading(papers),
        _recency(papers, today),
        _fit(papers, wanted),
        _led(trials),
        _at_sites(trials),
        _trial_fit(trials, wanted),
        _trials(papers, trials),
    ]
    points = [point for point in found if point and point.points]
    return Evidence(tuple(sorted(points, key=lambda point: -point.points)))


def _papers(papers: Sequence[Paper]) -> Point:
    count = len(papers)
    text = ngettext("%(count)s paper", "%(count)s papers", count) % {"count": count}
    return Point(min(PER_PAPER * count, MOST_FOR_PAPERS), text)


def _leading(papers: Sequence[Paper]) -> Point:
    count = sum(paper.is_leading for paper in papers)
    text = ngettext(
        "first or last author of %(count)s paper", "first or last author of %(count)s papers", count
    )
    return Point(min(PER_LEADING * count, MOST_FOR_LEADING), text % {"count": count})


def _recency(papers: Sequence[Paper], today: date) -> Point | None:
    """Points for the latest paper; one dated ahead (the printed issue) counts as of today."""
    latest = max((paper.published_on for paper in papers if paper.published_on), default=None)
    if latest is None:
        return None
    age = (today - latest).days / DAYS_PER_YEAR
    points = next((points for years, points in RECENCY if age <= years), 0)
    return Point(points, _("latest paper in %(year)s") % {"year": latest.year})


def _fit(papers: Sequence[Paper], wanted: Wanted) -> Point:
    """Papers on wanted subjects, with the subjects by name, the most frequent first."""
    fitting, named = _on_topics([paper.topics for paper in papers], wanted)
    text = ngettext(
        "%(count)s paper on our topics: %(topics)s", "%(count)s papers on our topics: %(topics)s", fitting
    )
    return Point(min(PER_FITTING * fitting, MOST_FOR_FIT), text % {"count": fitting, "topics": named})


def _trial_fit(trials: Sequence[RegisteredTrial], wanted: Wanted) -> Point:
    """Trials on wanted subjects, likewise."""
    fitting, named = _on_topics([trial.topics for trial in trials], wanted)
    text = ngettext(
        "%(count)s trial on our topics: %(topics)s", "%(count)s trials on our topics: %(topics)s", fitting
    )
    return Point(min(PER_FITTING * fitting, MOST_FOR_TRIAL_FIT), text % {"count": fitting, "topics": named})


def _on_topics(headings: Sequence[Sequence[str]], wanted: Wanted) -> tuple[int, str]:
    """How many of these have a heading that fits, and the subjects that they fit."""
    per_topic: Counter[str] = Counter()
    fitting = 0
    for topics in headings:
        told = [telling_words(topic) for topic in topics]
        matched = [name for name, telling in wanted.items() if any(telling & heading for heading in told)]
        per_topic.update(matched)
        fitting += bool(matched)
    return fitting, ", ".join(name for name, _count in per_topic.most_common(3))


def _led(trials: Sequence[RegisteredTrial]) -> Point:
    """Registered trials the person leads as a whole: principal investigator, chair, director, responsible party."""
    led = [trial for trial in trials if trial.is_leading]
    text = ngettext(
        "leads %(count)s registered trial: %(numbers)s",
        "leads %(count)s registered trials: %(numbers)s",
        len(led),
    )
    return Point(min(PER_LED * len(led), MOST_FOR_LED), text % _numbered(led))


def _at_sites(trials: Sequence[RegisteredTrial]) -> Point:
    """Registered trials of which the person leads a site."""
    found = [trial for trial in trials if not trial.is_leading]
    text = ngettext(
        "investigator at a site of %(count)s registered trial: %(numbers)s",
        "investigator at sites of %(count)s registered trials: %(numbers)s",
        len(found),
    )
    return Point(min(PER_SITE * len(found), MOST_FOR_SITES), text % _numbered(found))


def _numbered(trials: Sequence[RegisteredTrial]) -> dict[str, object]:
    shown = [trial.numbers[0] for trial in trials[:NAMED_TRIALS]]
    return {"count": len(trials), "numbers": ", ".join(shown + ["…"] * (len(trials) > NAMED_TRIALS))}


def _trials(papers: Sequence[Paper], known: Sequence[RegisteredTrial]) -> Point:
    """Trials whose reports the author leads; each counts once, and not again where they lead the trial itself."""
    counted = {number for trial in known if trial.is_leading for number in trial.numbers}
    reported = {number for paper in papers if paper.is_leading for number in paper.trial_ids}
    count = len(reported - counted)
    text = ngettext(
        "led the report of %(count)s registered trial",
        "led the reports of %(count)s registered trials",
        count,
    )
    return Point(min(PER_TRIAL * count, MOST_FOR_TRIALS), text % {"count": count})
