"""What can be taken away as a table: names that a spreadsheet would run as formulas are text in it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from apps.firewall.sides import Side
from apps.users.models import User
from tests.architecture.addresses import address
from tests.firewall.test_leak import words_in
from tests.integrations.tables import imported
from tests.personas import WebClient
from tests.world import World

SignIn = Callable[[User], WebClient]
HEAD = ["ID", "NAME", "TYPE", "PARENTID", "BILLINGCITY", "BILLINGCOUNTRY"]
FORMULAS = ["=HYPERLINK(A1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =1"]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_is_a_formula_is_text_in_the_table(
    name: str, msl: User, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(default_storage, "path", lambda stored: str(tmp_path / "files" / stored))
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEAD, ["001A", name, "Shop", "", name, "Germany"]])
    (tmp_path / "table.csv").write_text(text.getvalue())
    run = imported(tmp_path / "table.csv", msl)
    answer = sign_in(msl).get(reverse("integrations:problems", args=[run.pk]))
    head, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (len(rows), head[: len(HEAD)]) == (1, HEAD)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[0][1].lstrip("'").strip() == name.strip(), "and nothing of it is lost"


def test_the_table_is_walked_by_the_leak_test_and_closed_to_the_other_side(
    persona: Any, sign_in: SignIn, world: World, canaries: dict[Side, dict[str, str]], tour: World
) -> None:
    url = address("integrations:problems", tour)
    answer = sign_in(persona("msl")).get(url)
    assert answer["Content-Type"].startswith("text/csv")
    assert words_in(answer) & canaries[Side.MEDICAL].keys()
    for other in ("kam", "commercial_lead", "safety", "administrator"):
        answer = sign_in(persona(other)).get(url)
        assert (answer.status_code in (403, 404), words_in(answer)) == (True, set())


def test_no_other_table_can_be_taken_away() -> None:
    """Whoever adds one writes it with `csv_of`, and adds its address to the test above."""
    sources = {path: path.read_text() for path in Path(settings.BASE_DIR, "apps").rglob("*.py")}
    writers = {"csv.writer(", "csv.DictWriter(", ".to_csv(", "Workbook("}
    found = {path.name for path, text in sources.items() if any(one in text for one in writers)}
    assert found == {"downloads.py"}
    users = {path.name for path, text in sources.items() if "csv_of(" in text}
    assert users == {"downloads.py", "views.py"}
