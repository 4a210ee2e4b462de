"""What the documentation of the REST resources shows; a test holds them against the fields."""

from typing import Any

_ID, _ACCOUNT = "01928a7c-5f00-7000-8000-000000000001", "01928a7c-5f00-7000-8000-000000000002"
_MADE: dict[str, Any] = {
    "revision": 1,
    "recorded_by": "01928a7c-5f00-7000-8000-000000000005",
    "archived_at": None,
    "created_at": "2026-01-20T10:00:00Z",
    "updated_at": "2026-01-20T10:00:00Z",
}
_EVENT: dict[str, Any] = {
    "id": _ID,
    "account": _ACCOUNT,
    "kind": "formulary_review",
    "starts_on": "2026-02-02",
    "ends_on": "2026-02-04",
}
_WINDOW: dict[str, Any] = {
    "id": _ID,
    "account": _ACCOUNT,
    "reason": "inspection",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-06",
}
EVENT: dict[str, dict[str, Any]] = {"input": _EVENT, "output": {**_EVENT, **_MADE}}
EVENT_CHANGE: dict[str, Any] = {"ends_on": "2026-02-06"}
WINDOW: dict[str, dict[str, Any]] = {"input": _WINDOW, "output": {**_WINDOW, **_MADE}}
WINDOW_CHANGE: dict[str, Any] = {"reason": "holidays", "ends_on": "2026-03-08"}
COLLISION: dict[str, dict[str, Any]] = {
    "output": {
        "id": _ID,
        "touchpoint": "01928a7c-5f00-7000-8000-000000000003",
        "other_touchpoint": "01928a7c-5f00-7000-8000-000000000004",
        "is_same_account": True,
        "is_same_person": False,
        "found_at": "2026-01-20T10:00:00Z",
        "closed_at": None,
        "created_at": "2026-01-20T10:00:00Z",
        "updated_at": "2026-01-20T10:00:00Z",
    }
}
