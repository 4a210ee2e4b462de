"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "account": "01928a7c-5f00-7000-8000-000000000004",
    "first_day": "2026-01-01",
    "last_day": "2026-12-31",
    "stakeholders": ["01928a7c-5f00-7000-8000-000000000003"],
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": _COMMON,
    "output": {
        **_COMMON,
        "revision": 2,
        "state": "active",
        "owner": "01928a7c-5f00-7000-8000-000000000005",
        "team": ["01928a7c-5f00-7000-8000-000000000005"],
        "goals": ["Two teaching afternoons for the ward"],
        "archived_at": None,
        "created_at": "2026-01-30T09:12:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
