"""What is kept as proof of the wall, and what the page shows of it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.oversight.models import GrantAudit, LeakTest
from apps.oversight.tasks import audit_the_wall
from tests.firewall.proof import Proof
from tests.personas import WebClient


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A run of two personas, one word on the wrong side."""
    proof, path = Proof(), tmp_path / "proof.json"
    proof.add("kam", pages=7, words=5, leaks=1)
    proof.add("msl", pages=8, words=5, leaks=0)
    proof.write(path, {"kam", "msl"})
    return path


def test_an_audit_a_day_is_kept(db: None, settings: Any) -> None:
    audit_the_wall()
    audit_the_wall()
    made = GrantAudit.objects.get()
    assert (made.version, made.differences) == (settings.PRODUCT_VERSION, [])
    assert made.grants > 100


def test_another_version_is_audited_at_once(db: None, settings: Any) -> None:
    audit_the_wall()
    settings.PRODUCT_VERSION = "next"
    audit_the_wall()
    assert GrantAudit.objects.count() == 2


def test_a_hole_is_kept_and_shown(desk: WebClient) -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON interactions_interaction TO crm_commercial")
    audit_the_wall()
    assert any("crm_commercial" in line for line in GrantAudit.objects.get().differences)
    for url in ("/oversight/firewall/", "/oversight/"):
        assert b"Not as declared" in desk.get(url).content


def test_the_file_of_a_run_is_recorded_once(desk: WebClient, file: Path, settings: Any) -> None:
    for _time in range(2):
        call_command("record_proof", str(file), stdout=StringIO())
    made = LeakTest.objects.get()
    assert (made.words, made.pages, made.leaks, made.personas) == (5, 15, 1, ["kam", "msl"])
    assert (
        b"5 planted words, 15 pages opened as 2 roles, 1 on the wrong side"
        in desk.get("/oversight/firewall/").content
    )


def test_a_proof_of_another_version_says_so(desk: WebClient, file: Path) -> None:
    told = json.loads(file.read_text()) | {"version": "older", "leaks": 0}
    file.write_text(json.dumps(told))
    call_command("record_proof", str(file), stdout=StringIO())
    assert b"Another version than the one that runs" in desk.get("/oversight/").content


@pytest.mark.parametrize("content", ["", "[]", '{"leaks": 0}'])
def test_any_other_file_is_refused(db: None, content: str, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_text(content)
    with pytest.raises(CommandError):
        call_command("record_proof", str(path))


def test_half_a_run_is_no_proof(tmp_path: Path) -> None:
    proof, path = Proof(), tmp_path / "proof.json"
    proof.add("kam", pages=1, words=1, leaks=0)
    proof.write(path, {"kam", "msl"})
    assert not path.exists()
