"""The map as a picture: what ECharts draws. Shapes and line styles say what colours say, for those who see none."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.directory.choices import DecisionRole
from apps.influence.knowing import Acquaintance, Strength
from apps.influence.mapping import Map, Person
from apps.influence.models import Committee, Tie

#: One shape for each decision role.
SHAPES = {
    DecisionRole.DECISION_MAKER: "diamond",
    DecisionRole.BLOCKER: "triangle",
    DecisionRole.GATEKEEPER: "rect",
}
WIDTHS = {Strength.STRONG: 4, Strength.SOME: 2, Strength.FADING: 1}


def drawn(shown: Map) -> dict[str, Any]:
    """Nodes, lines and the kinds of nodes, as plain values for JSON."""
    nodes, lines = dict(_nodes(shown)), list(_lines(shown))
    return {
        "kinds": [_("Stakeholders"), _("Committees"), _("Our colleagues")],
        "nodes": list(nodes.values()),
        "lines": [line for line in lines if {line["source"], line["target"]} <= nodes.keys()],
    }


def _nodes(shown: Map) -> Iterator[tuple[str, dict[str, Any]]]:
    for person in shown.people:
        yield str(person.key), _person(person)
    for committee in shown.committees:
        yield str(committee.pk), _committee(committee)
    for person in shown.people:
        for known in person.known_by:
            yield _colleague_key(known), _colleague(known)


def _person(person: Person) -> dict[str, Any]:
    role = DecisionRole(person.deciding.decision_role)
    return {
        "id": str(person.key),
        "name": person.stakeholder.full_name,
        "detail": ", ".join(filter(None, (str(role.label), person.deciding.role))),
        "url": person.stakeholder.get_absolute_url(),
        "kind": 0,
        "shape": SHAPES.get(role, "circle"),
        "size": 14 + 4 * min(person.listeners, 5) + (8 if role == DecisionRole.DECISION_MAKER else 0),
    }


def _committee(committee: Committee) -> dict[str, Any]:
    return {
        "id": str(committee.pk),
        "name": committee.name,
        "detail": committee.get_kind_display(),
        "url": committee.get_absolute_url(),
        "kind": 1,
        "shape": "roundRect",
        "size": 18,
    }


def _colleague(known: Acquaintance) -> dict[str, Any]:
    name = known.name or _("%(function)s colleagues") % {"function": known.function_name}
    shown = {"id": _colleague_key(known), "name": name, "detail": known.function_name, "url": ""}
    return shown | {"kind": 2, "shape": "pin", "size": 22}


def _colleague_key(known: Acquaintance) -> str:
    return f"{known.function}-{known.owner_id or 'all'}"


def _lines(shown: Map) -> Iterator[dict[str, Any]]:
    for tie in shown.ties:
        yield _tie(tie)
    for person in shown.people:
        for seat in person.seats:
            yield _line(person.key, seat.committee_id, seat.get_role_display(), 1, "solid")
        for known in person.known_by:
            label = f"{known.strength.label}, {known.count}"
            yield _line(_colleague_key(known), person.key, label, WIDTHS[known.strength], "dotted")


def _tie(tie: Tie) -> dict[str, Any]:
    style = "solid" if tie.is_formal else "dashed"
    return _line(tie.source_id, tie.target_id, tie.get_kind_display(), 2, style) | {"is_directed": True}


def _line(source: Any, target: Any, label: str, width: int, style: str) -> dict[str, Any]:
    return {"source": str(source), "target": str(target), "label": label, "width": width, "style": style}
