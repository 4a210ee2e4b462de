"""What a page is about. Who may not see it gets the same answer as for what is not there, and learns nothing of it."""

from typing import TypeVar

from django.http import Http404

Row = TypeVar("Row")


def found_or_404(row: Row | None) -> Row:
    """The row that a query answered. Raises Http404 for none."""
    if row is None:
        raise Http404
    return row
