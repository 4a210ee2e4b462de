"""The steps of `bench.messages` that need the product: each in a process of its own, which prints JSON."""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
BATCH = 5_000


def fill(due: int, old: int) -> dict[str, Any]:
    """As many people as due messages, one each, so that nothing is grouped; and the old messages of one of them."""
    from django.db import transaction
    from django.utils import timezone

    from apps.core.models import new_id
    from apps.notifications.actions import queue_message
    from apps.notifications.models import Message
    from apps.users.models import User

    now = timezone.now()
    people = [
        User(email=f"p{number}@crm.example", first_name=f"Ana {number}", last_name="Bench", role="msl")
        for number in range(due)
    ]
    User.objects.bulk_create(people, batch_size=BATCH)
    Message.objects.bulk_create(_old(people[0], old, now), batch_size=BATCH)
    began = time.perf_counter()
    with transaction.atomic():
        for person in people:
            queue_message(
                to=person,
                kind=Message.Kind.LOG_DUE,
                cause_id=new_id(),
                occasion="bench",
                link="/interactions/",
                # Due later: else each would wake a worker that is not there.
                due_at=now + timedelta(hours=1),
            )
    seconds = time.perf_counter() - began
    Message.objects.filter(state="waiting").update(due_at=now)
    _analyze()
    return {"seconds": seconds}


def _old(person: Any, count: int, now: Any) -> Iterator[Any]:
    from apps.core.models import new_id
    from apps.notifications.models import Message

    for number in range(count):
        at = now - timedelta(days=1, minutes=number)
        yield Message(
            recipient=person,
            kind="log_due",
            cause_id=new_id(),
            occasion="old",
            link="/interactions/",
            due_at=at,
            sent_at=at,
            read_at=at,
            state="sent",
            attempts=1,
        )


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan() -> dict[str, Any]:
    """What PostgreSQL does to find one batch: the index, rows read and found, seconds."""
    from apps.notifications.delivery import BATCH as batch
    from apps.notifications.models import Message

    told = Message.objects.due()[:batch].explain(format="json", analyze=True)
    (found,) = json.loads(told)
    scan = _scan(found["Plan"])
    return {
        "index": scan.get("Index Name", scan["Node Type"]),
        "rows_found": scan["Actual Rows"],
        "rows_read": scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0),
        "seconds": found["Execution Time"] / 1000,
    }


def _scan(node: dict[str, Any]) -> dict[str, Any]:
    """The lowest node: the one that reads the table."""
    return _scan(node["Plans"][0]) if node.get("Plans") else node


def claim() -> dict[str, Any]:
    """Take everything, batch after batch, and give it back."""
    from apps.notifications.delivery import claim as claim_batch
    from apps.notifications.models import Message

    began = time.perf_counter()
    while claim_batch():
        pass
    seconds = time.perf_counter() - began
    Message.objects.filter(state="waiting").update(claimed_until=None)
    return {"seconds": seconds}


def sample() -> dict[str, Any]:
    """One of the mails, whole."""
    from apps.notifications.mails import mail_for
    from apps.notifications.models import Message

    message = Message.objects.due().select_related("recipient")[:1].get()
    whole: Any = mail_for(message).message()
    return {"content": whole.as_bytes(linesep="\r\n").decode().replace("Message-ID: <", "Message-ID: <bare")}


def wake() -> dict[str, Any]:
    """What the commit of a cause does, and when (seconds of the epoch)."""
    from apps.notifications.tasks import deliver_messages

    now = time.time()
    deliver_messages.delay()
    return {"at": now}


def last() -> dict[str, Any]:
    """When the last of the due messages was marked (seconds of the epoch)."""
    from django.db.models import Max

    from apps.notifications.models import Message

    at = Message.objects.filter(occasion="bench").aggregate(at=Max("updated_at"))["at"]
    return {"at": at.timestamp()}


STEPS = {step.__name__: step for step in (plan, claim, sample, wake, last)}


def main() -> None:
    """Run one step."""
    import django

    django.setup()
    name, *numbers = sys.argv[1:]
    found = fill(*map(int, numbers)) if name == "fill" else STEPS[name]()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
