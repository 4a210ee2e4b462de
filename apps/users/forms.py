"""The shape of what people enter about themselves, and administrators about people."""

import zoneinfo
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.fields import offer
from apps.core.kept_form import KeptForm
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.core.working_days import calendars
from apps.users.actions import CONFIRM, person_values
from apps.users.models import HandOver, Team, Territory, User, validate_time_zone
from apps.users.policies import CLIENT_ROLES, leaves_work_by
from apps.users.roles import FACTS, Role

#: Who can lead a team: whoever holds contacts.
LEADERS = [role for role, facts in FACTS.items() if facts.records and role not in CLIENT_ROLES]


def zones() -> list[tuple[str, str]]:
    """Every time zone of the database, by name."""
    return [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]


def zone_field() -> forms.ChoiceField:
    """A time zone, found by typing."""
    return forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        initial="UTC",
        validators=[validate_time_zone],
        widget=forms.Select(attrs={"data-combobox": True}),
    )


def calendar_choices() -> list[tuple[str, Any]]:
    """No public holidays, then those of each country and part of one."""
    return [("", _("None: Monday to Friday are worked")), *calendars()]


def calendar_field() -> forms.ChoiceField:
    """Whose public holidays count, found by typing."""
    return forms.ChoiceField(
        label=_("Public holidays"),
        choices=calendar_choices,
        required=False,
        widget=forms.Select(attrs={"data-combobox": True}),
        help_text=_(
            "Reminders and deadlines count working days: choose where you work, the region if there is one."
        ),
    )


def receiver_field() -> "forms.ModelChoiceField[User]":
    """Who takes over open work; the form says who can (`offer_receivers`)."""
    return forms.ModelChoiceField(
        User.objects.none(),
        label=_("Open work goes to"),
        required=False,
        empty_label=_("Nobody yet: choose later"),
        widget=forms.Select(attrs={"data-combobox": True}),
        help_text=_("Planned contacts, drafts and KOLs. The person gets one message."),
    )


def offer_receivers(form: forms.Form, receivers: "QuerySet[User]") -> None:
    """Set who can be chosen."""
    field: Any = form.fields["receiver"]
    field.queryset = receivers


class Leaving(forms.Form):
    """Switching somebody's login off."""

    receiver = receiver_field()

    def __init__(self, *args: Any, receivers: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_receivers(self, receivers)


class Preferences(forms.Form):
    """What people choose for themselves."""

    time_zone = zone_field()
    calendar = calendar_field()
    theme = forms.ChoiceField(label=_("Theme"), choices=User.Theme.choices, widget=forms.RadioSelect)

    def chosen(self) -> dict[str, Any]:
        """What was sent: the menu that changes the theme sends no calendar, and empties none."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class Person(forms.Form):
    """A person, as an administrator enters them. A change of sides, or a role that may not finish
    the open work, needs a tick under what it means."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)
    first_name = forms.CharField(label=_("First name"), max_length=100)
    last_name = forms.CharField(label=_("Last name"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("They sign in with it, and the invitation goes there.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Team"), required=False, empty_label=_("None")
    )
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("name"), label=_("Territory"), required=False, empty_label=_("None")
    )
    time_zone = zone_field()
    calendar = calendar_field()
    side_reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history. No names of stakeholders, please."),
    )
    receiver = receiver_field()
    confirm_side = forms.BooleanField(label=_("Yes, this person changes sides"), required=False)

    def __init__(
        self, *args: Any, person: User | None = None, receivers: "QuerySet[User] | None" = None, **kwargs: Any
    ) -> None:
        self.person = person
        if person is not None:
            values = person_values(person)
            kwargs["initial"] = {**values, "before": snapshot(values), **kwargs.get("initial", {})}
        else:
            kwargs["initial"] = {"id": new_id(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("team", "territory"):
            field: Any = self.fields[name]
            field.queryset = field.queryset.filter(
                Q(is_active=True) | Q(pk=getattr(person, f"{name}_id", None))
            )
        if receivers is not None:
            offer_receivers(self, receivers)
        if self.is_giving_up_work:
            self.fields["confirm_side"].label = _("Yes, this person gives up their open work")

    def clean_id(self) -> Any:
        """A form sent without its key, by a script say, gets one."""
        return self.cleaned_data["id"] or new_id()

    def clean(self) -> dict[str, Any]:
        """Changing sides is confirmed."""
        values: dict[str, Any] = super().clean() or {}
        if self.cause is not None and not values.get("confirm_side"):
            self.add_error("confirm_side", CONFIRM[self.cause])
        if self.is_side_changing and not values.get("side_reason", "").strip():
            self.add_error("side_reason", _("Say why this person changes sides."))
        return values

    @property
    def cause(self) -> HandOver.Cause | None:
        """Why the role that was chosen takes the person's open work away, if it does."""
        chosen = self.data.get(self.add_prefix("role"), "") if self.is_bound else ""
        return leaves_work_by(self.person, str(chosen)) if self.person is not None else None

    @property
    def is_side_changing(self) -> bool:
        """Whether the role that was chosen stands on another side than the person does now."""
        return self.cause == HandOver.Cause.CHANGED_SIDES

    @property
    def is_giving_up_work(self) -> bool:
        """Whether the role that was chosen holds no contacts, on the side where the person stands."""
        return self.cause == HandOver.Cause.CHANGED_ROLE

    @property
    def new_side(self) -> Any:
        """The side of the chosen role, to say what it means."""
        chosen = str(self.data.get(self.add_prefix("role"), ""))
        return FACTS[chosen].side if chosen in FACTS else None

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Each role with its side and its sentence, for a choice that explains itself."""
        chosen = self["role"].value()
        return [
            {
                "value": role.value,
                "label": role.label,
                "facts": FACTS[role],
                "is_chosen": role.value == chosen,
            }
            for role in Role
        ]


class TeamForm(KeptForm):
    """A team."""

    manager = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Manager"),
        required=False,
        widget=forms.Select(attrs={"data-combobox": True}),
        help_text=_("Is offered first when open work of the team has to be handed over."),
    )

    class Meta:
        model = Team
        fields = ("name", "manager", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(is_active=True, role__in=LEADERS).order_by("name_folded")
        # Who leads it stays chosen, though they may have left: else renaming the team would take them away unseen.
        offer(self, "manager", able, kept=User.objects.filter(pk=self.instance.manager_id))


class TerritoryForm(KeptForm):
    """A territory and what it is part of."""

    class Meta:
        model = Territory
        fields = ("name", "parent", "is_active")
