"""A select over many choices that are the same for everybody draws what Django's own would draw."""

from html.parser import HTMLParser

import pytest
from django import forms

from apps.core.fields import LongSelect

CHOICES = [("", "Any"), ("CI", "Côte d’Ivoire"), ("X", "<b>&"), ("DE", "Germany")]


class Options(HTMLParser):
    """The options of some markup: value, whether it is selected, and words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[list[object]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "option":
            self.found.append([dict(attrs)["value"], "selected" in dict(attrs), ""])

    def handle_data(self, data: str) -> None:
        if self.found and data.strip():
            self.found[-1][2] = data


@pytest.mark.parametrize("value", [None, "", "DE", "X", "gone"])
def test_it_is_what_a_plain_select_is(value: str | None) -> None:
    drawn = [
        Options(kind(choices=CHOICES).render("country", value)).found for kind in (LongSelect, forms.Select)
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == len(CHOICES)


def test_attributes_stand_on_it() -> None:
    markup = LongSelect({"data-combobox": True}, CHOICES).render("country", "DE", {"id": "id_country"})
    assert 'name="country"' in markup
    assert 'id="id_country"' in markup
    assert "data-combobox" in markup
