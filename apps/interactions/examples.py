"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "state": "submitted",
    "account": "01928a7c-5f00-7000-8000-000000000002",
    "attendees": [{"stakeholder": "01928a7c-5f00-7000-8000-000000000003"}],
    "starts_at": "2026-01-31T08:00:00Z",
    "channel": "face_to_face",
    "purpose": "scientific",
    "therapeutic_area": "haematology",
    "kind": "scientific_exchange",
    "initiative": "reactive",
    "duration_minutes": 30,
    "topics": ["01928a7c-5f00-7000-8000-000000000004"],
    "materials": [],
    "notes": "Asked how long the response lasts after the second line.",
    "needs_and_concerns": "Wants data from daily practice.",
    "safety_answer": "no",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": {**_COMMON, "safety_report": ""},
    "output": {
        **_COMMON,
        "revision": 2,
        "owner": "01928a7c-5f00-7000-8000-000000000005",
        "planned_for": "2026-01-31T08:00:00Z",
        "version": 1,
        "submitted_at": "2026-01-31T09:12:00Z",
        "cancel_reason": "",
        "created_at": "2026-01-20T10:00:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
