"""The shape of what the medical side says about a hand-off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.fields import offer
from apps.core.kept_form import KeptForm
from apps.firewall.sides import Side
from apps.handoffs.models import DueDays, Handoff
from apps.intake.models import Handling, HandoffRule
from apps.intake.queries import talks_about
from apps.intake.routing import people_of
from apps.interactions.models import Interaction
from apps.users.models import Team, Territory, User
from apps.users.queries import people_who_receive

_NOTE = forms.Textarea({"rows": 2})


class HandoffForm(forms.Form):
    """A step with one hand-off."""

    def __init__(self, *args: Any, user: User, handoff: Handoff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.handoff = user, handoff


class GiveForm(HandoffForm):
    """To whom."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Who sees to it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people_of(self.handoff, None))


class DeclineForm(HandoffForm):
    """Why not."""

    reason = forms.ChoiceField(
        label=_("Why not?"), choices=Handling.DeclineReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note for colleagues"), required=False, max_length=2_000, widget=_NOTE,
        help_text=_("The commercial side sees neither the reason nor the note."),
    )  # fmt: skip


class FinishForm(HandoffForm):
    """What came of it."""

    interaction = forms.ModelChoiceField(
        Interaction.objects.none(), label=_("In which talk"), required=False, empty_label=_("In no talk")
    )
    note = forms.CharField(
        label=_("Note for colleagues"), required=False, max_length=2_000, widget=_NOTE,
        help_text=_("The commercial side sees only that it is done."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "interaction", talks_about(self.user, self.handoff))


class DueDaysForm(KeptForm):
    """How many working days an urgency promises."""

    class Meta:
        model = DueDays
        fields = ("days",)
        help_texts = {
            "days": _("Of the account's country. It holds for what is handed over from now on."),
        }


class RuleForm(KeptForm):
    """A rule: which hand-offs, and who sees to them."""

    class Meta:
        model = HandoffRule
        fields = ("therapeutic_area", "territory", "wanted", "person", "team", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: HandoffRule = self.instance
        people = people_who_receive(Side.MEDICAL)
        offer(
            self,
            "therapeutic_area",
            TherapeuticArea.objects.filter(is_active=True),
            kept=_kept(row.therapeutic_area),
        )
        offer(self, "territory", Territory.objects.filter(is_active=True), kept=_kept(row.territory))
        offer(self, "person", people, kept=_kept(row.person))
        teams = Team.objects.filter(is_active=True, pk__in=people.order_by().values("team"))
        offer(self, "team", teams.order_by("name"), kept=_kept(row.team))


def _kept(row: Any) -> list[Any]:
    return [row] if row is not None else []
