"""What the documentation of the REST resource `joint-visits` shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "partner": "01928a7c-5f00-7000-8000-000000000002",
    "account": "01928a7c-5f00-7000-8000-000000000004",
    "stakeholders": ["01928a7c-5f00-7000-8000-000000000003"],
    "starts_at": "2099-02-06T09:00:00Z",
    "purpose": "introduction",
    "justification": "The department asked for a medical contact of its own.",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": _COMMON,
    "output": {
        **_COMMON,
        "revision": 2,
        "state": "approved",
        "asked_by": "01928a7c-5f00-7000-8000-000000000005",
        "medical_touchpoint": None,
        "commercial_touchpoint": None,
        "created_at": "2026-01-30T09:12:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
