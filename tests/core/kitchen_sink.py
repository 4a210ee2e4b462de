"""A page that shows every component once: what the tests render, press and let axe look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from apps.core.timeline import Mark, TimelineEntry
from apps.users.models import User
from apps.users.roles import Role

MOMENT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
CHOICES = [("a", "Apple"), ("b", "Äpfel"), ("c", "Cherry")]
TEMPLATE = Path(__file__).with_name("kitchen_sink.html")


class Everything(forms.Form):
    """One field of each shape."""

    name = forms.CharField(help_text="As on the badge.")
    notes = forms.CharField(widget=forms.Textarea, required=False)
    when = forms.DateTimeField(help_text="Type tomorrow, or pick.")
    channel = forms.ChoiceField(choices=CHOICES)
    kind = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="One of them.")
    topics = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False)
    people = forms.MultipleChoiceField(choices=CHOICES, help_text="Who was there.")
    lead = forms.ChoiceField(choices=[("", "-"), *CHOICES], required=False)
    guests = forms.MultipleChoiceField(choices=[], required=False)
    is_safe = forms.BooleanField(label="Nothing to report", help_text="Must be answered.")
    paper = forms.FileField(required=False)


class Filter(forms.Form):
    """A search word and two folded filters."""

    q = forms.CharField(label="Search", required=False)
    tier = forms.ChoiceField(choices=[("", "Any"), *CHOICES], required=False)
    city = forms.CharField(required=False)


class Login(forms.Form):
    """The fields of the sign-in form."""

    login = forms.EmailField(label="E-mail")
    password = forms.CharField(widget=forms.PasswordInput)


@dataclass(frozen=True)
class Page:
    """Cursors at both ends."""

    previous: str = "before"
    next: str = "after"
    sort: str = ""


def entries() -> list[TimelineEntry]:
    """Three kinds over two years."""
    return [
        TimelineEntry(
            "interaction",
            MOMENT,
            "An exchange",
            "/i/1/",
            "Asked about dosing.",
            "M. Field",
            (Mark("Submitted", "good"),),
        ),
        TimelineEntry(
            "envelope", MOMENT.replace(month=5), "Contact, in person", by="K. Account, key account manager"
        ),
        TimelineEntry("publication", date(2025, 2, 1), "A made-up trial of nothing"),
    ]


def context(*, data: Any = None) -> dict[str, Any]:
    """What the page is rendered with; `data={}` sends an empty form, so that every message shows."""
    return {
        "form": Everything(data, initial={"people": ["a"], "lead": "b", "kind": "a"}),
        "filter_form": Filter({}),
        "entries": entries(),
        "conflicts": [SimpleNamespace(label="Notes", name="notes", mine="Mine", theirs="Theirs", before="")],
        "changes": [SimpleNamespace(label="Tier", old="2", new="1")],
        "pairs": [("City", "Harbourtown"), ("Languages", ""), ("Visits", 0)],
        "people": [f"Person {number}" for number in range(1, 9)],
        "moment": MOMENT,
        "day": date(1970, 1, 2),
        "page": Page(),
    }


def person(**changes: Any) -> User:
    """Somebody who is signed in, made without a database."""
    known = {"email": "mira@demo.example", "first_name": "Dr. Mira", "last_name": "Field", "role": Role.MSL}
    return User(**{**known, "time_zone": "Europe/Berlin", **changes})


def nobody() -> HttpRequest:
    """A request before signing in."""
    made = request()
    made.user = AnonymousUser()
    return made


def request(path: str = "/kitchen/", **changes: Any) -> HttpRequest:
    """A request by that person, with a message of each level; one of them can be undone."""
    made = RequestFactory().get(path)
    made.user = person(**changes)
    made._messages = CookieStorage(made)  # type: ignore[attr-defined]
    messages.success(made, "The plan was archived.", extra_tags="undo:/undo/")
    messages.error(made, "The file was not read.")
    messages.warning(made, "Two visits on one day.")
    messages.info(made, "Three things are due today.")
    return made


def render(template: str, values: dict[str, Any] | None = None, *, by: HttpRequest | None = None) -> str:
    """Render a piece of template source as a page would, without a database: the bell's count is given."""
    known = {"unread_messages": "3", **(values or {})}
    return engines["django"].from_string(template).render(known, by or request())


def page(*, data: Any = None, **changes: Any) -> str:
    """The whole page."""
    return render(TEMPLATE.read_text(), context(data=data), by=request(**changes))
