"""Saving a form: nothing typed is lost, whatever the action answers, and two people's changes are both shown."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from apps.audit.recording import audited
from apps.core.dates import MomentField
from apps.core.editing import in_words, saved
from apps.core.fields import SearchSelect, SearchSelectMany, offer
from apps.core.merging import merge, snapshot
from apps.users.models import Team, Territory, User
from tests.factories import TeamFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


class Visit(forms.Form):
    """One field of each kind."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.ModelChoiceField(
        Territory.objects.order_by("name"), required=False, widget=SearchSelect("directory:suggest_accounts")
    )
    others = forms.ModelMultipleChoiceField(
        Territory.objects.order_by("name"),
        required=False,
        widget=SearchSelectMany("directory:suggest_accounts"),
    )
    channel = forms.ChoiceField(
        choices=[("", "None"), ("At once", [("video", "Video call")]), ("mail", "E-mail")]
    )
    starts_at = MomentField()
    day = forms.DateField(required=False)
    is_open = forms.BooleanField(required=False)
    notes = forms.CharField(required=False)


class Stored:
    """What the database holds: an action in little."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def opened(self) -> Visit:
        return Visit(initial={**self.values, "before": snapshot(self.values)})

    def save(self, form: Visit) -> Any:
        def action() -> Team:
            typed = {name: form.cleaned_data[name] for name in self.values}
            typed["others"] = list(typed["others"])
            self.values = merge(before=form.cleaned_data["before"], theirs=self.values, mine=typed)
            return TeamFactory()

        return saved(form, action)


@pytest.fixture
def places() -> dict[str, Territory]:
    return {name: TerritoryFactory(name=name) for name in ("East", "North", "South", "West")}


@pytest.fixture
def stored(places: dict[str, Territory]) -> Stored:
    return Stored(
        place=places["East"],
        others=[places["North"]],
        channel="mail",
        starts_at=datetime(2026, 12, 3, 8, 30, tzinfo=UTC),
        day=date(2026, 12, 3),
        is_open=False,
        notes="",
    )


def sent(form: Visit, **changes: Any) -> Any:
    """The form as a browser sends it back, with some fields changed and a comparison's radio buttons."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        rows = value if isinstance(value, list) else [value]
        keys = [str(getattr(row, "pk", row)) for row in rows if row not in (None, False, "")]
        data.setlist(bound.name, keys)
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Visit(data)


def both_changed(stored: Stored, places: dict[str, Territory]) -> Any:
    """The second of two people, who changed the same fields; the first one also ticked a box."""
    first, second = stored.opened(), stored.opened()
    theirs = {"place": str(places["West"].pk), "starts_at": "3 Dec 2026 12:00", "day": "2026-12-04"}
    several = [str(places[name].pk) for name in ("North", "South")]
    assert stored.save(sent(first, others=several, channel="video", is_open="on", **theirs))
    mine = {"place": str(places["South"].pk), "starts_at": "3 Dec 2026 15:00", "day": "2026-12-05"}
    form = sent(second, others=[], channel="video", notes="Mine", **mine)
    assert stored.save(form) is None
    return form


@pytest.fixture(autouse=True)
def _in_berlin() -> Any:
    with timezone.override(BERLIN):
        yield


def test_what_both_changed_is_told_in_words(stored: Stored, places: dict[str, Territory]) -> None:
    form = both_changed(stored, places)
    assert {row.name: (row.mine, row.theirs, row.before) for row in form.conflicts} == {
        "place": ("South", "West", "East"),
        "others": ("", "North, South", "North"),
        "starts_at": ("3 December 2026, 15:00", "3 December 2026, 12:00", "3 December 2026, 09:30"),
        "day": ("5 December 2026", "4 December 2026", "3 December 2026"),
    }
    assert "Somebody else saved" in form.non_field_errors()[0]


