"""The shape of a joint visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint
from apps.core.dates import HELP, MomentField
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, SearchSelectMany, offer
from apps.directory.models import Account, Stakeholder
from apps.handoffs import queries
from apps.handoffs.actions.visits import values_of
from apps.handoffs.models import JointVisit
from apps.users.models import User


class JointVisitForm(EditForm):
    """Who visits whom, when, and why both."""

    account = forms.ModelChoiceField(
        Account.objects.none(), label=_("Account"), widget=SearchSelect("directory:suggest_accounts")
    )
    stakeholders = forms.ModelMultipleChoiceField(
        Stakeholder.objects.none(),
        label=_("Who is visited"),
        widget=SearchSelectMany("directory:suggest_stakeholders"),
    )
    partner = forms.ModelChoiceField(User.objects.none(), label=_("Who goes with you"))
    starts_at = MomentField(label=_("When"), help_text=HELP)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=JointVisit.Purpose.choices)
    justification = forms.CharField(
        label=_("Why both of you"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Compliance and both functions read it: name no medical and no commercial content."),
    )

    def __init__(self, *args: Any, user: User, visit: JointVisit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(visit) if visit else {}, **kwargs)
        offer(self, "account", queries.accounts_for(user))
        offer(self, "stakeholders", queries.stakeholders_for(user))
        offer(self, "partner", queries.partners_for(user), kept=[visit.partner] if visit else [])

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}


class LinkForm(forms.Form):
    """Which of my contacts is my part."""

    touchpoint = forms.ModelChoiceField(Touchpoint.objects.none(), label=_("My contact"))

    def __init__(self, *args: Any, user: User, visit: JointVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "touchpoint", queries.contacts_to_link(user, visit))
