"""The shape of what people enter. Models say the rules of each field; whether somebody may is in the policies."""

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LongSelect, SearchSelect, offer
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.directory.actions.identifiers import normalised
from apps.directory.choices import CustomerGroup, IdentifierSystem, countries, languages
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.directory.queries import accounts_for, first_accounts
from apps.users.models import User

NONE: tuple[str, Any] = ("", "")


def country_choices() -> list[tuple[str, Any]]:
    """No country, then all of them."""
    return [NONE, *countries()]


def language_choices() -> list[tuple[str, Any]]:
    """No language, then all of them."""
    return [NONE, *languages()]


def search_within() -> forms.Select:
    """A select over a closed list that is too long to scroll through."""
    return LongSelect({"data-combobox": True})


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for one row: a key made before it is sent (`id`), or what the row held when it was opened (`before`)."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, user: User, instance: Any = None, **kwargs: Any) -> None:
        self.user, self.is_new = user, instance is None
        # A copy: validation writes what was typed onto the instance, which the page around the form still shows.
        super().__init__(data, instance=copy.copy(instance), **kwargs)
        if self.is_new:
            self.initial.setdefault("id", new_id())
        else:
            self.initial["before"] = snapshot(
                {name: getattr(instance, name) for name in self._meta.fields or ()}
            )

    def values(self) -> dict[str, Any]:
        """What was entered, field by field, for the action."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    @property
    def before_value(self) -> str:
        """What the form was opened with, as it came back."""
        return str(self.cleaned_data["before"])


class StakeholderForm(RowForm):
    """A person: name, work, ways of contact, wishes."""

    customer_groups = forms.MultipleChoiceField(
        choices=CustomerGroup.choices,
        label=_("Customer groups"),
        widget=forms.SelectMultiple({"data-combobox": True}),
    )
    languages = forms.MultipleChoiceField(
        choices=languages,
        label=_("Languages"),
        required=False,
        widget=forms.SelectMultiple({"data-combobox": True}),
    )
    country = forms.ChoiceField(
        choices=country_choices, label=_("Country"), required=False, widget=search_within()
    )
    preferred_language = forms.ChoiceField(
        choices=language_choices, label=_("Preferred language"), required=False, widget=search_within()
    )

    class Meta:
        model = Stakeholder
        fields = [
            "first_name",
            "middle_name",
            "last_name",
            "suffix",
            "degrees",
            "specialty",
            "customer_groups",
            "languages",
            "country",
            "email",
            "phone",
            "territory",
            "preferred_channel",
            "preferred_time",
            "preferred_language",
            "contacts_per_quarter",
            "do_not_contact",
        ]


class AccountForm(RowForm):
    """An organisation: name, place in the tree, address, access."""

    country = forms.ChoiceField(
        choices=country_choices, label=_("Country"), required=False, widget=search_within()
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    parent = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Part of"),
        required=False,
        widget=SearchSelect("directory:suggest_accounts"),
        help_text=_("The hospital of a department, the health system of a hospital. Empty: it stands alone."),
    )

    class Meta:
        model = Account
        fields = [
            "name",
            "kind",
            "customer_group",
            "parent",
            "street",
            "postal_code",
            "city",
            "region",
            "country",
            "website",
            "territory",
            "access_restriction",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", accounts_for(self.user), near=first_accounts(self.user))


class AffiliationForm(RowForm):
    """Where somebody works."""

    account = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Account"),
        widget=SearchSelect("directory:suggest_accounts"),
    )
    decision_link = forms.URLField(
        label=_("Where that is written"),
        required=False,
        assume_scheme="https",
        help_text=_("A link both sides may open."),
    )

    class Meta:
        model = Affiliation
        fields = [
            "account",
            "role",
            "decision_role",
            "decision_evidence",
            "decision_link",
            "decision_reviewed_on",
            "started_on",
            "ended_on",
            "is_primary",
        ]
        widgets = {
            name: forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            for name in ("decision_reviewed_on", "started_on", "ended_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", accounts_for(self.user), near=first_accounts(self.user))

    def clean(self) -> dict[str, Any]:
        """The same rule as the database's, said at the field."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("started_on"), cleaned.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", _("This is before the start."))
        return cleaned


class EndForm(forms.Form):
    """Since when somebody no longer works there."""

    ended_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, affiliation: Affiliation) -> None:
        super().__init__(data, initial={"ended_on": timezone.localdate()})
        self.affiliation = affiliation

    def clean_ended_on(self) -> Any:
        """Nobody leaves before they came."""
        day, start = self.cleaned_data["ended_on"], self.affiliation.started_on
        if start and day < start:
            raise ValidationError(_("This is before the start, %(day)s."), params={"day": start})
        return day


class IdentifierForm(forms.Form):
    """A number under which others know the person or the organisation."""

    system = forms.ChoiceField(choices=IdentifierSystem.choices, label=_("System"))
    value = forms.CharField(label=_("Number"), max_length=100)

    def clean(self) -> dict[str, Any]:
        """One spelling per number; an impossible one is refused at the field."""
        cleaned = super().clean() or self.cleaned_data
        if "system" in cleaned and "value" in cleaned:
            try:
                cleaned["value"] = normalised(cleaned["system"], cleaned["value"])
            except ValidationError as fault:
                self.add_error("value", fault)
        return cleaned
