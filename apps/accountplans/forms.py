"""The shape of what people enter about a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accountplans import queries
from apps.accountplans.actions import values_of
from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, Room
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, SearchSelectMany, offer
from apps.core.kept_form import KeptForm
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

_DAY: dict[str, Any] = {"attrs": {"type": "date", "autocomplete": "off"}, "format": "%Y-%m-%d"}


class PlanForm(EditForm):
    """For which account, from when until when, and who matters."""

    account = forms.ModelChoiceField(
        Account.objects.none(), label=_("Account"), widget=SearchSelect("directory:suggest_accounts")
    )
    first_day = forms.DateField(label=_("From"), widget=forms.DateInput(**_DAY))
    last_day = forms.DateField(label=_("Until"), widget=forms.DateInput(**_DAY))
    stakeholders = forms.ModelMultipleChoiceField(
        Stakeholder.objects.none(),
        label=_("Key stakeholders"),
        required=False,
        widget=SearchSelectMany("directory:suggest_stakeholders"),
    )

    def __init__(self, *args: Any, user: User, plan: AccountPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(plan) if plan else {}, **kwargs)
        offer(self, "account", queries.accounts_for(user), kept=[plan.account] if plan else [])
        self.fields["account"].disabled = plan is not None
        offer(self, "stakeholders", queries.stakeholders_for(user))

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}


class GoalForm(KeptForm):
    """A shared goal."""

    class Meta:
        model = PlanGoal
        fields = ("kind", "title", "owner")
        help_texts = {"title": _("Both functions read it: nothing commercial, nothing of what was said.")}

    def __init__(self, *args: Any, plan: AccountPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", queries.team_of(plan))


class MilestoneForm(KeptForm):
    """A step towards a goal."""

    class Meta:
        model = PlanMilestone
        fields = ("title", "due_on")
        widgets = {"due_on": forms.DateInput(**_DAY)}


class JoinForm(forms.Form):
    """Who works on it, and as what."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))
    role = forms.ChoiceField(label=_("Role"), choices=PlanMember.Role.choices, initial=PlanMember.Role.MEMBER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", queries.colleagues())


class RoomForm(EditForm):
    """The notes of one side."""

    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 8}),
        help_text=_("Only your side and compliance can read this."),
    )  # fmt: skip

    def __init__(self, *args: Any, room: Room | None, **kwargs: Any) -> None:
        super().__init__(*args, start={"notes": room.notes if room else ""}, **kwargs)

    @property
    def kept(self) -> dict[str, Any]:
        """Notes and starting point."""
        return {"before": self.before_value, "values": {"notes": self.cleaned_data["notes"]}}
