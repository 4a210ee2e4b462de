"""The shape of what people enter on the map."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.fields import SearchSelect, offer
from apps.directory.forms import RowForm
from apps.directory.models import Stakeholder
from apps.directory.queries import first_stakeholders, stakeholders_for
from apps.influence.models import Committee, Seat, Tie

PERSON = "directory:suggest_stakeholders"


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class CommitteeForm(RowForm):
    """A committee's name and kind."""

    class Meta:
        model = Committee
        fields = ["name", "kind"]


class _PeopleForm(RowForm):
    """A form in which people are chosen."""

    people: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.people:
            offer(self, name, stakeholders_for(self.user).current(), near=first_stakeholders(self.user))


class SeatForm(_PeopleForm):
    """Who sits in a committee, as what, since when."""

    people = ("stakeholder",)
    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Stakeholder"), widget=SearchSelect(PERSON)
    )

    class Meta:
        model = Seat
        fields = ["stakeholder", "role", "started_on", "ended_on"]
        widgets = {"started_on": _day(), "ended_on": _day()}


class TieForm(_PeopleForm):
    """How one stakeholder stands to another."""

    people = ("source", "target")
    source = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Stakeholder"), widget=SearchSelect(PERSON)
    )
    target = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("To whom"), widget=SearchSelect(PERSON)
    )

    class Meta:
        model = Tie
        fields = ["source", "kind", "target", "evidence", "reviewed_on"]
        widgets = {"reviewed_on": _day()}
