"""What a run of the leak test found, as a file that `manage.py record_proof` takes in."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass
class Proof:
    """Filled by each persona of the test. Written only when all of them ran: half a proof is none."""

    personas: list[str] = field(default_factory=list)
    pages: int = 0
    words: int = 0
    leaks: int = 0

    def add(self, persona: str, *, pages: int, words: int, leaks: int) -> None:
        """One persona has seen all pages."""
        self.personas.append(persona)
        self.pages, self.words, self.leaks = self.pages + pages, max(self.words, words), self.leaks + leaks

    def write(self, path: Path, wanted: set[str]) -> None:
        """The file, unless somebody is missing."""
        if set(self.personas) == wanted:
            told = {
                "version": settings.PRODUCT_VERSION,
                "ran_at": timezone.now().isoformat(timespec="seconds"),
                "words": self.words,
                "pages": self.pages,
                "personas": sorted(self.personas),
                "leaks": self.leaks,
            }
            path.write_text(json.dumps(told, indent=2) + "\n")
