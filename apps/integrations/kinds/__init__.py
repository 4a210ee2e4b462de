"""Sorts of records that imports carry, listed here. To add one, write a module with a `KIND` and list it."""

from apps.integrations.kinds import publications, trials
from apps.integrations.kinds.base import Cell, Counts, Kind, added
from apps.integrations.kinds.tables import TABLES
from apps.integrations.models import ImportRun

__all__ = ["KINDS", "Cell", "Counts", "Kind", "added", "kind_of"]

KINDS: dict[str, Kind] = {kind.name: kind for kind in (publications.KIND, trials.KIND, *TABLES)}


def kind_of(run: ImportRun) -> Kind:
    """What the run carries; publications while nobody has looked into the file yet."""
    return KINDS.get(run.kind, publications.KIND)
