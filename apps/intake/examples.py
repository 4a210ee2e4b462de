"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "stakeholder": "01928a7c-5f00-7000-8000-000000000003",
    "account": "01928a7c-5f00-7000-8000-000000000004",
    "wanted": "literature",
    "urgency": "soon",
    "channel": "email",
    "therapeutic_area": "haematology",
    "product": None,
    "words": "Is there anything published on dosing below forty kilograms?",
    "language": "en",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": {**_COMMON, "is_unsolicited": True},
    "output": {
        **_COMMON,
        "revision": 2,
        "state": "accepted",
        "country": "DE",
        "asked_by": "01928a7c-5f00-7000-8000-000000000005",
        "asked_at": "2026-01-30T09:12:00Z",
        "attested_at": "2026-01-30T09:12:00Z",
        "due_at": "2026-02-06T16:00:00Z",
        "accepted_on": "2026-01-31",
        "ended_on": None,
        "created_at": "2026-01-30T09:12:00Z",
        "updated_at": None,
    },
}
