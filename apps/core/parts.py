"""The parts of a page's form that other apps add: what they hold between browser and action."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest

from apps.core.editing import posted
from apps.core.registry import Section, sections_of

Parts = Sequence[tuple[Section, forms.Form]]


def parts_of(
    request: HttpRequest,
    page: str,
    typed: Mapping[str, Iterable[str]] | None = None,
    *,
    subject: Any = None,
) -> Parts:
    """The parts with what was posted, or else what a draft (`typed`) holds. What is missing, the action says."""
    return [
        (
            section,
            section.form(
                posted(request),
                prefix=section.prefix,
                initial=_drafted(section, typed or {}),
                subject=subject,
            ),
        )
        for section in sections_of(page)
    ]


def _drafted(section: Section, typed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    start = f"{section.prefix}-"
    return {
        name.removeprefix(start): "".join(values) for name, values in typed.items() if name.startswith(start)
    }


def forms_of(parts: Parts) -> list[forms.Form]:
    """The forms alone."""
    return [part for _section, part in parts]


def entered_in(parts: Parts) -> dict[str, dict[str, Any]]:
    """What was sent, by prefix and field, as the action's own check of each part takes it."""
    return {section.prefix: {name: part[name].data for name in part.fields} for section, part in parts}


def typed_in(parts: Parts, posted: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields of the parts as the browser sent them, to be drafted."""
    starts = tuple(f"{section.prefix}-" for section, _part in parts)
    return {name: [str(posted[name])] for name in posted if name.startswith(starts) and posted[name]}
