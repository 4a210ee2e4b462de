"""How often do the hints agree with a reader? 60 invented texts, labelled before the rules were written.

Run it from the root: `.venv/bin/python -m bench.insight_hints`. The texts and what a label means stand in
`bench/insights/`. Odd lines were looked at while the rules were written, even ones were not, and twenty more were
written when the rules were finished: all are told. With `--misses` the misses of the odd lines are printed as well.
Exits with 1 when an item misses its target over the 60.
"""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.insights.agreement import weighted_kappa
from apps.insights.hints import Hint, Item, hints

TEXTS = Path(__file__).parent / "insights" / "hints.tsv"
#: Written and labelled when the rules were finished, which were not touched for them.
AFTER = TEXTS.with_name("hints_after.tsv")
EXACT, WITHIN_ONE = 0.70, 0.95


@dataclass(frozen=True)
class Labelled:
    """A text, and what its reader gave for each item."""

    number: int
    text: str
    labels: dict[Item, int]


def texts(path: Path = TEXTS) -> list[Labelled]:
    """The set, in its order, numbered from 1."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Labelled(number, row["text"], {item: int(row[item]) for item in Item})
        for number, row in enumerate(rows, start=1)
    ]


def pairs_of(kept: Sequence[Labelled]) -> dict[Item, list[tuple[int, int]]]:
    """By item: the label and what the rules say."""
    found: dict[Item, list[tuple[int, int]]] = {item: [] for item in Item}
    for one in kept:
        for hint in hints(one.text):
            found[hint.item].append((one.labels[hint.item], hint.score))
    return found


def exact(pairs: Sequence[tuple[int, int]]) -> float:
    """Share of the very same score."""
    return sum(one == other for one, other in pairs) / len(pairs)


def within_one(pairs: Sequence[tuple[int, int]]) -> float:
    """Share of scores that differ by one at most."""
    return sum(abs(one - other) <= 1 for one, other in pairs) / len(pairs)


def main() -> int:
    """Print a table for the document; 1 when a target is missed."""
    kept = texts()
    halves = {"all": kept, "looked at": kept[::2], "held back": kept[1::2], "after": texts(AFTER)}
    print("| item | texts | exact | within one | weighted kappa |\n| --- | --- | --- | --- | --- |")
    for name, half in halves.items():
        for item, pairs in pairs_of(half).items():
            value = weighted_kappa(pairs)
            told = "-" if value is None else f"{value:.2f}"
            print(
                f"| {item} | {name} ({len(pairs)}) | {exact(pairs):.0%} | {within_one(pairs):.0%} | {told} |"
            )
    if "--misses" in sys.argv:
        for one in kept[::2]:
            _print_misses(one)
    return int(
        any(exact(pairs) < EXACT or within_one(pairs) < WITHIN_ONE for pairs in pairs_of(kept).values())
    )


def _print_misses(one: Labelled) -> None:
    wrong: list[Hint] = [hint for hint in hints(one.text) if hint.score != one.labels[hint.item]]
    for hint in wrong:
        print(
            f"{one.number} {hint.item}: label {one.labels[hint.item]}, rule {hint.score}, found {', '.join(hint.found)}"
        )


if __name__ == "__main__":
    sys.exit(main())
