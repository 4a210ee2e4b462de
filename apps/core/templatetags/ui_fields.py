"""Form fields: plain Django forms, drawn with their label, help and message wired for screen readers."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from apps.core.autosave import Autosave

register = template.Library()

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _shape(widget: forms.Widget) -> str:
    """Which markup a widget needs: `choices`, `check`, `file`, or `plain` for all that sit under a label."""
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "plain"


def _css_of(widget: forms.Widget) -> str:
    if isinstance(widget, CHOICES):
        return "form-selectgroup-input"
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _dress(bound: BoundField, extra: dict[str, Any]) -> None:
    """Put classes and attributes on the widget, which belongs to this form alone (Django copies fields per form)."""
    widget = bound.field.widget
    css = [_css_of(widget), str(widget.attrs.get("class", "")), "is-invalid" if bound.errors else ""]
    widget.attrs["class"] = " ".join(dict.fromkeys(" ".join(css).split()))
    widget.attrs.update({name.replace("_", "-"): value for name, value in extra.items()})


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, *, label: Any = None, hide_label: bool = False, required: bool = False, **attrs: Any
) -> dict[str, Any]:
    """`{% field form.notes rows=6 data_combobox=True %}`: label, widget, help, message. Other words become attributes.

    `required=True` marks what the form does not ask for but the action does: to submit, say.
    Raises ValueError for something that is no form field, such as a misspelt name.
    """
    if not isinstance(bound, BoundField):
        raise ValueError(f"{{% field %}} needs a form field, not {bound!r}")
    _dress(bound, attrs)
    return {
        "field": bound,
        "label": bound.label if label is None else label,
        "hide_label": hide_label,
        "shape": _shape(bound.field.widget),
        "is_radio": not getattr(bound.field.widget, "allow_multiple_selected", False),
        "is_required": (required or bound.field.required) and not bound.field.disabled,
        "described_by": bound.aria_describedby,
    }


@register.simple_tag
def options(groups: Iterable[tuple[Any, Iterable[dict[str, Any]], int]]) -> SafeString:
    """`{% options widget.optgroups %}`: the choices of a select in one go, as Django's templates would draw them."""
    return SafeString("".join(_group(name, choices) for name, choices, _index in groups))


def _group(name: Any, choices: Iterable[dict[str, Any]]) -> str:
    drawn = "".join(map(_option, choices))
    return f'<optgroup label="{conditional_escape(name)}">{drawn}</optgroup>' if name else drawn


def _option(option: dict[str, Any]) -> str:
    attributes = "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in option["attrs"].items()
        if value is not False
    )
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{attributes}>{label}</option>\n'


@register.inclusion_tag("components/form_errors.html")
def form_errors(*given: BaseForm, parts: Iterable[tuple[Any, BaseForm]] = ()) -> dict[str, Any]:
    """`{% form_errors form parts=sections %}`: all that is wrong, once, on top; each line is a link to its field.

    `parts` are pairs of section and form. A form's `short_labels` stand for labels that are whole sentences.
    """
    bound = [form for form in [*given, *[part for _section, part in parts or ()]] if form.is_bound]
    return {
        "general": [message for form in bound for message in form.non_field_errors()],
        "fields": [(_short_label(item), item) for form in bound for item in form if item.errors],
    }


def _short_label(item: BoundField) -> Any:
    return getattr(item.form, "short_labels", {}).get(item.name, item.label)


@register.simple_tag
def autosaved(autosave: Autosave) -> SafeString:
    """`<form method="post" {% autosaved autosave %}>`: what is typed is sent every few seconds."""
    restored = autosave.restored
    return format_html(
        'data-autosave="{}" data-autosave-key="{}" data-autosave-saved-at="{}"{}',
        autosave.url,
        autosave.key,
        restored.saved_at.isoformat() if restored else "",
        SafeString(" data-autosave-sent") if autosave.is_sent else "",
    )
