"""Contacts are read through the disclosure policy: whoever reads their tables otherwise is listed, with a reason."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "apps"
RAW = re.compile(
    r"\b(?:Touchpoint|TouchpointStakeholder)\.(?:objects|_default_manager|_base_manager)\b(?!\.visible_to)"
)

#: Modules that read or write the tables past `visible_to`, and why nothing hidden leaves them.
REASONS = {
    "coordination/actions.py": "writes; whoever may write sees all of their contact",
    "coordination/cautions.py": "counts the contacts of one person against their own limit, a number",
    "coordination/collisions.py": "told by `as_told` before anybody sees them",
    "coordination/open_collisions.py": "told by `as_told` and `visible_to` before anybody sees them",
    "coordination/filters.py": "keys of what is found by name, met as the viewer is told",
    "coordination/measures.py": "numbers of a period; no row is shown",
    "coordination/models/touchpoints.py": "the rule itself",
    "coordination/queries.py": "attendees of contacts that were told before, and last talks of the own side",
    "coordination/radar.py": "attendees of contacts that were told before",
    "coordination/reading.py": "attendees as the viewer is told",
    "coordination/moved.py": "looks around where an account was moved; what is found is told by `noticing`",
    "coordination/recorded.py": "looks around in the background; what is found is told by `noticing`",
    "coordination/remembering.py": "writes what both functions may know",
    "handoffs/queries.py": "one's own contacts",
    "handoffs/visit_forms.py": "an empty set; the choices are one's own contacts",
    "influence/knowing.py": "counts by owner and purpose, each told as `Disclosure.of` says",
    "interactions/choices.py": "one's own contacts",
    "interactions/filters.py": "contacts of interactions that the reader may read: the own side's",
    "interactions/handing_over.py": "contacts of interactions that are handed over",
    "interactions/queries.py": "attendees of interactions that the reader may read: the own side's",
    "interactions/reading.py": "attendees of interactions that the reader may read: the own side's",
    "keyaccounts/actions.py": "locks one's own contact",
    "keyaccounts/handing_over.py": "visits that are handed over",
    "keyaccounts/queries.py": "whether a key is taken, and which drafts are of no contact",
    "oversight/detectors.py": "read by oversight alone, which is told everything",
    "oversight/sampling.py": "keys that oversight draws, which is told everything",
}
WRITES_DEMO = ("demo/",)


def readers() -> set[str]:
    """Modules with a read past `visible_to`."""
    found = set()
    for path in ROOT.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if "migrations" not in name and not name.startswith(WRITES_DEMO) and RAW.search(path.read_text()):
            found.add(name)
    return found


def test_whoever_reads_contacts_past_the_policy_is_listed_with_a_reason() -> None:
    assert readers() == set(REASONS)


def test_no_page_or_endpoint_does() -> None:
    assert not [name for name in REASONS if Path(name).name in {"views.py", "api.py", "panels.py"}]