def test_the_form_holds_the_merged_values(stored: Stored, places: dict[str, Territory]) -> None:
    form = both_changed(stored, places)
    shown = {name: form[name].value() for name in ("notes", "starts_at", "is_open", "place", "others")}
    assert shown == {
        "notes": "Mine",
        "starts_at": "2026-12-03 15:00",
        "is_open": True,
        "place": str(places["South"].pk),
        "others": [],
    }


def test_each_choice_is_saved(stored: Stored, places: dict[str, Territory]) -> None:
    form = both_changed(stored, places)
    keep = {"keep_place": "theirs", "keep_others": "theirs", "keep_day": "mine", "keep_starts_at": "theirs"}
    assert stored.save(sent(form, **keep)) == Team.objects.latest("created_at")
    assert stored.values == {
        "place": places["West"],
        "others": [places["North"], places["South"]],
        "channel": "video",
        "starts_at": datetime(2026, 12, 3, 11, 0, tzinfo=UTC),
        "day": date(2026, 12, 5),
        "is_open": True,
        "notes": "Mine",
    }


def test_the_page_offers_the_choice(stored: Stored, places: dict[str, Territory]) -> None:
    page = render_to_string("core/_conflicts.html", {"form": both_changed(stored, places)})
    assert 'name="keep_place" value="theirs"' in page
    assert not render_to_string("core/_conflicts.html", {"form": stored.opened()}).strip()


def test_a_forged_start_overwrites_nothing(stored: Stored) -> None:
    form = sent(stored.opened(), before="forged", notes="Mine", keep_place="theirs")
    assert stored.save(form) is None
    assert "notes" in {row.name for row in form.conflicts}
    assert stored.values["notes"] == ""


@pytest.mark.parametrize(
    ("fault", "field", "message"),
    [
        (ValidationError({"notes": "Too rude"}), "notes", "Too rude"),
        (ValidationError({"unknown": "Not here"}), "__all__", "Not here"),
        (ValidationError("All wrong"), "__all__", "All wrong"),
        (PermissionDenied("Archived meanwhile"), "__all__", "Archived meanwhile"),
        (PermissionDenied(), "__all__", "You may not save this."),
    ],
)
def test_a_refusal_stands_on_the_form(stored: Stored, fault: Exception, field: str, message: str) -> None:
    @audited
    def action(*, by: User) -> Team:
        Team.objects.create(name="Half written")
        raise fault

    form = sent(stored.opened(), notes="Long and dear")
    assert saved(form, lambda: action(by=UserFactory())) is None
    assert form.errors[field] == [message]
    assert form["notes"].value() == "Long and dear"
    assert not Team.objects.filter(name="Half written").exists()


def test_parts_of_other_apps_must_be_valid(stored: Stored) -> None:
    class Part(forms.Form):
        said = forms.CharField()

    part = Part(QueryDict(), prefix="part")
    assert saved(sent(stored.opened()), lambda: Team.objects.create(name="No"), parts=[part]) is None
    assert part.errors
    assert not Team.objects.exists()


def test_a_page_that_is_only_opened_saves_nothing(stored: Stored) -> None:
    form = stored.opened()
    assert stored.save(form) is None
    assert not form.errors


def test_rows_one_may_not_choose_keep_their_names(places: dict[str, Territory]) -> None:
    form = Visit()
    offer(form, "others", Territory.objects.exclude(name="West"))
    words = in_words(form.fields["others"], [str(places[name].pk) for name in ("West", "East")])
    assert words == "somebody or something you cannot choose, East"


def test_a_long_select_holds_the_chosen_and_the_near(places: dict[str, Territory]) -> None:
    form = Visit(initial={"place": places["West"].pk, "others": [places["West"].pk]})
    for name in ("place", "others"):
        offer(form, name, Territory.objects.all(), near=Territory.objects.filter(name__in=["East", "West"]))
    one, several = str(form["place"]), str(form["others"])
    assert one.count("<option") == 3
    assert several.count("<option") == 2
    assert f'<option value="{places["West"].pk}" selected>West</option>' in one
    assert 'data-combobox-url="/directory/' in several
    with pytest.raises(TypeError, match="notes"):
        offer(form, "notes", Territory.objects.all())
