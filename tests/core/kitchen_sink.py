"""A page that shows every component once: what the tests render and what axe looks at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms

from apps.core.timeline import Mark, TimelineEntry

MOMENT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
CHOICES = [("a", "Apple"), ("b", "Äpfel"), ("c", "Cherry")]


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
    is_safe = forms.BooleanField(label="Nothing to report", help_text="Must be answered.")
    paper = forms.FileField(required=False)


class Filter(forms.Form):
    """A search word and two folded filters."""

    q = forms.CharField(label="Search", required=False)
    tier = forms.ChoiceField(choices=[("", "Any"), *CHOICES], required=False)
    city = forms.CharField(required=False)


@dataclass(frozen=True)
class Page:
    """Cursors at both ends."""

    previous: str = "before"
    next: str = "after"


def entries() -> list[TimelineEntry]:
    """One of most kinds, over two years."""
    return [
        TimelineEntry(
            "interaction",
            MOMENT,
            "Scientific exchange",
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
