"""The shape of what people enter about a request. Whether they may is decided by the policies."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Signature
from apps.catalog.models import Product, TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.dates import HELP, MomentField
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, offer
from apps.core.kept_form import KeptForm
from apps.core.merging import snapshot
from apps.core.models import is_key
from apps.core.registry import LinesForm
from apps.directory.choices import Channel, countries, languages
from apps.directory.models import Affiliation, Stakeholder
from apps.medinfo import queries
from apps.medinfo.actions import values_of
from apps.medinfo.actions.answering import words_of
from apps.medinfo.models import Answer, MedicalRequest, ResponseTime, RoutingRule
from apps.users.models import User
from apps.users.proving import ProofForm

NONE: tuple[str, Any] = ("", "")
ATTEST = _("I attest that this question was asked without being prompted by us.")


def _closed_list(
    rows: Callable[[], Iterable[tuple[str, Any]]], label: Any, **kwargs: Any
) -> forms.ChoiceField:
    """A closed list that is too long to scroll through."""
    return forms.ChoiceField(
        choices=lambda: [NONE, *rows()], label=label, widget=forms.Select({"data-combobox": True}), **kwargs
    )


class RequestForm(EditForm):
    """A question as it was asked, by whom, about what, and how the answer is wanted."""

    question = forms.CharField(
        label=_("Question"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Exactly as it was asked, in the asker's own words. No names or details of patients."),
    )
    asker = forms.ModelChoiceField(
        Stakeholder.objects.none(), label=_("Asked by"), widget=SearchSelect("directory:suggest_stakeholders")
    )
    affiliation = forms.ModelChoiceField(
        Affiliation.objects.none(),
        label=_("Asking for"),
        required=False,
        help_text=_("Where the asker works, if the answer goes there."),
    )
    kind = forms.ChoiceField(choices=MedicalRequest.Kind.choices, label=_("Type"))
    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"), required=False)
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))
    country = _closed_list(countries, _("Country"), required=False, help_text=_("Whose rules hold."))
    language = _closed_list(languages, _("Language of the answer"), required=False)
    complexity = forms.ChoiceField(
        choices=MedicalRequest.Complexity.choices,
        label=_("Complexity"),
        initial=MedicalRequest.Complexity.STANDARD,
        help_text=_("As far as you can tell; medical information may see it otherwise."),
    )
    volume = forms.IntegerField(label=_("Questions in it"), min_value=1, max_value=100, initial=1)
    channel = forms.ChoiceField(choices=Channel.choices, label=_("Asked by way of"))
    received_at = MomentField(label=_("Asked"), help_text=HELP, initial=timezone.localtime)
    delivery = forms.ChoiceField(choices=MedicalRequest.Delivery.choices, label=_("Answer wanted"))
    is_unsolicited = forms.BooleanField(label=ATTEST, required=False)

    def __init__(self, *args: Any, user: User, request: MedicalRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(request) if request else {}, **kwargs)
        self._offer_rows(user, request)

    def _offer_rows(self, user: User, request: MedicalRequest | None) -> None:
        offer(self, "asker", queries.askers_for(user))
        offer(self, "affiliation", queries.affiliations_of(user, self._asker()))
        areas = areas_offered_to(user)
        offer(self, "product", queries.products_offered_to(user), kept=_kept(request and request.product))
        offer(self, "therapeutic_area", areas, kept=_kept(request and request.therapeutic_area))
        if not request and len(areas) == 1:
            self.initial.setdefault("therapeutic_area", areas[0])

    def _asker(self) -> Any:
        """The key of whoever is chosen, typed or known."""
        chosen = self.data.get("asker") if self.is_bound else self.initial.get("asker")
        key = str(getattr(chosen, "pk", chosen) or "")
        return key if is_key(key) else None

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        apart = {"before", "is_unsolicited"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


def _kept(row: Any) -> list[Any]:
    return [row] if row else []


class SubmitForm(forms.Form):
    """The attestation."""

    is_unsolicited = forms.BooleanField(label=ATTEST, required=False)


class WithdrawForm(forms.Form):
    """Why there will be no answer."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=5_000, widget=forms.Textarea({"rows": 2})
    )


