"""The shape of what people enter about a commitment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.edit_form import EditForm
from apps.core.fields import SearchSelect, offer
from apps.core.models import new_id
from apps.core.registry import LinesForm
from apps.directory.models import Stakeholder
from apps.followups.actions import ENTERED, values_of
from apps.followups.days import HELP, DayField
from apps.followups.files import check_file
from apps.followups.lines import LONGEST_LINES, typed_rows
from apps.followups.models import Commitment
from apps.followups.queries import areas_for_promise, colleagues_for, people_to_promise_to
from apps.medinfo.models import MedicalRequest
from apps.needs.models import UnmetNeed
from apps.users.models import User

#: What a promise can belong to besides the talk it was made in.
ABOUT = ("request", "need")
#: Names the fields of the line on a person's page.
QUICK = "quick"


class CommitmentForm(EditForm):
    """What was promised, to whom and until when."""

    what = forms.CharField(label=_("What"), max_length=300)
    stakeholder = forms.ModelChoiceField(
        Stakeholder.objects.none(),
        label=_("To whom"),
        widget=SearchSelect("directory:suggest_stakeholders"),
    )
    due_on = DayField(label=_("Due"), help_text=HELP)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=Commitment.Priority.choices,
        initial=Commitment.Priority.NORMAL,
    )
    therapeutic_area = forms.ModelChoiceField(TherapeuticArea.objects.none(), label=_("Therapeutic area"))
    request = forms.ModelChoiceField(MedicalRequest.objects.none(), required=False, widget=forms.HiddenInput)
    need = forms.ModelChoiceField(UnmetNeed.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, commitment: Commitment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, start=values_of(commitment) if commitment else {}, **kwargs)
        kept = [commitment.therapeutic_area] if commitment else []
        offer(self, "stakeholder", people_to_promise_to(user))
        offer(self, "request", MedicalRequest.objects.visible_to(user))
        offer(self, "need", UnmetNeed.objects.visible_to(user))
        areas = areas_offered_to(user)
        offer(self, "therapeutic_area", areas, kept=kept)
        if not commitment and len(areas) == 1:
            self.initial.setdefault("therapeutic_area", areas[0])

    def values(self) -> dict[str, Any]:
        """What was entered, for the actions."""
        return {name: self.cleaned_data[name] for name in ENTERED}

    def about(self) -> dict[str, Any]:
        """The request or the need that a new promise belongs to."""
        return {name: self.cleaned_data[name] for name in ABOUT if self.cleaned_data[name]}


class NoteForm(forms.Form):
    """How promises were kept, in words that hold for each of them."""

    evidence = forms.CharField(
        label=_("How was it kept?"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What you sent or did; a link or a document number helps whoever asks later."),
    )


class KeepForm(NoteForm):
    """How a promise was kept: in words, by what was sent, a link or a file; one of them at least."""

    sent_material = forms.CharField(
        label=_("What was sent"),
        required=False,
        max_length=200,
        help_text=_("Title or number of the material."),
    )
    sent_on = forms.DateField(
        label=_("Sent on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label=_("File"),
        required=False,
        validators=[check_file],
        help_text=_(
            "PDF, picture, office document or Outlook message, up to 10 MB. Only readers of the promise get it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].required = False

    @property
    def is_more_filled(self) -> bool:
        """Whether anything but words stands in it, or is wrong with it."""
        return any(self[name].errors or self[name].value() for name in ("sent_material", "link", "file"))


class CancelForm(forms.Form):
    """Why a promise is not kept."""

    reason = forms.CharField(
        label=_("Why is it not kept?"), max_length=5_000, widget=forms.Textarea({"rows": 3})
    )


class SnoozeForm(forms.Form):
    """When to be reminded again."""

    until = DayField(label=_("Remind me again on"), help_text=HELP)


class DayForm(forms.Form):
    """Another day."""

    due_on = DayField(label=_("Due"), help_text=HELP)


class PriorityForm(forms.Form):
    """How much it matters."""

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=Commitment.Priority.choices,
        initial=Commitment.Priority.NORMAL,
        widget=forms.RadioSelect,
    )


class HandOverForm(forms.Form):
    """Who keeps it instead."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", colleagues_for(user))


class UnderstoodInput(forms.Widget):
    """The rows under the lines, which the browser asks for while somebody types; without script there are none."""

    input_type = "hidden"
    template_name = "followups/_understood_box.html"
    is_asked_for_at_once = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Rows as the browser sent them; a part of a form is handed over with them as they are."""
        given = data.get(name)
        return given if isinstance(given, list) else typed_rows(data, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows."""
        context = super().get_context(name, None, attrs)
        context["widget"] |= {"rows": value or [], "is_asked_for_at_once": self.is_asked_for_at_once}
        context["widget"]["lines"] = name.removesuffix("understood") + "lines"
        return context


class PromiseLines(LinesForm):
    """Promises made in a talk, one a line, inside the form that logs it."""

    lines = forms.CharField(
        label=_("Promises"),
        required=False,
        max_length=LONGEST_LINES,
        widget=forms.Textarea({"rows": 2, "placeholder": _("send ASH abstract to Dr Braun by fri")}),
        help_text=_(
            "One a line: what, to whom, by when; @name if a colleague keeps it. You are reminded before the day."
        ),
    )
    understood = forms.Field(required=False, label=_("As understood"), widget=UnderstoodInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        start = kwargs.get("initial") or {}
        kwargs["initial"] = {**start, "understood": typed_rows(start, "understood")}
        super().__init__(*args, **kwargs)
        box: Any = self.fields["understood"].widget
        box.is_asked_for_at_once = bool(self["lines"].value())


class QuickPromise(PromiseLines):
    """One line about one person, on that person's page."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    lines = forms.CharField(
        label=_("Promise something"),
        max_length=300,
        widget=forms.TextInput(
            {"placeholder": _("send the abstract by fri"), "autocomplete": "off", "data-shortcut": "p"}
        ),
    )
    therapeutic_area = forms.ModelChoiceField(
        TherapeuticArea.objects.none(), label=_("Therapeutic area"), empty_label=None
    )

    def __init__(self, *args: Any, user: User, stakeholder: Stakeholder, **kwargs: Any) -> None:
        areas = areas_for_promise(user, stakeholder)
        start = {"id": new_id(), "therapeutic_area": next(iter(areas), None)}
        super().__init__(*args, prefix=QUICK, initial=start, **kwargs)
        self.subject = stakeholder
        offer(self, "therapeutic_area", areas_offered_to(user))
        if len(areas) == 1:
            self.fields["therapeutic_area"].widget = forms.HiddenInput()

    def clean_lines(self) -> list[str]:
        """The line."""
        return super().clean_lines()[:1]
