"""Rules as data, of which the most specific wins: an empty field of a rule fits everything."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

Rule = TypeVar("Rule")


def most_specific_first(
    rules: Iterable[Rule],
    about: Any,
    criteria: Sequence[str],
    fits: Callable[[str, Any, Any], bool] | None = None,
) -> list[Rule]:
    """The rules that fit `about`: those that name most of it first; of equals the one that names an earlier criterion.

    `criteria` are columns of both; `fits(name, wanted, given)` says whether a named one does, equality by default.
    """
    does_fit = fits or (lambda name, wanted, given: bool(wanted == given))
    fitting = [rule for rule in rules if _fits(rule, about, criteria, does_fit)]
    return sorted(fitting, key=lambda rule: _specificity(rule, criteria), reverse=True)


def _fits(rule: Any, about: Any, criteria: Sequence[str], fits: Callable[[str, Any, Any], bool]) -> bool:
    named = ((name, getattr(rule, name)) for name in criteria)
    return all(wanted in (None, "") or fits(name, wanted, getattr(about, name)) for name, wanted in named)


def _specificity(rule: Any, criteria: Sequence[str]) -> tuple[int, tuple[bool, ...]]:
    named = tuple(bool(getattr(rule, name)) for name in criteria)
    return sum(named), named
