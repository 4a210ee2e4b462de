"""The number beside the bell, for the page frame."""

from typing import Any

from django.http import HttpRequest

from apps.notifications.queries import MOST_COUNTED, unread_count
from apps.users.models import User


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `unread_messages`, called (and asked of the database) only by a page that shows it."""
    user = getattr(request, "user", None)
    return {"unread_messages": lambda: in_words(unread_count(user)) if isinstance(user, User) else ""}


def in_words(count: int) -> str:
    """Nothing for none, so that a template can ask `{% if %}`."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count or "")
