"""How visible the evidence about an author is: points, each explained in words, so that one can disagree.

Pure. It counts what anybody can look up (papers, place in the author list, dates, subjects, trials), and
nothing commercial. The weights are our own judgement; they rank a list for people, and decide nothing.
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


def evidence_of(papers: Sequence[Paper], *, wanted: Wanted, today: date) -> Evidence:
    """What the papers of one author say about them, the most telling first; nothing scores nothing."""
    found = [
        _papers(papers),
        _leading(papers),
        _recency(papers, today),
        _fit(papers, wanted),
        _trials(papers),
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
    per_topic: Counter[str] = Counter()
    fitting = 0
    for paper in papers:
        headings = [telling_words(topic) for topic in paper.topics]
        matched = [name for name, told in wanted.items() if any(told & heading for heading in headings)]
        per_topic.update(matched)
        fitting += bool(matched)
    named = ", ".join(name for name, _count in per_topic.most_common(3))
    text = ngettext(
        "%(count)s paper on our topics: %(topics)s", "%(count)s papers on our topics: %(topics)s", fitting
    )
    return Point(min(PER_FITTING * fitting, MOST_FOR_FIT), text % {"count": fitting, "topics": named})


def _trials(papers: Sequence[Paper]) -> Point:
    """Registered trials whose reports the author leads; each counts once, however many reports it has."""
    trials = {number for paper in papers if paper.is_leading for number in paper.trial_ids}
    text = ngettext(
        "led the report of %(count)s registered trial",
        "led the reports of %(count)s registered trials",
        len(trials),
    )
    return Point(min(PER_TRIAL * len(trials), MOST_FOR_TRIALS), text % {"count": len(trials)})
