"""Where a higher app offers something to a lower page: panels, form sections, sources of the search.

Registered in `AppConfig.ready()`; the low page renders what is offered and Python imports nothing upward.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from apps.core.registered import Registry


@dataclass(frozen=True)
class Panel:
    """A part of a page about one thing. `render` answers HTML, or "" for nothing; `may_see` takes the user."""

    name: str
    page: str
    title: Any
    order: int
    render: Callable[[HttpRequest, Any], str]
    may_see: Callable[[Any], bool]
    column: str = "main"


class SectionForm(forms.Form):
    """The form of a section. `subject` is what the page is about, None while there is none; `is_required` says whether
    the part must be filled in."""

    def __init__(self, *args: Any, subject: Any = None, is_required: bool = False, **kwargs: Any) -> None:
        self.subject, self.is_required = subject, is_required
        super().__init__(*args, **kwargs)

    @property
    def is_filled(self) -> bool:
        """Whether something stands in it, or is wrong with it: then it is shown open."""
        return any(item.value() or item.errors for item in self)


def lines_in(text: str) -> list[str]:
    """The lines that say something, without the space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesForm(SectionForm):
    """A section with a field `lines`, each line of which becomes a row."""

    def clean_lines(self) -> list[str]:
        """The lines that say something."""
        return lines_in(self.cleaned_data["lines"])

    @property
    def is_filled(self) -> bool:
        """What is chosen beside the lines says nothing without one."""
        return bool(self["lines"].value() or self.errors)


@dataclass(frozen=True)
class Section:
    """A part of a form that a higher app adds. `action(by=, subject=, data=)` runs in the main action's
    transaction; its subject is the envelope of the contact, or the person.

    `is_needed` is told what is being recorded and says whether the part must be filled in. `beside` names the field
    that asks for it, if one does; else the page gives it a place of its own.
    """

    prefix: str
    form: type[SectionForm]
    title: Any
    order: int
    action: Callable[..., None]
    is_needed: Callable[[Any], bool] = lambda subject: False
    beside: str = ""


@dataclass(frozen=True)
class Hit:
    """One line of what a search found: a link, or a button that sends a form of the page with `field` as `value`.

    `snippet` is text in pieces, each marked or not as what was looked for.
    """

    title: Any
    url: str = ""
    detail: Any = ""
    icon: str = ""
    snippet: Sequence[tuple[str, bool]] = ()
    form: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class SearchSource:
    """Where the search looks. `find` takes the user and the typed text and answers what this user may see, best first.

    Both bound what they read: six lines are shown. `recent` is offered before anything is typed. `all_at` names a list
    that takes the text as `all_param`.
    """

    name: str
    title: Any
    order: int
    may_see: Callable[[Any], bool]
    find: Callable[[Any, str], Sequence[Hit]]
    recent: Callable[[Any], Sequence[Hit]] = lambda user: ()
    recent_title: Any = ""
    all_at: str = ""
    all_param: str = "q"


#: By page and name: the one registry in which a later entry is meant to stand over an earlier one.
_panels: dict[tuple[str, str], list[Panel]] = {}
_sections: Registry[tuple[str, str], tuple[str, Section]] = Registry()
_sources: Registry[str, SearchSource] = Registry()


def register_panel(panel: Panel) -> None:
    """Offer a panel; one of the same name registered later by a higher app replaces it for whom both may see."""
    offered = _panels.setdefault((panel.page, panel.name), [])
    if panel not in offered:
        offered.append(panel)


def panels_for(user: Any, page: str, column: str = "main") -> list[Panel]:
    """The panels of a page that this user may see, in order; the highest app's version of each."""
    chosen = []
    for (where, _name), offered in _panels.items():
        visible = [panel for panel in offered if panel.may_see(user)]
        if where == page and visible and visible[-1].column == column:
            chosen.append(visible[-1])
    return sorted(chosen, key=lambda panel: panel.order)


def register_section(page: str, section: Section) -> None:
    """Offer a form section to a page. Raises ValueError when another one has its prefix there."""
    _sections.add((page, section.prefix), (page, section))


def sections_of(page: str) -> list[Section]:
    """The sections offered to a page, in order."""
    offered = [section for where, section in _sections.all() if where == page]
    return sorted(offered, key=lambda section: section.order)


def register_search_source(source: SearchSource) -> None:
    """Let the search look here, too. Raises ValueError when another source bears its name."""
    _sources.add(source.name, source)


def search_sources_for(user: Any) -> list[SearchSource]:
    """Where the search looks for this user, in the order in which it shows what it found."""
    return sorted((source for source in _sources.all() if source.may_see(user)), key=lambda one: one.order)
