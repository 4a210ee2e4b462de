"""The parts that other apps add to a form, checked by the action itself: page, REST and jobs cannot leave one out."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from apps.core.registry import Section, sections_of

#: Prefix of a section to what was entered in it.
Given = Mapping[str, Mapping[str, Any]]


def checked_sections(page: str, given: Given, subject: Any) -> list[tuple[Section, dict[str, Any]]]:
    """The sections of a page that were given or are needed, each with its valid data.

    Raises ValidationError, by `prefix-field`, for what is missing.
    """
    found: list[tuple[Section, dict[str, Any]]] = []
    errors: dict[str, Any] = {}
    for section in sections_of(page):
        is_needed = section.is_needed(subject)
        if section.prefix not in given and not is_needed:
            continue
        form = section.form(given.get(section.prefix, {}), subject=subject, is_required=is_needed)
        if form.is_valid():
            found.append((section, form.cleaned_data))
        errors |= {f"{section.prefix}-{name}": messages for name, messages in form.errors.items()}
    if errors:
        raise ValidationError(errors)
    return found


def run_sections(page: str, given: Given, *, by: Any, subject: Any) -> None:
    """Check the sections of a page and do what they say, in the caller's transaction."""
    for section, data in checked_sections(page, given, subject):
        section.action(by=by, subject=subject, data=data)
