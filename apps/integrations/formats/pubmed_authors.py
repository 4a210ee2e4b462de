"""PubMed's author lists: who wrote, in which place, under which identifier, from where."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from django.utils.translation import gettext as _

from apps.core import identifiers
from apps.integrations.formats.base import AuthorRecord
from apps.integrations.formats.xmlstream import Node

Report = Callable[[str, int], None]
"""Takes a message about an author and the author's position."""

# With what announces it and what is left around it: contact data, which an import must not collect.
_EMAIL = re.compile(
    r"[\s(\[<;,]*(?:electronic address:?|e-?mail(?: address)?:?)?\s*"
    r"[^\s@<>()\[\],;:]{1,80}@[^\s@<>()\[\],;:]{1,255}[)\]>]*",
    re.IGNORECASE,
)


def authors(article: Node, report: Report) -> tuple[AuthorRecord, ...]:
    """The authors in their order; what cannot be used of one is reported with that author's position."""
    author_list = article.first("AuthorList")
    nodes = list(author_list.all("Author")) if author_list else []
    found = [_author(node, position, report) for position, node in enumerate(nodes, start=1)]
    persons = [author for author in found if author and author.is_valid and not author.is_collective]
    shared = {
        number
        for number, count in Counter(author.orcid for author in persons).items()
        if number and count > 1
    }
    first, last = _ends(persons, nodes, is_complete=_is_complete(author_list))
    return tuple(
        replace(
            _own_orcid(author, shared, report),
            is_first=author.position in first,
            is_last=author.position in last,
        )
        for author in found
        if author
    )


def _author(node: Node, position: int, report: Report) -> AuthorRecord | None:
    last_name, group = node.text("LastName"), node.text("CollectiveName")
    if not (last_name or group):
        report(_("This author has no last name and was left out."), position)
        return None
    orcid, rejected = _orcid(node)
    if rejected:
        report(_("“%(text)s” is not a valid ORCID iD and was not used.") % {"text": rejected[:80]}, position)
    return AuthorRecord(
        position=position,
        is_first=False,
        is_last=False,
        last_name=last_name,
        fore_name=node.text("ForeName"),
        initials=node.text("Initials"),
        suffix=node.text("Suffix"),
        orcid=orcid,
        orcid_rejected=rejected,
        affiliations=_affiliations(node),
        is_collective=not last_name,
        collective_name="" if last_name else group,
        is_valid=_says_yes(node, "ValidYN"),
    )


def _is_complete(author_list: Node | None) -> bool:
    return author_list is not None and _says_yes(author_list, "CompleteYN")


def _says_yes(node: Node, attribute: str) -> bool:
    """PubMed's flags say N or Y; where one is left out, its DTD means Y."""
    return node.attributes.get(attribute, "Y") != "N"


def _orcid(node: Node) -> tuple[str | None, str]:
    """The first valid ORCID iD, or none and the text of the first that is not valid."""
    written = [
        part.text() for part in node.all("Identifier") if part.attributes.get("Source", "").upper() == "ORCID"
    ]
    valid = [number for text in written if (number := identifiers.orcid(text))]
    return (valid[0], "") if valid else (None, next(filter(None, written), ""))


def _own_orcid(author: AuthorRecord, shared: set[str], report: Report) -> AuthorRecord:
    """The author without an ORCID iD that two authors of one paper carry: it would make them one person."""
    if author.orcid not in shared or author.orcid is None:
        return author
    message = _("The ORCID iD %(orcid)s stands at two authors of this publication and was not used.")
    report(message % {"orcid": author.orcid}, author.position)
    return replace(author, orcid=None, orcid_rejected=author.orcid)


def _affiliations(node: Node) -> tuple[str, ...]:
    """Where the author works, each text once; records before 2015 hold it directly in the author."""
    written = node.texts("AffiliationInfo/Affiliation") + node.texts("Affiliation")
    cleaned = (_EMAIL.sub("", text).strip(" ;,") for text in written)
    return tuple(dict.fromkeys(text for text in cleaned if text))


def _ends(persons: list[AuthorRecord], nodes: list[Node], *, is_complete: bool) -> tuple[set[int], set[int]]:
    """The positions that count as first and as last author.

    Equal contribution makes the neighbours of the first author first too, and those of the last author last.
    Where the list was cut off (older records), the last name in it is not the last author.
    """
    positions = [author.position for author in persons]
    if not positions:
        return set(), set()
    first = {positions[0], *takewhile(lambda place: _is_equal(nodes[place - 1]), positions)}
    backwards = takewhile(
        lambda place: _is_equal(nodes[place - 1]) and place not in first, reversed(positions)
    )
    return first, {positions[-1], *backwards} if is_complete else set()


def _is_equal(node: Node) -> bool:
    return node.attributes.get("EqualContrib") == "Y"
