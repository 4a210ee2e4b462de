"""What apps register in `AppConfig.ready()`, under a key each. All registries follow the one rule that stands here."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")


class Registry(Generic[Key, Entry]):
    """Entries by key, in the order in which they came. The same one may come again; another one is a fault of ours."""

    def __init__(self) -> None:
        self._entries: dict[Key, Entry] = {}

    def add(self, key: Key, entry: Entry) -> None:
        """Raises ValueError when another entry has this key, instead of letting the order of apps decide."""
        if self._entries.setdefault(key, entry) != entry:
            raise ValueError(f"{key} is registered twice, with different contents")

    def get(self, key: Key) -> Entry | None:
        """What is registered under a key."""
        return self._entries.get(key)

    def all(self) -> list[Entry]:
        """Everything that is registered."""
        return list(self._entries.values())
