"""What a version of the disclosure policy says, line by line, as pages show it and as it is signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.coordination.models import DisclosurePolicy, DisclosureRule
from apps.coordination.models.told import EVERYTHING, OTHER, Told
from apps.firewall.sides import Side

PARTS = {"who": _("By whom"), "when": _("When"), "whom": _("With whom")}
EVERY_OTHER = _("Every other purpose")


@dataclass(frozen=True)
class Line:
    """What one function is told of the other's contacts for one purpose; without a purpose, for every other one."""

    viewer: str
    purpose: PurposeClass | None
    told: Told = EVERYTHING

    @property
    def label(self) -> "str | Promise":
        """The purpose in words."""
        return self.purpose.name if self.purpose else EVERY_OTHER

    def name(self, part: str) -> str:
        """The field of a form that holds a part of the line."""
        return f"{part}_{self.viewer}_{self.purpose.pk if self.purpose else 'rest'}"

    def words(self) -> list["str | Promise"]:
        """The three parts as they are told."""
        return [choices_of(part)[getattr(self.told, part)] for part in PARTS]


@dataclass(frozen=True)
class ChangedLine:
    """For `{% changes_table %}`."""

    label: str
    old: "str | Promise"
    new: "str | Promise"


def choices_of(part: str) -> dict[str, "str | Promise"]:
    """The values of a part in words."""
    field: Any = DisclosureRule._meta.get_field(part)
    return dict(field.flatchoices)


def lines_of(policy: DisclosurePolicy | None, viewer: str) -> list[Line]:
    """Every line about what a function is told; what a version does not say (or no version at all) is told in full."""
    rules = DisclosureRule.objects.filter(policy=policy, viewer=viewer) if policy else []
    said = {rule.purpose_id: Told(rule.who, rule.when, rule.whom) for rule in rules}
    rest = said.get(None, EVERYTHING)
    used = {OTHER[Side(viewer)].value, PurposeClass.UsedBy.BOTH}
    purposes = [one for one in PurposeClass.objects.all() if one.used_by in used or one.pk in said]
    named = [Line(viewer, one, said.get(one.pk, rest)) for one in purposes]
    return [*named, Line(viewer, None, rest)]


def all_lines_of(policy: DisclosurePolicy | None) -> list[Line]:
    """The lines of both functions."""
    return [line for viewer in DisclosureRule.Viewer.values for line in lines_of(policy, viewer)]


def values_of(lines: Iterable[Line]) -> dict[str, str]:
    """Every part of every line, by the name of its field."""
    return {line.name(part): getattr(line.told, part) for line in lines for part in PARTS}


def changes(former: Iterable[Line], now: Iterable[Line]) -> list[ChangedLine]:
    """What differs between two versions, in words."""
    before = values_of(former)
    return [
        ChangedLine(_named(line, part), choices_of(part).get(before.get(line.name(part), ""), ""), words)
        for line in now
        for part, words in zip(PARTS, line.words(), strict=True)
        if before.get(line.name(part)) != getattr(line.told, part)
    ]


def _named(line: Line, part: str) -> str:
    return f"{DisclosureRule.Viewer(line.viewer).label}: {line.label}: {PARTS[part]}"


def content_of(policy: DisclosurePolicy) -> dict[str, Any]:
    """What is signed: the number and every line, keys instead of names."""
    rules = DisclosureRule.objects.filter(policy=policy).order_by("viewer", "purpose_id")
    said = list(rules.values("viewer", "purpose_id", "who", "when", "whom"))
    return {"form": 1, "number": policy.number, "rules": said}


def writers_of(policy: DisclosurePolicy) -> set[str]:
    """Keys of everybody who wrote in a version: who drafted it, and by the history who changed a line of it."""
    history: Any = DisclosureRule.pgh_event_model  # type: ignore[attr-defined]
    changed = history.objects.filter(policy_id=policy.pk).values_list("pgh_context__user", flat=True)
    return {str(policy.drafted_by_id), *filter(None, changed.distinct())}


@dataclass(frozen=True)
class Table:
    """What one function is told: rows of a purpose and three cells, each words or a field of the form."""

    title: "str | Promise"
    rows: list[tuple["str | Promise", list[Any]]]


def tables_of(policy: DisclosurePolicy | None, form: Any = None) -> list[Table]:
    """Both functions' tables, to read or to fill in."""
    return [
        Table(
            viewer.label,
            [
                (line.label, [form[line.name(part)] for part in PARTS] if form else line.words())
                for line in lines_of(policy, viewer.value)
            ],
        )
        for viewer in DisclosureRule.Viewer
    ]
