"""What the documentation of the REST resource shows; a test sends and reads it."""

from typing import Any

_COMMON: dict[str, Any] = {
    "id": "01928a7c-5f00-7000-8000-000000000001",
    "what": "Send the abstract of the long-term extension",
    "stakeholder": "01928a7c-5f00-7000-8000-000000000003",
    "due_on": "2099-02-06",
    "priority": 2,
    "interaction": None,
    "therapeutic_area": "haematology",
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "input": _COMMON,
    "output": {
        **_COMMON,
        "revision": 1,
        "state": "open",
        "owner": "01928a7c-5f00-7000-8000-000000000005",
        "snoozed_until": None,
        "evidence": "",
        "evidence_link": "",
        "sent_material": "",
        "sent_on": None,
        "evidence_file_name": "",
        "cancel_reason": "",
        "closed_on": None,
        "created_at": "2026-01-20T10:00:00Z",
        "updated_at": "2026-01-31T09:12:00Z",
    },
}
STEP_EXAMPLES: dict[str, dict[str, Any]] = {
    "keep": {"evidence": "Sent by e-mail.", "sent_material": "MED-2026-0112", "sent_on": "2026-01-30"},
    "cancel": {"reason": "They found it themselves."},
    "snooze": {"until": "2099-02-10"},
    "hand-over": {"to": "01928a7c-5f00-7000-8000-000000000006"},
    "take-up-again": {},
}
CHANGE_EXAMPLE: dict[str, Any] = {"due_on": "2099-02-13", "priority": 3}
