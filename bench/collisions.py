"""Does a look around a contact cost more where the history is long? It must not: 1,000 against 100,000 past contacts.

Run it from the root: `.venv/bin/python -m bench.collisions`. It makes an embedded database of its own and removes it.
One hospital and one person have the whole history, in the years before; near the contact there is the same in both.
Compared are the medians and the rows that the plan of the statement reads; milliseconds are this machine's. Exits with
1 when the long history costs more than the allowed ratio.
"""

import json
import re
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.import_pipeline import run

FEW, MANY = 1_000, 100_000
LOOKS, BATCH = 100, 5_000
ALLOWED_RATIO = 2.0
MEASURE = "from bench.collisions import measure; measure()"


def main() -> int:
    """Few, then many; 1 when many cost more."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        for arguments in (["firewall_roles"], ["migrate", "--verbosity=0"]):
            run([sys.executable, "manage.py", *arguments], folder, as_owner=True)
        output = run([sys.executable, "manage.py", "shell", "-c", MEASURE], folder, as_owner=True)
    found = json.loads(output.strip().splitlines()[-1])
    for count, (milliseconds, rows) in found.items():
        print(f"{int(count):>7} past contacts: {milliseconds:6.2f} ms a look, {rows} rows read by the plan")
    ratio = found[str(MANY)][0] / found[str(FEW)][0]
    print(f"the long history costs {ratio:.2f} times the short one (allowed: {ALLOWED_RATIO})")
    return int(ratio > ALLOWED_RATIO)


def measure() -> None:
    """Within the product, as the owner: make the history, look around, print what was found."""
    from django.utils import timezone

    from apps.coordination.collisions import Meeting

    rows = _rows()
    starts_at, made, found = timezone.now() + timedelta(days=5), 0, {}
    _history(rows, 1, starts_at + timedelta(days=3))
    for count in (FEW, MANY):
        _history(rows, count - made, starts_at - timedelta(days=40))
        made = count
        _analyze()
        meeting = Meeting("medical", rows["account"], frozenset({rows["person"].pk}), starts_at)
        found[count] = (_median(meeting), _rows_read(meeting))
    print(json.dumps(found))


def _rows() -> dict[str, Any]:
    from apps.catalog.models import PurposeClass
    from apps.directory.models import Account, Stakeholder
    from apps.users.models import User

    return {
        "account": Account.objects.create(name="Hospital", kind="hospital"),
        "person": Stakeholder.objects.create(last_name="Example"),
        "owner": User.objects.create_user("bench@company.example", role="kam", first_name="B"),
        "purpose": PurposeClass.objects.get_or_create(code="bench", defaults={"name": "Bench"})[0],
    }


def _history(rows: dict[str, Any], count: int, latest: Any) -> None:
    """So many held visits of the other function before a moment, ten a day."""
    from apps.coordination.models import Touchpoint, TouchpointStakeholder

    shared = {"account": rows["account"], "owner": rows["owner"], "purpose": rows["purpose"]}
    for first in range(0, count, BATCH):
        visits = [
            Touchpoint(
                function="commercial",
                channel="phone",
                state="held",
                starts_at=latest - timedelta(hours=2.4 * number),
                **shared,
            )
            for number in range(first, min(first + BATCH, count))
        ]
        Touchpoint.objects.bulk_create(visits)
        TouchpointStakeholder.objects.bulk_create(
            TouchpointStakeholder(touchpoint=one, stakeholder=rows["person"], starts_at=one.starts_at)
            for one in visits
        )


def _analyze() -> None:
    """What autovacuum does in time: without it the planner knows nothing of the new rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE coordination_touchpoint")
        cursor.execute("ANALYZE coordination_touchpointstakeholder")


def _median(meeting: Any) -> float:
    """Milliseconds of one look."""
    from apps.coordination.collisions import overlaps_of

    taken = []
    for _look in range(LOOKS):
        began = time.perf_counter()
        seen = len(overlaps_of(meeting))
        taken.append(1000 * (time.perf_counter() - began))
        if seen != 1:
            raise ValueError(f"{seen} contacts are near instead of one")
    return statistics.median(taken)


def _rows_read(meeting: Any) -> int:
    """The most rows that any step of the plan put out."""
    from apps.coordination.collisions import near_keys

    plan = near_keys(meeting).explain(analyze=True)
    return max(int(float(number)) for number in re.findall(r"actual [^)]*rows=([\d.]+)", plan))


if __name__ == "__main__":
    sys.exit(main())
