"""What is kept as proof of the wall: audits of the live grants, and runs of the leak test.

The leak test plants words in every walled text and opens every page as everybody; it needs a database of its own and
is part of the product's tests. So a running product cannot repeat it: the run writes a file (`PROOF_FILE`), and
`manage.py record_proof` takes it in, with its digest. The page says which version it was made with.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.core.locks import one_at_a_time
from apps.firewall.cluster import differences
from apps.firewall.grants import expected_grants
from apps.oversight.models import GrantAudit, LeakTest

#: An audit is repeated once a day; a sweep comes more often.
EVERY = timedelta(hours=23)
#: What the file of a run must say.
NAMES = ("version", "ran_at", "words", "pages", "personas", "leaks")


def audit_grants(now: datetime | None = None) -> None:
    """Keep what an audit of the live database says, unless one was made today. No `by`: nobody acts."""
    one_at_a_time("grant audit")
    since = (now or timezone.now()) - EVERY
    if not GrantAudit.objects.filter(created_at__gte=since, version=settings.PRODUCT_VERSION).exists():
        found = [line[:300] for line in differences()]
        GrantAudit(version=settings.PRODUCT_VERSION, grants=len(expected_grants()), differences=found).save(
            force_insert=True
        )


def record_leak_test(content: bytes) -> LeakTest:
    """Keep what the file of a run says; the same file again changes nothing. Raises ValueError for any other file."""
    told = _read(content)
    made = LeakTest(digest=hashlib.sha256(content).hexdigest(), **told)
    LeakTest.objects.bulk_create([made], ignore_conflicts=True)
    return made


def _read(content: bytes) -> dict[str, Any]:
    told = json.loads(content)
    if not isinstance(told, dict) or sorted(told) != sorted(NAMES):
        raise ValueError(f"Not a proof: it must say {', '.join(NAMES)}.")
    ran_at = parse_datetime(str(told["ran_at"]))
    if ran_at is None or timezone.is_naive(ran_at):
        raise ValueError("Not a proof: it does not say when it ran.")
    return {**told, "ran_at": ran_at}
