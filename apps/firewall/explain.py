"""The matrix in words, for `docs/firewall.md` and the pages that explain the wall. A test holds the document to it."""

from apps.firewall.sides import MATRIX, ROLES, Side, privileges

WORDS: dict[frozenset[str], str] = {
    frozenset(): "–",
    frozenset({"SELECT"}): "read",
    frozenset({"INSERT"}): "add",
    frozenset({"SELECT", "UPDATE"}): "read, mark",
    frozenset({"SELECT", "INSERT", "UPDATE"}): "read, add, change",
    frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}): "all",
    frozenset({"SELECT", "INSERT"}): "read, add",
}


def matrix_table() -> str:
    """The matrix as a Markdown table: a row per side of tables, a column per role."""
    head = ["table's side", *(f"`{role}`" for role in ROLES)]
    lines = [head, ["---"] * len(head), *(_row(side) for side in MATRIX)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _row(side: Side) -> list[str]:
    return [side.value.upper(), *(WORDS[privileges(side, role)] for role in ROLES)]


def matrix_rows() -> list[list[str]]:
    """The same as cells: the side, then a word for each role."""
    return [_row(side) for side in MATRIX]
