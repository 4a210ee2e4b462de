"""The rows of the world, one of each model."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass
class World:
    """Rows by model label, such as `interactions.Interaction`."""

    rows: dict[str, Any] = field(default_factory=dict)

    def add(self, row: models.Model | None) -> Any:
        """Remember a row as the one of its model."""
        assert row is not None
        return self.rows.setdefault(row._meta.label, row)

    def key(self, label: str) -> Any:
        """The key of the row of a model."""
        return self.rows[label].pk
