"""What the columns of a table mean: the targets that each kind of row knows, guessed from headings, kept per source."""

from apps.integrations.columns.guessing import guess_columns, guess_header_row, guess_kind, headings
from apps.integrations.columns.mapping import Mapping, fingerprint, guessed, missing
from apps.integrations.columns.targets import KINDS, Target, targets_of

__all__ = [
    "KINDS",
    "Mapping",
    "Target",
    "fingerprint",
    "guess_columns",
    "guess_header_row",
    "guess_kind",
    "guessed",
    "headings",
    "missing",
    "targets_of",
]
