"""What the documentation of the REST resources shows; a test sends and reads it."""

from typing import Any

_KEY = "01928a7c-5f00-7000-8000-00000000000"
_MADE = {
    "revision": 1,
    "ended_on": None,
    "created_at": "2026-01-30T09:12:00Z",
    "updated_at": "2026-01-30T09:12:00Z",
}
_COMMITTEE = {"id": f"{_KEY}1", "account": f"{_KEY}2", "name": "Formulary board", "kind": "formulary"}
_SEAT = {
    "id": f"{_KEY}3",
    "committee": f"{_KEY}1",
    "stakeholder": f"{_KEY}4",
    "role": "chair",
    "started_on": "2025-01-01",
    "ended_on": None,
}
_TIE = {
    "id": f"{_KEY}5",
    "stakeholder": f"{_KEY}6",
    "kind": "asks_advice",
    "towards": f"{_KEY}4",
    "evidence": "seen",
    "reviewed_on": "2026-01-30",
}


def _both(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"input": sent, "output": {**_MADE, **sent}}


COMMITTEE, SEAT, TIE = _both(_COMMITTEE), _both(_SEAT), _both(_TIE)
