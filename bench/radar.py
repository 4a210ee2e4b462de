"""How quick is the radar of an account's tree with 200 accounts and 50,000 contacts?

Run it from the root: `.venv/bin/python -m bench.radar [--times N]`. A company of 3,000 people is made once and kept,
with a health system of 200 accounts beside it: contacts of both functions over two years back and half a year ahead.
The floor are the rows shown, fetched by key with plain psycopg2, and the strip's weeks counted by one plain statement.
"""

import argparse
import os
import re
from pathlib import Path

from bench.measuring import WARM, Figures, Under
from bench.pages import BELL, FRAME, KEY, LIAISON, SIDE, Page, Parameters
from bench.report import machine
from bench.serving import ROOT, Answer, Scale
from bench.speed import generate
from bench.world.tree import ROOT_ACCOUNT
from msl_crm import embedded
from msl_crm.embedded_files import Home

PEOPLE = 3_000


def main() -> int:
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "bench" / "radar")
    parser.add_argument("--times", type=int, default=100)
    asked = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    scale = Scale("radar", asked.data)
    generate(scale, PEOPLE, 3)
    embedded.attach(Home(scale.folder.resolve()))
    try:
        scale.run("msl_crm.prepare", as_owner=True)
        scale.run("bench.world.tree", as_owner=True)
        scale.session = scale.run("bench.sign_in", LIAISON).strip()
        scale.start()
        print(f"{machine()}\n")
        for page in PAGES:
            show(measured(scale, page, asked.times))
    finally:
        scale.stop()
        embedded.detach(Home(scale.folder.resolve()))
    return 0


def measured(scale: Scale, page: Page, times: int) -> Figures:
    """One page, again and again, each time with its floor right after it."""
    under = Under(scale, page)
    for number in range(times + WARM):
        under.measure(is_counted=number >= WARM)
    under.close()
    return under.figures


def show(found: Figures) -> None:
    """A line of the table."""
    queries = "-".join(map(str, sorted({min(found.queries), max(found.queries)})))
    print(
        f"| {found.page} | {found.p50:.1f} | {found.p95:.1f} | {queries}"
        f" | {sum(found.databases) / len(found.databases):.2f} | {found.ratio:.2f} |",
        flush=True,
    )


def shown(address: str, answer: Answer) -> Parameters:
    """The contacts on a radar."""
    return {
        "account": ROOT_ACCOUNT,
        "contacts": sorted(set(re.findall(rf'href="/contacts/{KEY}/"', answer.body))),
    }


ROWS = (
    "SELECT t.*, a.*, u.*, p.* FROM coordination_touchpoint t JOIN directory_account a ON a.id = t.account_id"
    " JOIN users_user u ON u.id = t.owner_id JOIN catalog_purposeclass p ON p.id = t.purpose_id"
    " WHERE t.id = ANY(%(contacts)s::uuid[])",
)
PEOPLE_OF = (
    "SELECT w.*, s.* FROM coordination_touchpointstakeholder w JOIN directory_stakeholder s ON s.id = w.stakeholder_id"
    " WHERE w.touchpoint_id = ANY(%(contacts)s::uuid[]) AND NOT w.is_removed",
)
WEEKS = (
    "SELECT week_on, function, count(*), count(*) FILTER (WHERE state = 'planned') FROM coordination_touchpoint"
    " WHERE account_id IN (SELECT id FROM directory_account WHERE path @> ARRAY[%(account)s]::uuid[])"
    " AND week_on BETWEEN current_date - 98 AND current_date + 91 AND state <> 'cancelled' GROUP BY 1, 2",
)
ABOUT = ("SELECT * FROM directory_account WHERE id = %(account)s", "SELECT * FROM catalog_purposeclass")


def page(name: str, query: str, *floor: str) -> Page:
    """The radar of the tree, asked in one way."""
    url = f"/contacts/accounts/{ROOT_ACCOUNT}/{query}"
    return Page(name, lambda scale: [url], (*FRAME, SIDE, *ABOUT, *floor, BELL), shown)


PAGES = (
    page("Radar of a tree", "", *ROWS, *PEOPLE_OF, *WEEKS),
    page("... of one function", "?function=commercial", *ROWS, *PEOPLE_OF, *WEEKS),
    page("... in another order", "?sort=start", *ROWS, *PEOPLE_OF, *WEEKS),
    page("... a month", "?view=month", *ROWS),
)

if __name__ == "__main__":
    raise SystemExit(main())
