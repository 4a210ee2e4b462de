"""A health system of 200 accounts with 50,000 contacts: `python -m bench.world.tree`, on the database of DATA_DIR.

Five tiers; a third of the contacts are commercial; two years back and half a year ahead. What is there is kept.
"""

import os
from datetime import timedelta
from random import Random
from typing import Any

ROOT_ACCOUNT = "f0000000-0000-7000-8000-000000000001"
ACCOUNTS, CONTACTS, BATCH = 200, 50_000, 5_000
BACK, AHEAD = 730, 180


def main() -> None:
    """Make what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    import django

    django.setup()
    from apps.directory.models import Account

    if not Account.objects.filter(pk=ROOT_ACCOUNT).exists():
        _contacts(_accounts(), Random(7))


def _accounts() -> list[Any]:
    """Each but the first stands below the one of a fifth of its number."""
    from apps.directory.models import Account

    made: list[Any] = []
    for number in range(ACCOUNTS):
        parent = made[(number - 1) // 5] if number else None
        names = {"name": f"Tree {number}", "name_folded": f"tree {number}"}
        row = Account(kind="department", country="DE", parent=parent, **names)
        if parent is None:
            row.id = ROOT_ACCOUNT
        row.path = [*(parent.path if parent else []), row.pk]
        made.append(row)
    Account.objects.bulk_create(made)
    return made


def _contacts(accounts: list[Any], random: Random) -> None:
    from django.db import connection
    from django.utils import timezone

    from apps.catalog.models import PurposeClass
    from apps.coordination.models import Touchpoint, TouchpointStakeholder
    from apps.directory.models import Stakeholder
    from apps.users.models import User

    people = list(Stakeholder.objects.all()[:500])
    owners = {role: list(User.objects.filter(role=role)[:20]) for role in ("msl", "kam")}
    purposes, now = list(PurposeClass.objects.all()), timezone.now()
    for _batch in range(CONTACTS // BATCH):
        rows = []
        for _number in range(BATCH):
            is_commercial, days = random.random() < 0.33, random.uniform(-BACK, AHEAD)
            rows.append(
                Touchpoint(
                    account=random.choice(accounts),
                    owner=random.choice(owners["kam" if is_commercial else "msl"]),
                    function="commercial" if is_commercial else "medical",
                    purpose=random.choice(purposes),
                    channel="face_to_face",
                    starts_at=now + timedelta(days=days),
                    state="held" if days < 0 else "planned",
                )
            )
        Touchpoint.objects.bulk_create(rows)
        TouchpointStakeholder.objects.bulk_create(
            TouchpointStakeholder(touchpoint=row, stakeholder=random.choice(people), starts_at=row.starts_at)
            for row in rows
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE coordination_touchpoint")
        cursor.execute("VACUUM ANALYZE coordination_touchpointstakeholder")
        cursor.execute("VACUUM ANALYZE directory_account")


if __name__ == "__main__":
    main()
