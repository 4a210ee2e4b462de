"""Nobody floods the inbox with anonymous reports, and nobody learns who sent one.

Counted in the memory of this process alone, under a digest whose secret is made anew every hour and never leaves it:
neither the cache nor the database learns who came. Each process counts by itself, so the true limit is theirs together.
"""

import hashlib
import hmac
import secrets
import time
from collections import Counter

MOST = 5
PERIOD_SECONDS = 3600


class Counted:
    """How often each caller came in this period, by a digest that dies with it."""

    def __init__(self) -> None:
        self._begin(0.0)

    def _begin(self, now: float) -> None:
        self._secret, self._since, self._counts = secrets.token_bytes(32), now, Counter[bytes]()

    def take(self, who: str, now: float | None = None) -> bool:
        """Count one; False when there were too many in this period."""
        now = time.monotonic() if now is None else now
        if now - self._since > PERIOD_SECONDS or not self._counts:
            self._begin(now)
        key = hmac.digest(self._secret, who.encode(), hashlib.sha256)
        self._counts[key] += 1
        return self._counts[key] <= MOST


anonymous_reports = Counted()
