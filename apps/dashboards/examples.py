"""What the documentation of the REST resource shows; a test reads it."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "output": {
        "id": "01928a7c-5f00-5000-8000-000000000001",
        "report": "weekly",
        "first_day": "2026-01-12",
        "last_day": "2026-01-18",
        "made_at": "2026-01-19T06:00:12Z",
        "parts": [
            {
                "name": "promises",
                "title": "My promises",
                "lines": [
                    {
                        "name": "overdue",
                        "title": "Overdue",
                        "count": 2,
                        "rows": [
                            {
                                "link": "https://crm.example/follow-ups/01928a7c-5f00-7000-8000-000000000002/",
                                "words": "Send the subgroup data",
                                "detail": "Dr Anna Müller · due 15 Jan 2026 · Open · Maria Lopez",
                            }
                        ],
                        "hidden": 1,
                    }
                ],
            }
        ],
        "created_at": "2026-01-19T06:00:12Z",
        "updated_at": "2026-01-19T06:00:12Z",
    }
}
