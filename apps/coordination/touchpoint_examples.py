"""What the documentation of the REST resource shows."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "output": {
        "id": "01928a7c-5f00-7000-8000-000000000001",
        "revision": 2,
        "state": "planned",
        "function": "medical",
        "account": "01928a7c-5f00-7000-8000-000000000002",
        "attendees": [{"stakeholder": "01928a7c-5f00-7000-8000-000000000003"}],
        "has_hidden_attendees": False,
        "owner": None,
        "starts_at": None,
        "starts_on": "2026-01-31",
        "precision": "day",
        "channel": "face_to_face",
        "channel_class": "face_to_face",
        "purpose": "scientific",
        "created_at": None,
        "updated_at": None,
    }
}
