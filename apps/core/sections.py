"""The parts that other apps add to a form, checked by the action itself: page, REST and jobs cannot leave one out."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.registry import Section, sections_of

#: Prefix of a section to what was entered in it.
Given = Mapping[str, Mapping[str, Any]]


def checked_sections(page: str, given: Given, subject: Any) -> list[tuple[Section, dict[str, Any]]]:
    """Each section of a page with its valid data. Raises ValidationError, by `prefix-field`, for what is missing."""
    found: list[tuple[Section, dict[str, Any]]] = []
    errors: dict[str, Any] = {}
    for section in sections_of(page):
        form = section.form(given.get(section.prefix, {}), is_required=section.is_needed(subject))  # type: ignore[call-arg]
        if form.is_valid():
            found.append((section, form.cleaned_data))
        errors |= {f"{section.prefix}-{name}": messages for name, messages in form.errors.items()}
    if errors:
        raise ValidationError(errors)
    return found
