"""Does similarity find what belongs together, and does clustering? 60 invented insights in 12 themes of five.

Run it from the root: `.venv/bin/python -m bench.insight_themes`. Precision@5: of the up to five insights that are told
as similar to one (itself left out), how many are of its theme; a missing answer counts as a wrong one, and only four
can be right, so 0.80 is the most. Adjusted Rand index: 1 for the themes themselves, 0 for chance; an insight in no
proposal is a group by itself. Exits with 1 when a target is missed.
"""

import csv
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from apps.insights.clustering import Proposal, proposals
from apps.insights.similarity import ranked, terms

TEXTS = Path(__file__).parent / "insights" / "themes.tsv"
PRECISION, RAND = 0.6, 0.5
THEMES = 12


def labelled() -> dict[str, tuple[str, str]]:
    """Theme and text by key."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {f"{number:02}": (row["theme"], row["text"]) for number, row in enumerate(rows, start=1)}


def precision(kept: Mapping[str, tuple[str, str]], at: int = 5) -> float:
    """Mean over all insights; each document frequency counts the other texts."""
    every = Counter(term for _theme, text in kept.values() for term in set(terms(text)))
    right = 0
    for key, (theme, text) in kept.items():
        others = every - Counter(set(terms(text)))
        candidates = [(other, words) for other, (_theme, words) in kept.items() if other != key]
        found = ranked(text, candidates, others, len(kept) - 1, count=at)
        right += sum(kept[one.key][0] == theme for one in found)
    return right / (at * len(kept))


def ceiling(kept: Mapping[str, tuple[str, str]], at: int = 5) -> float:
    """The precision of an oracle that knows the themes, but tells only insights that share a term."""
    every = {key: (theme, set(terms(text))) for key, (theme, text) in kept.items()}
    mates = [
        sum(key != other and theme == its and bool(mine & words) for other, (its, words) in every.items())
        for key, (theme, mine) in every.items()
    ]
    return sum(min(count, at) for count in mates) / (at * len(kept))


def rand(kept: Mapping[str, tuple[str, str]], found: list[Proposal]) -> float:
    """Adjusted Rand index of the proposals against the themes."""
    from sklearn.metrics import adjusted_rand_score

    groups = {key: f"alone {key}" for key in kept}
    groups |= {key: proposal.keys[0] for proposal in found for key in proposal.keys}
    return float(
        adjusted_rand_score([theme for theme, _text in kept.values()], [groups[key] for key in kept])
    )


def main() -> int:
    """Print a table for the document; 1 when a target is missed."""
    kept = labelled()
    texts = {key: text for key, (_theme, text) in kept.items()}
    chosen, told = proposals(texts), proposals(texts, themes=THEMES)
    result = {"precision@5": precision(kept), "precision@4": precision(kept, 4)}
    result["precision@5 of an oracle that tells only texts sharing a term"] = ceiling(kept)
    result["ARI, number chosen"], result["ARI, 12 groups"] = rand(kept, chosen), rand(kept, told)
    for name, value in result.items():
        print(f"| {name} | {value:.2f} |")
    print(f"{len(chosen)} proposals chosen, the first: {' '.join(chosen[0].terms)}")
    return int(result["precision@5"] < PRECISION or result["ARI, number chosen"] < RAND)


if __name__ == "__main__":
    sys.exit(main())
