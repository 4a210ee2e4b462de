"""The lists of the catalogue, and what it adds to the form of a person."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TherapeuticArea
from apps.core.fields import offer
from apps.core.kept_form import KeptForm
from apps.core.registry import SectionForm
from apps.users.models import User


class Areas(SectionForm):
    """The therapeutic areas a person works in; they bound what a liaison sees."""

    areas = forms.ModelMultipleChoiceField(
        TherapeuticArea.objects.none(),
        label=_("Therapeutic areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A liaison or medical manager sees the medical content of these areas only."),
    )

    def __init__(self, *args: Any, subject: User | None = None, **kwargs: Any) -> None:
        assigned = list(TherapeuticArea.objects.filter(assignments__user=subject)) if subject else []
        kwargs["initial"] = {"areas": assigned, **(kwargs.get("initial") or {})}
        super().__init__(*args, subject=subject, **kwargs)
        in_use = TherapeuticArea.objects.filter(is_active=True)
        offer(self, "areas", in_use.order_by("name"), kept=assigned)


class AreaForm(KeptForm):
    """A therapeutic area."""

    class Meta:
        model = TherapeuticArea
        fields = ("name", "code", "is_active")
        help_texts: ClassVar = {"code": _("Short, for other systems. Small letters, digits, hyphens.")}


class ProductForm(KeptForm):
    """A product with its lifecycle stage."""

    class Meta:
        model = Product
        fields = ("name", "therapeutic_area", "stage", "is_active")
