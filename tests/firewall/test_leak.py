"""The canary test: words planted in every walled table never show on the wrong side, wherever one looks."""

import html
import io
import logging
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache

from apps.firewall.sides import Side
from tests.architecture.access import ACCESS
from tests.architecture.addresses import PATTERNS, address
from tests.firewall.proof import Proof
from tests.world import World

#: Who may read words of which walled sides. Within the medical side the words of `world` belong to `msl`'s area.
MAY_READ = {
    "msl": {Side.MEDICAL},
    "kam": {Side.COMMERCIAL},
    "commercial_lead": {Side.COMMERCIAL},
    "safety": {Side.SAFETY},
    "administrator": set(),
    "compliance": {Side.MEDICAL, Side.COMMERCIAL, Side.SAFETY, Side.OVERSIGHT},
}
MOST_PAGES = 400


@pytest.fixture(scope="module")
def proof() -> Iterator[Proof]:
    """What this run found; written to the file that `PROOF_FILE` names, if it does."""
    found = Proof()
    yield found
    if path := os.environ.get("PROOF_FILE"):
        found.write(Path(path), set(MAY_READ))


#: Addresses with other rows' keys, filters by hidden fields, and files that somebody may guess.
GUESSES = (
    "/interactions/?ordering=notes&notes__icontains=zq", "/contacts/?text=zq", "/contacts/?ordering=interaction__notes",
    "/directory/stakeholders/?q=zq&search=zq", "/directory/stakeholders/suggest/?q=zq",
    "/api/v1/interactions/?expand=touchpoint",
    "/api/v1/interactions/?fields=notes", "/api/v1/stakeholders/", "/files/", "/static/../data/", "/kols/?q=zq",
)  # fmt: skip
WORD = re.compile(r"zq\d{3}x")


def words_in(answer: Any) -> set[str]:
    """Planted words in an answer and its headers (a file has a name), whatever they are encoded as or packed into."""
    body = b"".join(answer) if answer.streaming else answer.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body += b"".join(packed.read(name) for name in packed.namelist())
    text = body.decode("utf-8", "replace") + unquote(str(dict(answer.headers)))
    return set(WORD.findall(html.unescape(text) + text.encode().decode("unicode_escape", "replace")))


def links_in(answer: Any) -> set[str]:
    """Addresses within the product that a page leads to."""
    if "html" not in answer.get("Content-Type", ""):
        return set()
    found = re.findall(r'(?:href|action|hx-get|data-[a-z-]*url)="(/[^"#]*)"', answer.content.decode())
    return {
        html.unescape(url) for url in found if not urlsplit(url).path.startswith(("/static/", "/account/"))
    }


def crawl(web: Any, start: list[str]) -> dict[str, set[str]]:
    """Visit pages and what they lead to, at most `MOST_PAGES`; planted words found by address."""
    waiting = list(dict.fromkeys(start))
    seen: set[str] = set()
    found: dict[str, set[str]] = {}
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = web.get(url)
        assert answer.status_code < 500, f"{url}: {answer.status_code}"
        found[url] = words_in(answer)
        waiting += sorted(links_in(answer) - seen)
    return found


@pytest.mark.parametrize("name", MAY_READ)
def test_no_planted_word_shows_on_the_wrong_side(
    name: str,
    persona: Any,
    sign_in: Any,
    world: World,
    canaries: dict[Side, dict[str, str]],
    tour: World,
    caplog: Any,
    proof: Proof,
) -> None:
    caplog.set_level(logging.DEBUG)
    pages = [address(page, tour) for page in ACCESS if page in PATTERNS and page != "api_unknown"]
    found = crawl(sign_in(persona(name)), ["/", *pages, *GUESSES])
    planted = {word: (side, where) for side, words in canaries.items() for word, where in words.items()}
    leaks = [
        f"{url} shows {planted[word][1]}"
        for url, words in found.items()
        for word in words
        if word in planted and planted[word][0] not in MAY_READ[name]
    ]
    proof.add(name, pages=len(found), words=len(planted), leaks=len(leaks))
    assert not leaks
    assert not WORD.findall(caplog.text), "a log line carries content"
    assert not WORD.findall(f"{cache._cache}"), "the cache keeps content"  # type: ignore[attr-defined]
    assert not mail.outbox
    seen = {planted[word][0] for words in found.values() for word in words if word in planted}
    assert seen == MAY_READ[name], "the crawl must be able to see what this persona may read"


def test_a_canary_stands_in_every_walled_table(canaries: dict[Side, dict[str, str]]) -> None:
    assert all(canaries.values())
    assert "interactions.Interaction.notes" in canaries[Side.MEDICAL].values()
    assert "keyaccounts.Visit.notes" in canaries[Side.COMMERCIAL].values()
