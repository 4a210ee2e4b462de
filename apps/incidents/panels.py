"""What incidents add to the day pages: what the reader has agreed to do."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.incidents.queries import assignments_of
from apps.users.requests import user_of

IN_A_PANEL = 8


def assigned_to_reader(request: HttpRequest, day: Any) -> str:
    """Open corrective actions of the reader; nothing when there are none."""
    rows = list(assignments_of(user_of(request), is_done=False)[:IN_A_PANEL])
    return render_to_string("incidents/_assigned.html", {"rows": rows}, request) if rows else ""
