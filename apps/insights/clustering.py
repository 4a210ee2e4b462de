"""Proposals for themes: which insights could stand together. People name, merge, split and pin them.

TF-IDF over the terms of `similarity`, then groups by average linkage of cosine distances, cut where the silhouette is
best. Nothing is drawn by chance: the same texts give the same groups, whatever their order. scikit-learn is imported
inside, so that web processes do not load it: call this from a worker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apps.insights.similarity import terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Distances of each to each are kept in memory: 200 MB at this number. More are clustered in parts by the caller.
MOST = 5_000
#: Groups that are tried, at most.
_TRIED = 40
#: Texts that are closer have the same terms.
_SAME = 1e-9
#: Terms that explain a group.
_TOLD = 5


@dataclass(frozen=True)
class Proposal:
    """A possible theme: the keys of its insights, sorted, and the terms that hold them together."""

    keys: tuple[str, ...]
    terms: tuple[str, ...]


def proposals(texts: Mapping[str, str], *, themes: int | None = None) -> list[Proposal]:
    """Groups of two or more, the largest first. `themes` sets how many groups are cut, singles among them; without it
    the number is chosen. Raises ValueError for more than `MOST` texts."""
    if len(texts) > MOST:
        raise ValueError(f"at most {MOST} texts at once")
    keys = sorted(key for key, text in texts.items() if terms(text))
    if len(keys) < 3:
        return []
    vectors, names = _vectors([texts[key] for key in keys])
    groups = _groups(vectors, themes)
    return sorted(
        (_proposal(members, keys, vectors, names) for members in groups if len(members) > 1),
        key=lambda found: (-len(found.keys), found.keys),
    )


def _vectors(texts: Sequence[str]) -> tuple[Any, Sequence[str]]:
    """One row per text, and the term of each column; terms of nearly every text say nothing and are left out."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weighed = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
    rows = weighed.fit_transform(texts)
    return rows, weighed.get_feature_names_out()


def _groups(vectors: Any, themes: int | None) -> list[list[int]]:
    """Rows by group, each sorted."""
    from sklearn.metrics.pairwise import cosine_distances

    apart = cosine_distances(vectors)
    # Where all are the same there is nothing to cut, and rounding must not make groups of them.
    if apart.max() < _SAME:
        return [list(range(len(apart)))]
    labels = _cut(apart, themes) if themes else _best_cut(apart)
    return [[row for row, label in enumerate(labels) if label == group] for group in sorted(set(labels))]


def _best_cut(apart: "NDArray[Any]") -> list[int]:
    """The number of groups with the best silhouette (Rousseeuw 1987), the smaller of equal ones."""
    from sklearn.metrics import silhouette_score

    most = len(apart) - 1
    tried = sorted({max(2, round(most * step / _TRIED)) for step in range(1, _TRIED + 1)})
    cuts = [_cut(apart, count) for count in tried if count <= most]
    return max(cuts, key=lambda labels: float(silhouette_score(apart, labels, metric="precomputed")))


def _cut(apart: "NDArray[Any]", count: int) -> list[int]:
    from sklearn.cluster import AgglomerativeClustering

    cutter = AgglomerativeClustering(
        n_clusters=min(count, len(apart)), metric="precomputed", linkage="average"
    )
    return [int(label) for label in cutter.fit_predict(apart)]


def _proposal(members: Sequence[int], keys: Sequence[str], vectors: Any, names: Sequence[str]) -> Proposal:
    """The terms that weigh most over the members, equal ones by the alphabet."""
    weights = vectors[members].sum(axis=0).A1
    told = sorted(weights.nonzero()[0], key=lambda column: (-weights[column], names[column]))[:_TOLD]
    return Proposal(tuple(keys[member] for member in members), tuple(str(names[column]) for column in told))
