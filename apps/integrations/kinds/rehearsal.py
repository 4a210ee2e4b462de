"""What a file says its accounts are part of, followed while it is only looked at.

Each batch is taken back before the next one comes, so the directory cannot tell what stands in the file. Kept are the
numbers of the accounts alone, of one file: some hundred bytes for each.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from uuid import UUID

from apps.directory.actions.accounts import circle_words
from apps.directory.actions.many_accounts import accounts_by_number
from apps.directory.actions.placing import missing_words
from apps.integrations.columns.shaping import Number

#: An account: by its key where the directory has it, else by the number that the file gives it.
Node = UUID | Number


class Rehearsal:
    """The accounts of the file that can be used, and what stands above which by now."""

    def __init__(self) -> None:
        self.numbers: set[Number] = set()
        self.nodes: dict[Number, Node] = {}
        self.above: dict[Node, Node] = {}

    def note(self, numbers: Iterable[Number]) -> None:
        """These accounts would be there."""
        self.numbers.update(numbers)

    def look_up(self, numbers: Iterable[Number]) -> None:
        """Find the accounts that are to be placed, and what is above them in the directory. One query."""
        new = set(numbers) - self.nodes.keys()
        held = accounts_by_number(new)
        for number in new & (held.keys() | self.numbers):
            account = held.get(number)
            self.nodes[number] = account.pk if account else number
            for parent, child in pairwise(account.path if account else ()):
                self.above.setdefault(child, parent)

    def place(self, child: Number, parent: Number, *, label: str) -> str:
        """Put the one below the other, unless it cannot be: why not, else nothing. Look them up first."""
        one, other = self.nodes.get(child), self.nodes.get(parent)
        if one is None or other is None:
            return missing_words(parent if other is None else None)
        if one in self._upwards(other):
            return circle_words(parent[1].partition(":")[2], label, is_itself=one == other)
        self.above[one] = other
        return ""

    def _upwards(self, node: Node | None) -> Iterator[Node]:
        while node is not None:
            yield node
            node = self.above.get(node)
