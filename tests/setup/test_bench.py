"""The bench itself, in the small: the made-up company fits together, every measured page and its floor still work."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from bench.measuring import Figures, Under
from bench.pages import LIAISON, PAGES
from bench.report import aims, rows_of
from bench.serving import Scale
from msl_crm import embedded, env
from msl_crm.embedded import DATABASE
from msl_crm.embedded_files import Home

PEOPLE = 3_000
#: Each finds rows that do not fit together.
WRONG = {
    "a person's last contact": """
        SELECT s.id FROM directory_stakeholder s LEFT JOIN (
            SELECT a.stakeholder_id, max(a.starts_at) AS at FROM coordination_touchpointstakeholder a
            JOIN coordination_touchpoint t ON t.id = a.touchpoint_id WHERE t.state = 'held' GROUP BY 1
        ) met ON met.stakeholder_id = s.id WHERE s.last_contact_at IS DISTINCT FROM met.at""",
    "an account's last contact": """
        SELECT a.id FROM directory_account a LEFT JOIN (
            SELECT account_id, max(starts_at) AS at FROM coordination_touchpoint WHERE state = 'held' GROUP BY 1
        ) met ON met.account_id = a.id WHERE a.last_contact_at IS DISTINCT FROM met.at""",
    "a submission without its version": """
        SELECT i.id FROM interactions_interaction i LEFT JOIN interactions_version v ON v.interaction_id = i.id
        WHERE (i.state = 'submitted') <> (v.id IS NOT NULL)""",
    "a path that is not the parent's": """
        SELECT a.id FROM directory_account a LEFT JOIN directory_account b ON b.id = a.parent_id
        WHERE a.path <> coalesce(b.path, '{}') || a.id""",
    "somebody without a main account": """
        SELECT s.id FROM directory_stakeholder s WHERE NOT EXISTS (
            SELECT FROM directory_affiliation f WHERE f.stakeholder_id = s.id AND f.is_primary)""",
}


@pytest.fixture(scope="module")
def scale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scale]:
    """A small company, served."""
    scale = Scale(f"{PEOPLE}", tmp_path_factory.mktemp("company"))
    command = [sys.executable, "-m", "bench.generate", "--scale", f"{PEOPLE}", "--contacts", "1"]
    subprocess.run([*command, "--data-dir", str(scale.folder)], cwd=env.BASE_DIR, check=True)
    with contextlib.ExitStack() as stack:
        embedded.attach(Home(scale.folder))
        stack.callback(embedded.detach, Home(scale.folder))
        stack.callback(scale.stop)
        scale.run("msl_crm.prepare", as_owner=True)
        scale.session = scale.run("bench.sign_in", LIAISON).strip()
        scale.start()
        yield scale


@pytest.mark.parametrize("what", WRONG)
def test_rows_fit_together(scale: Scale, what: str) -> None:
    connection = psycopg2.connect(Home(scale.folder).url("postgres", DATABASE))
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM interactions_interaction")
        assert cursor.rowcount >= PEOPLE
        cursor.execute(WRONG[what])
        assert not cursor.fetchall()


@pytest.mark.parametrize("page", [*PAGES, None], ids=lambda page: page.name if page else "log")
def test_every_page_is_measured_with_its_floor(scale: Scale, page: Any) -> None:
    with contextlib.closing(Under(scale, page)) as under:
        for _number in range(2):
            under.measure(is_counted=True)
    figures = under.figures
    assert len(figures.times) == len(figures.floors) == 2
    assert min(figures.databases) > 0 < min(figures.floors)
    assert min(figures.queries) > 5


def test_the_report_says_which_aim_is_missed() -> None:
    def made(page: str, scale: str, milliseconds: float) -> Figures:
        return Figures(page, scale, [milliseconds] * 20, [2.0] * 20, [1.5] * 20, {11})

    pages = ("KOL list", "Log a contact")
    figures = [made(page, "100", 10) for page in pages] + [made(page, "1,000", 13) for page in pages]
    assert [aim.is_met for aim in aims(figures, [1.0, 4.0, 5.0])] == [False, True, True, True, True, False]
    assert rows_of(figures)[0][:4] == ("KOL list", "100", "10.0", "10.0")
