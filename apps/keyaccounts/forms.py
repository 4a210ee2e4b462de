"""The shape of what key account managers enter about a visit."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.catalog.queries import purposes_of
from apps.coordination.planning_form import LooksAround
from apps.coordination.policies import may_contact
from apps.core.dates import HELP, MomentField
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, SearchSelectMany, offer
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.directory.queries import accounts_for, first_accounts, first_stakeholders, stakeholders_for
from apps.keyaccounts.actions import visit_values
from apps.keyaccounts.models import Visit
from apps.users.models import User


class VisitForm(EditForm):
    """What planning and logging have in common. Choices are limited to what `user` may see."""

    stakeholders = forms.ModelMultipleChoiceField(
        Stakeholder.objects.none(),
        label=_("With whom"),
        widget=SearchSelectMany("directory:suggest_stakeholders"),
    )
    starts_at = MomentField(label=_("When"), help_text=HELP)

    def __init__(self, *args: Any, user: User, visit: Visit | None = None, **kwargs: Any) -> None:
        self.user, self.visit = user, visit
        self.planned = visit.touchpoint if visit else None
        start = visit_values(visit) if visit else {}
        shown = {name: start[name] for name in self.base_fields if name in start}
        super().__init__(*args, start=shown, **kwargs)
        offer(self, "stakeholders", stakeholders_for(user), near=first_stakeholders(user))
        if "account" in self.fields:
            offer(self, "account", accounts_for(user), near=first_accounts(user))
            offer(self, "purpose", purposes_of(user), kept=[visit.touchpoint.purpose] if visit else [])

    def clean_stakeholders(self) -> list[Stakeholder]:
        """Newcomers must wish to be contacted; the reason stands at the field, and what was typed stays."""
        chosen = list(self.cleaned_data["stakeholders"])
        known = set(self.initial.get("stakeholders") or [])
        verdict = may_contact(self.user, [person for person in chosen if person not in known])
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return chosen


class Plan(LooksAround, VisitForm):
    """Plan a visit, or move one; what others do around it is shown before it is saved."""

    field_order = ("before", "account", "stakeholders", "starts_at", "channel", "purpose")
    account = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Account"),
        widget=SearchSelect("directory:suggest_accounts"),
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
