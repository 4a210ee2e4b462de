"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "kind": "critical_feedback",
    "reason": "let_down",
    "words": "Asked for the subgroup data twice and never heard back.",
    "stakeholder": "01928a7c-5f00-7000-8000-000000000003",
    "heard_on": "2026-01-20",
    "priority": 3,
    "interaction": None,
    "therapeutic_area": "haematology",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": _COMMON,
    "output": {
        **_COMMON,
        "revision": 3,
        "state": "answered",
        "recorded_by": "01928a7c-5f00-7000-8000-000000000005",
        "owner": "01928a7c-5f00-7000-8000-000000000006",
        "answer": "The subgroup data were sent with an apology.",
        "answered_on": "2026-01-31",
        "confirmation": "",
        "close_reason": "",
        "closed_on": None,
        "created_at": "2026-01-20T10:00:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
CHANGE_EXAMPLE: dict[str, Any] = {"words": "Wants the data by age group", "priority": 3}
