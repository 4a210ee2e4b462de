"""Which pages a person can open: the access table of the architecture tests, made into addresses by following links.

A few addresses stand for each page, found on the demo data as the person would find them: by the links of other pages.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import APIRequestContext

from tests.architecture.access import ACCESS
from tests.architecture.addresses import PATTERNS

#: Demo login: its persona in the access table.
ROLES = {
    "msl": "msl",
    "manager": "manager",
    "director": "director",
    "medinfo": "medical_information",
    "kam": "kam",
    "compliance": "compliance",
    "safety": "safety",
    "admin": "administrator",
}
#: Answers to scripts, files to take away, the redirect to the first page, and what is only opened for chosen rows.
NO_PAGE = {
    "home", "directory:suggest_accounts", "directory:suggest_stakeholders", "directory:children",
    "coordination:add_context", "coordination:edit_context", "coordination:usual_days",
    "followups:day", "followups:bulk", "integrations:progress", "integrations:problems",
    "interactions:log_from_nothing", "medinfo:affiliations",
    "notifications:bell", "notifications:latest",
    # Opened at a key that is made when they are asked for: seen where the redirect leads.
    "incidents:report", "oversight:draw", "protocols:draft", "handoffs:ask", "handoffs:edit_visit",
}  # fmt: skip
#: A person who is a KOL already cannot become one again: who may only read is led on to the profile. Only who may
#: import chooses columns; others are led on to the import.
#: The demo's liaison has asked compliance for nothing.
ONLY_LED_ON = {"compliance": {"kols:nominate", "integrations:columns"}, "msl": {"reviews:read"}}
#: Where links to rarer pages are found: contacts with versions, visits to come, people with many papers.
STARTS = {
    "directory:stakeholders": ("?group=nurse_app",),
    "interactions:list": ("?state=submitted&whose=me", "?state=submitted"),
    "kols:list": ("?tier=1",),
    "medinfo:list": ("?state=closed", "?state=draft&whose=me", "?state=answered", "?state=unanswered"),
    "keyaccounts:my_visits": ("",),
    "accountplans:list": ("?whose=",),
    # Those in charge have promises of their own only by chance.
    "followups:list": ("?whose=", "?whose=&state=done"),
    "handoffs:visits": ("?whose=",),
}
#: Every person's own pages of the sign-in library.
OWN = ("mfa_index", "usersessions_list", "account_change_password", "account_logout")
#: What nobody has to be signed in for.
PUBLIC = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
#: Each page is opened at this many addresses: not every contact has a version, few people many papers,
#: and only a visit that is still to come can be moved.
LOOKS = {"directory:stakeholder": 5, "interactions:read": 4, "keyaccounts:visit": 6, "medinfo:read": 8}
#: Attributes whose value changes how an element looks or what it is; of all others it counts that they are there.
STYLED_BY = {"class", "type", "role", "hidden", "open", "aria-current", "aria-pressed"}
HREF = re.compile(r'href="(/[^"#]*)"')


class Shown(NamedTuple):
    """A page as somebody gets it. `kinds` is what it consists of, whatever its words and numbers are."""

    name: str
    path: str
    kinds: set[str]


class Kinds(HTMLParser):
    """Collects the kinds of elements on a page: name, the attributes it has, and what its styles go by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        values = [f"{name}={value if name in STYLED_BY else ''}" for name, value in attrs]
        self.found.add(" ".join([tag, *values]))


def pages_of(request: APIRequestContext, url: str, login: str, doors: list[str]) -> Iterator[Shown]:
    """What this person can reach from the navigation, from `doors` and by links, each page at some of its addresses."""
    wanted = pages_for(login)
    queue = deque(starts_of(wanted, doors))
    known = Counter(name for name, _path in queue)
    seen = {path for _name, path in queue}
    while queue:
        name, path = queue.popleft()
        html = request.get(url + path).text()
        yield Shown(name, path, Kinds(html).found)
        for name, path in links_in(html):
            if name.split(" ")[0] in wanted and path not in seen and known[name] < LOOKS.get(name, 2):
                known[name] += 1
                seen.add(path)
                queue.append((name, path))


def starts_of(wanted: set[str], doors: list[str]) -> list[tuple[str, str]]:
    """Pages without a key, `doors`, and lists that show rarer rows: name and address."""
    keyless = {name: reverse(name) for name in (*sorted(wanted), *OWN) if not _has_key(name)}
    narrowed = [(name, keyless[name] + query) for name in STARTS if name in keyless for query in STARTS[name]]
    behind = [(resolve(path).view_name, path) for path in doors]
    return [pair for pair in behind if pair[0] in wanted] + narrowed + list(keyless.items())


def pages_for(login: str) -> set[str]:
    """Names of the pages that the access table lets this person open."""
    allowed = {name for name, personas in ACCESS.items() if ROLES[login] in personas}
    programs = {name for name in allowed if name.startswith("api")}
    return allowed - programs - NO_PAGE - ONLY_LED_ON.get(login, set())


def links_in(html: str) -> Iterator[tuple[str, str]]:
    """The product's own pages that this page links to: name and address. Histories count by what they are about."""
    for href in HREF.findall(html):
        path = unescape(href).split("?")[0]
        try:
            match = resolve(path)
        except Resolver404:
            continue
        about = f" {match.kwargs['word']}" if "word" in match.kwargs else ""
        yield f"{match.view_name}{about}", path
        if match.view_name == "kols:publications":
            # Linked only where somebody has more trials than a panel shows; it takes the same key.
            yield "kols:person_trials", reverse("kols:person_trials", kwargs=match.kwargs)


def _has_key(name: str) -> bool:
    return name not in OWN and bool(PATTERNS[name].pattern.converters)
