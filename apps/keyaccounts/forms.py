"""The shape of what key account managers enter about a visit."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.coordination.policies import may_contact
from apps.core.dates import HELP, MomentField
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.choices import Channel
from apps.directory.fields import SearchSelect
from apps.directory.models import Account, Stakeholder
from apps.keyaccounts.actions import visit_values
from apps.keyaccounts.models import Visit
from apps.keyaccounts.queries import purposes_of_visits
from apps.users.models import User

OFFERED = 20


class SearchSelectMany(SearchSelect, forms.SelectMultiple):
    """Several rows of a table of any size."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """The rows without the empty line that a single choice begins with."""
        return [group for group in super().optgroups(name, value, attrs) if group[1][0]["value"]]


class VisitForm(forms.Form):
    """What planning and logging have in common. Choices are limited to what `user` may see."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False)
    stakeholders = forms.ModelMultipleChoiceField(
        Stakeholder.objects.none(),
        label=_("With whom"),
        widget=SearchSelectMany("directory:suggest_stakeholders", offered=OFFERED),
    )
    starts_at = MomentField(label=_("When"), help_text=HELP)

    def __init__(self, *args: Any, user: User, visit: Visit | None = None, **kwargs: Any) -> None:
        self.user, self.visit = user, visit
        start = visit_values(visit) if visit else {}
        shown = {name: start[name] for name in self.base_fields if name in start}
        kwargs["initial"] = {"id": new_id(), **shown, "before": snapshot(shown), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._offer("stakeholders", Stakeholder.objects.visible_to(user))
        if "account" in self.fields:
            self._offer("account", Account.objects.visible_to(user))
            self._offer("purpose", purposes_of_visits())

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def clean_id(self) -> Any:
        """A form sent without its key gets one."""
        return self.cleaned_data["id"] or new_id()

    def clean_stakeholders(self) -> list[Stakeholder]:
        """Newcomers must wish to be contacted; the reason stands at the field, and what was typed stays."""
        chosen = list(self.cleaned_data["stakeholders"])
        known = set(self.initial.get("stakeholders") or [])
        verdict = may_contact(self.user, [person for person in chosen if person not in known])
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return chosen


class Plan(VisitForm):
    """Plan a visit, or move one."""

    field_order = ("id", "before", "account", "stakeholders", "starts_at", "channel", "purpose")
    account = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Account"),
        widget=SearchSelect("directory:suggest_accounts", offered=OFFERED),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial=Channel.FACE_TO_FACE)
    purpose = forms.ModelChoiceField(
        PurposeClass.objects.none(),
        label=_("Purpose"),
        help_text=_("The medical side sees it too: all it learns about the subject."),
    )


class Log(VisitForm):
    """Say how a visit went."""

    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Only the commercial side and compliance read them."),
    )

    def clean_starts_at(self) -> Any:
        """What was held has begun."""
        moment = self.cleaned_data["starts_at"]
        if moment > timezone.now():
            raise forms.ValidationError(_("A visit that was held has begun. Check the date."))
        return moment


def conflict_rows(form: VisitForm, conflict: EditConflict) -> list[dict[str, Any]]:
    """The fields that both changed, in words, for the comparison."""
    return [
        {
            "label": form.fields[row.name].label,
            "name": row.name,
            "before": _in_words(form.fields[row.name], row.before),
            "theirs": _in_words(form.fields[row.name], row.theirs),
            "mine": _in_words(form.fields[row.name], row.mine),
        }
        for row in conflict.conflicts
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=[key for key in keys if key]))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)
