"""Made-up tables of stakeholders, accounts and affiliations, and imports of them."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import apply_import, map_columns
from apps.integrations.columns import guessed
from apps.integrations.mapped import table_of
from apps.integrations.models import ImportRun
from apps.users.models import User
from tests.integrations.makers import begin, work

FIXTURES = Path(__file__).parent / "fixtures"
ACCOUNTS, STAKEHOLDERS, AFFILIATIONS = (
    FIXTURES / f"{name}.csv" for name in ("accounts", "stakeholders", "affiliations")
)


def run_of(path: Path, by: User, *, source: str = "Salesforce", **mapping: Any) -> ImportRun:
    """Read a table: by its remembered columns, or as guessed, with what is given instead."""
    run = work(begin(path, by))
    if run.state != ImportRun.State.MAPPING:
        return run
    table = table_of(run)
    assert table
    guess = guessed(table, kind=mapping.pop("kind", ""), sheet=mapping.pop("sheet", ""))
    with acting_as(Side.MEDICAL):
        map_columns(by=by, run=run, mapping=replace(guess, source=source, **mapping))
    return work(run)


def imported(path: Path, by: User, **mapping: Any) -> ImportRun:
    """Read and import a table."""
    run = run_of(path, by, **mapping)
    assert run.state == ImportRun.State.STAGED, run.message
    with acting_as(Side.MEDICAL):
        apply_import(by=by, run=run)
    return work(run)


def commanded(*options: str) -> tuple[list[str], int]:
    """What `import_data` prints, and how it ends."""
    out, code = io.StringIO(), 0
    try:
        call_command("import_data", *options, stdout=out, stderr=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue().splitlines(), code


def workbook(path: Path, rows: list[list[Any]], **sheets: list[list[Any]]) -> Path:
    """An Excel workbook."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, further in sheets.items():
        sheet = book.create_sheet(name)
        for row in further:
            sheet.append(row)
    book.save(path)
    return path


def problems(run: ImportRun) -> list[str]:
    """What was refused, in the file's order."""
    return [f"{row.label}: {row.problem}" for row in run.rows.problems().order_by("number")]
