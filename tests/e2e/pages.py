"""Which pages a person can open: the access table of the architecture tests, made into addresses by following links.

One address stands for each page, found on the demo data as the person would find it: by the links of other pages.
"""

import re
from collections.abc import Iterator
from html import unescape

from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import APIRequestContext

from tests.architecture.test_access import ACCESS, PATTERNS

#: Demo login: its persona in the access table.
ROLES = {
    "msl": "msl",
    "manager": "manager",
    "director": "director",
    "kam": "kam",
    "compliance": "compliance",
    "safety": "safety",
    "admin": "administrator",
}
#: Answers to scripts and programs, files to take away, and the redirect to the first page: no pages of their own.
NO_PAGE = {
    "home", "directory:suggest_accounts", "directory:suggest_stakeholders", "directory:children",
    "integrations:progress", "integrations:problems", "interactions:log_from_nothing", "api_problem", "api_unknown",
    "api_schema", "api_docs", "api-interactions:list", "api-interactions:item",
}  # fmt: skip
#: A person who is a KOL already cannot become one again: who may only read is led on to the profile. Only who may
#: import chooses columns; others are led on to the import.
ONLY_LED_ON = {"compliance": {"kols:nominate", "integrations:columns"}}
#: Where links to rarer pages are found: contacts with versions, visits to be logged, people with many papers.
STARTS = {
    "directory:stakeholders": ("?group=nurse_app",),
    "interactions:list": ("?state=submitted&whose=me", "?state=submitted"),
    "kols:list": ("?tier=1",),
}
#: Every person's own pages of the sign-in library.
OWN = ("mfa_index", "usersessions_list", "account_change_password", "account_logout")
#: What nobody has to be signed in for.
PUBLIC = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
#: Each page is searched for links at this many addresses: not every contact has a version, few people many papers.
LOOKS = {"directory:stakeholder": 5, "interactions:read": 4}
HREF = re.compile(r'href="(/[^"#]*)"')


def pages_of(request: APIRequestContext, url: str, login: str, doors: list[str]) -> dict[str, str]:
    """Name of the page: its address, for everything this person can reach; `doors` are gone through first."""
    wanted = pages_for(login)
    found = {name: [reverse(name)] for name in (*sorted(wanted), *OWN) if not _has_key(name)}
    queue = [*doors]
    queue += [
        found[name][0] + query for name, queries in STARTS.items() if name in found for query in queries
    ]
    queue += [path for paths in found.values() for path in paths]
    while queue:
        for name, path in links_in(request.get(url + queue.pop(0)).text()):
            known = found.setdefault(name, [])
            if name.split(" ")[0] in wanted and path not in known and len(known) < LOOKS.get(name, 2):
                known.append(path)
                queue.append(path)
    if papers := found.get("kols:publications"):
        # Linked only where somebody has more trials than a panel shows; it takes the same key.
        found["kols:person_trials"] = [reverse("kols:person_trials", kwargs=resolve(papers[0]).kwargs)]
    return {name: paths[0] for name, paths in found.items() if paths}


def missing(pages: dict[str, str], login: str) -> set[str]:
    """Pages that this person may open, but no link of the demo leads to."""
    return pages_for(login) - {name.split(" ")[0] for name in pages}


def pages_for(login: str) -> set[str]:
    """Names of the pages that the access table lets this person open."""
    allowed = {name for name, personas in ACCESS.items() if ROLES[login] in personas}
    return allowed - NO_PAGE - ONLY_LED_ON.get(login, set())


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


def _has_key(name: str) -> bool:
    return name not in OWN and bool(PATTERNS[name].pattern.converters)