class ReopenForm(forms.Form):
    """Why a closed request is opened again."""

    reason = forms.CharField(
        label=_("Why is it opened again?"), max_length=5_000, widget=forms.Textarea({"rows": 2})
    )


class ReturnForm(forms.Form):
    """What medical information needs to know."""

    question = forms.CharField(
        label=_("What do you need to know?"), max_length=5_000, widget=forms.Textarea({"rows": 2})
    )


class AssignForm(forms.Form):
    """Who answers."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Another form of the page has a field of that name, too.
        super().__init__(*args, **{"auto_id": "assign_%s", **kwargs})
        offer(self, "to", queries.colleagues_who_answer())


class AssessForm(forms.Form):
    """How the question relates to the label, and how much work it is."""

    label_class = forms.ChoiceField(
        choices=[("", _("Not said yet")), *MedicalRequest.LabelClass.choices],
        label=_("Label"),
        required=False,
        help_text=_("Said by the medical side, never by the asker."),
    )
    complexity = forms.ChoiceField(choices=MedicalRequest.Complexity.choices, label=_("Complexity"))
    volume = forms.IntegerField(label=_("Questions in it"), min_value=1, max_value=100)


class AnswerForm(forms.Form):
    """A version of the answer."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Answer"), max_length=30_000, widget=forms.Textarea({"rows": 12}))
    sources = forms.CharField(
        label=_("References"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line."),
    )

    def __init__(self, *args: Any, answer: Answer | None = None, **kwargs: Any) -> None:
        start = words_of(answer) if answer else {}
        before = snapshot(start) if answer and answer.is_draft else ""
        kwargs["initial"] = {**start, "before": before, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class SeenForm(forms.Form):
    """Which version of the answer its page showed; the page writes it, not the form, so that it is never an old one."""

    seen = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)


class ApproveForm(SeenForm):
    """The draft that was read may go out."""


class DeliverForm(SeenForm):
    """How, when and to whom the answer went."""

    how = forms.ChoiceField(choices=MedicalRequest.Delivery.choices, label=_("How"))
    to = forms.CharField(label=_("To whom"), max_length=300)
    at = MomentField(label=_("When"), help_text=HELP)


class SignForm(SeenForm, ProofForm):
    """What the signature means, and who signs."""

    meaning = forms.ChoiceField(choices=Signature.Meaning.choices, label=_("Meaning"))
    field_order = ("meaning", "password", "code")


class RuleForm(KeptForm):
    """A rule: what a request is about, and who answers it."""

    country = _closed_list(countries, _("Country"), required=False)
    language = _closed_list(languages, _("Language"), required=False)

    class Meta:
        model = RoutingRule
        fields = ("product", "country", "language", "kind", "person", "team", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: RoutingRule = self.instance
        offer(self, "product", queries.all_products(), kept=_kept(row.product))
        offer(self, "person", queries.colleagues_who_answer(), kept=_kept(row.person))
        offer(self, "team", queries.teams_that_answer(), kept=_kept(row.team))


class ResponseTimeForm(forms.Form):
    """Within how long a kind and complexity is answered."""

    kind = forms.ChoiceField(choices=MedicalRequest.Kind.choices, widget=forms.HiddenInput)
    complexity = forms.ChoiceField(choices=MedicalRequest.Complexity.choices, widget=forms.HiddenInput)
    amount = forms.IntegerField(label=_("Within"), min_value=1, max_value=250)
    unit = forms.ChoiceField(choices=ResponseTime.Unit.choices, label=_("Unit"))


class QuestionLines(LinesForm):
    """Questions asked in a talk, one a line, inside the form that logs it."""

    lines = forms.CharField(
        label=_("Questions asked"),
        required=False,
        max_length=6_000,
        widget=forms.Textarea({"rows": 2, "placeholder": _("Is there data on dosing in renal impairment?")}),
        help_text=_(
            "One a line, exactly as asked. With several people, begin with a last name: “Braun: Is there …?”"
        ),
    )
    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"), required=False)
    is_unsolicited = forms.BooleanField(
        label=_("I attest that they were asked without being prompted: submit them."),
        required=False,
        help_text=_("Without this they wait as drafts on My day, and nobody answers them yet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "product", queries.all_products())
