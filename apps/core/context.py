"""What the page frame needs on every page: who looks, where they stand, and where they may go.

All of it is lazy: a fragment answered to htmx pays for nothing that it does not show.
"""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from apps.core import navigation
from apps.core.logins import DEMO_LOGINS

ACCENTS = ("blue", "teal", "indigo", "plum", "green", "slate")
THEMES = ("auto", "light", "dark")


class Shell:
    """The frame of one page."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request; look nothing up before a template asks."""
        self.request = request
        self.user: Any = getattr(request, "user", None)

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in; also answers before the sign-in middleware ran (early failures)."""
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def links(self) -> list[navigation.Link]:
        """The left navigation."""
        return navigation.links_for(self.user, self.request.path) if self.is_signed_in else []

    @cached_property
    def actions(self) -> list[navigation.Link]:
        """The buttons of the top bar."""
        return navigation.action_links_for(self.user, self.request.path) if self.is_signed_in else []

    @property
    def side(self) -> Any:
        """Where this person stands; the badge is on every page."""
        return getattr(self.user, "side", None) if self.is_signed_in else None

    @property
    def theme(self) -> str:
        """`auto` follows the system; known to the server, so that the first paint is right without a script."""
        chosen = getattr(self.user, "theme", "")
        return chosen if chosen in THEMES else "auto"

    @property
    def brand_name(self) -> str:
        """The product's name in this installation."""
        return str(settings.BRAND_NAME)

    @property
    def accent(self) -> str:
        """The accent colour: a name from a checked palette, since any colour code could be unreadable."""
        chosen = str(getattr(settings, "BRAND_COLOUR", ""))
        return chosen if chosen in ACCENTS else ACCENTS[0]

    @cached_property
    def search_url(self) -> str:
        """Where the search box sends its words; empty when this installation has no search."""
        return address_of("core:search")

    @cached_property
    def notifications_url(self) -> str:
        """Where the bell leads."""
        return address_of("notifications:list")

    @cached_property
    def preferences_url(self) -> str:
        """Where theme and time zone are chosen."""
        return address_of("users:preferences")

    @cached_property
    def home_url(self) -> str:
        """Where the brand leads."""
        return address_of("home") or "/"


def address_of(url_name: str) -> str:
    """The address of a page, or nothing when the page is not part of this installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def demo_logins() -> list[dict[str, Any]]:
    """The logins the demo's sign-in page lists, in their order, with what each role does. Empty outside the demo."""
    if not settings.DEMO:
        return []
    emails = [f"{name}@demo.example" for name in DEMO_LOGINS]
    people: Any = get_user_model()._default_manager.filter(email__in=emails, is_active=True)
    found = {person.email: person for person in people}
    return [
        {"email": email, "role": found[email].get_role_display(), "sentence": found[email].role_sentence}
        for email in emails
        if email in found
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the frame, `demo_logins` for the sign-in page (called only if shown)."""
    return {"shell": Shell(request), "demo_logins": demo_logins}
