"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "kind": "medical",
    "question": "Is there data on dosing in patients with severe renal impairment?",
    "asker": "01928a7c-5f00-7000-8000-000000000003",
    "affiliation": None,
    "product": None,
    "therapeutic_area": "haematology",
    "interaction": None,
    "country": "DE",
    "language": "de",
    "complexity": "standard",
    "volume": 1,
    "channel": "phone",
    "received_at": "2026-01-20T09:30:00Z",
    "delivery": "email",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": {**_COMMON, "is_unsolicited": True},
    "output": {
        **_COMMON,
        "revision": 4,
        "version": 1,
        "earlier": None,
        "state": "answered",
        "owner": "01928a7c-5f00-7000-8000-000000000005",
        "answerer": "01928a7c-5f00-7000-8000-000000000006",
        "label_class": "on_label",
        "attested_at": "2026-01-20T10:00:00Z",
        "submitted_at": "2026-01-20T10:00:00Z",
        "due_at": "2026-01-27T16:00:00Z",
        "routed_because": "DE: Medical Information Europe",
        "answered_at": "2026-01-23T14:05:00Z",
        "closed_at": None,
        "answers": [
            {
                "number": 1,
                "text": "In a study of 24 patients the half-life was not changed.",
                "references": "Made up et al., 2025",
                "approved_at": "2026-01-23T13:00:00Z",
                "delivered_at": "2026-01-23T14:05:00Z",
                "delivered_how": "email",
            }
        ],
        "created_at": "2026-01-20T10:00:00Z",
        "updated_at": "2026-01-23T14:05:00Z",
    },
}
CHANGE_EXAMPLE: dict[str, Any] = {
    "question": "Is there data on dosing in renal impairment?",
    "language": "fr",
}
