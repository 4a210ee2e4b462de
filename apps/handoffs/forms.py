"""The shape of what is handed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TherapeuticArea
from apps.core.fields import LongSelect, SearchSelect, offer
from apps.directory.choices import Channel, languages
from apps.directory.models import Account, Stakeholder
from apps.handoffs import queries
from apps.handoffs.actions import ENTERED
from apps.handoffs.due import urgencies
from apps.handoffs.models import Handoff
from apps.users.models import User


class AskForm(forms.Form):
    """What a stakeholder wants of the medical side: fixed choices, and their own words."""

    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Who asked"), widget=SearchSelect("directory:suggest_stakeholders"),
        help_text=_("Only people who may be contacted can be chosen."),
    )  # fmt: skip
    account = forms.ModelChoiceField(
        Account.objects.none(), label=_("Where"), widget=SearchSelect("directory:suggest_accounts")
    )
    wanted = forms.ChoiceField(label=_("What they want"), choices=Handoff.Wanted.choices)
    urgency = forms.ChoiceField(
        label=_("How soon"), choices=Handoff.Urgency.choices, initial=Handoff.Urgency.SOON
    )
    channel = forms.ChoiceField(
        label=_("How they want to be reached"),
        choices=[("", _("As they prefer")), *Channel.choices],
        required=False,
    )
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))
    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"), required=False)
    words = forms.CharField(
        label=_("What they said, in their own words"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Their words, not yours: no opinion, no wish of ours, no names or details of patients."),
    )
    language = forms.ChoiceField(
        label=_("Language of the words"), choices=[("", _("Not chosen"))], required=False, widget=LongSelect
    )
    is_unsolicited = forms.BooleanField(
        label=_("I attest that they asked this unprompted: nobody of us suggested the question."),
        error_messages={"required": _("Only what somebody asked unprompted can be handed over.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stakeholder", queries.stakeholders_for(user))
        offer(self, "account", queries.accounts_for(user))
        offer(self, "therapeutic_area", queries.areas())
        offer(self, "product", queries.products())
        urgency: Any = self.fields["urgency"]
        urgency.choices = urgencies()
        field: Any = self.fields["language"]
        field.choices = [("", _("Not chosen")), *languages()]

    def given(self) -> dict[str, Any]:
        """For the action."""
        values = {name: self.cleaned_data[name] for name in ENTERED}
        return {"values": values, "is_unsolicited": self.cleaned_data["is_unsolicited"]}
