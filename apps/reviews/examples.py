"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "subject_kind": "account_plan",
    "subject_id": "01928a7c-5f00-7000-8000-000000000002",
    "wanted_by": "2026-02-06",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": _COMMON,
    "output": {
        **_COMMON,
        "revision": 2,
        "state": "returned",
        "asked_by": "01928a7c-5f00-7000-8000-000000000005",
        "asked_at": "2026-01-30T09:12:00Z",
        "words": "Who of the two functions leads the third goal?",
        "decided_by": "01928a7c-5f00-7000-8000-000000000006",
        "decided_at": "2026-01-31T09:12:00Z",
        "created_at": "2026-01-30T09:12:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
