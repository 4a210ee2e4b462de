"""What shows that a promise was kept: words, what was sent, a link, a file that only its readers get, as a download."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from apps.followups import actions
from apps.followups.files import KINDS, MAX_BYTES, PREFIX, check_file
from apps.followups.models import Commitment
from apps.users.models import User
from tests.personas import WebClient

URL = "/follow-ups/"
PDF = b"%PDF-1.7 invented"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """A place of their own for files."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return tmp_path


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


def upload(name: str = "Abstract.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def keep(web: WebClient, commitment: Commitment, **typed: Any) -> str:
    return web.post(f"{URL}{commitment.pk}/keep/", typed, follow=True).content.decode()


def test_what_was_sent_and_a_link_are_evidence(web: WebClient, commitment: Commitment) -> None:
    page = keep(web, commitment, sent_material="MED-2026-014", link="dms.example/14")
    commitment.refresh_from_db()
    assert (commitment.state, commitment.sent_on) == ("done", timezone.localdate())
    assert "MED-2026-014" in page
    assert 'href="https://dms.example/14" rel="noopener noreferrer nofollow"' in page


def test_nothing_at_all_is_no_evidence(web: WebClient, commitment: Commitment) -> None:
    assert "Say how it was kept" in keep(web, commitment, evidence=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=commitment.pk).update(state="done", closed_on=timezone.localdate())


def test_a_day_to_come_is_told(web: WebClient, commitment: Commitment) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = keep(web, commitment, sent_material="Poster", sent_on=tomorrow.isoformat())
    assert "This day is still to come" in page
    assert 'value="Poster"' in page, "what was typed is still there"


def test_a_link_that_runs_script_is_refused(web: WebClient, commitment: Commitment) -> None:
    assert "Enter a valid URL" in keep(web, commitment, link="javascript:alert(1)")


def test_a_file_is_kept_on_the_medical_side_and_downloaded(
    web: WebClient, commitment: Commitment, files: Path
) -> None:
    page = keep(web, commitment, file=upload())
    commitment.refresh_from_db()
    assert commitment.evidence_file.startswith(f"{PREFIX}/")
    stored = files / commitment.evidence_file
    assert (stored.read_bytes(), stored.stat().st_mode & 0o777) == (PDF, 0o600)
    assert f'href="{URL}{commitment.pk}/file/"' in page
    answer = web.get(f"{URL}{commitment.pk}/file/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf", "whatever the browser had called it"
    assert answer["Content-Disposition"] == 'attachment; filename="Abstract.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("manager", 200), ("director", 200), ("compliance", 200), ("stranger", 404), ("kam", 404)],
)
def test_who_may_not_read_the_promise_gets_no_file(
    name: str,
    status: int,
    msl: User,
    persona: Callable[[str], User],
    sign_in: Callable[[User], WebClient],
    commitment: Commitment,
) -> None:
    actions.keep_commitment(by=msl, commitment=commitment, file=upload())
    assert sign_in(persona(name)).get(f"{URL}{commitment.pk}/file/").status_code == status


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html>"),
        ("page.pdf", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg onload='x'/>"),
        ("none", PDF),
        ("macro.docm", b"PK\x03\x04"),
    ],
)
def test_other_kinds_are_refused(web: WebClient, commitment: Commitment, name: str, content: bytes) -> None:
    page = keep(web, commitment, file=upload(name, content))
    assert "not taken" in page or "whatever its name says" in page
    commitment.refresh_from_db()
    assert commitment.state == "open"


@pytest.mark.parametrize("ending", KINDS)
def test_each_known_kind_is_taken(ending: str) -> None:
    check_file(upload(f"x{ending.upper()}", KINDS[ending][1] + b"rest"))


def test_a_large_one_is_refused() -> None:
    with pytest.raises(ValidationError, match="larger"):
        check_file(upload(content=PDF + bytes(MAX_BYTES)))


def test_nothing_is_left_of_a_file_whose_promise_could_not_be_saved(
    msl: User, commitment: Commitment, files: Path
) -> None:
    with pytest.raises(DataError), transaction.atomic():
        actions.keep_commitment(
            by=msl, commitment=commitment, link=f"https://x.example/{'a' * 600}", file=upload()
        )
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_a_file_that_is_gone_is_not_there(web: WebClient, commitment: Commitment) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(evidence_file=f"{PREFIX}/../../secret_key")
    assert web.get(f"{URL}{commitment.pk}/file/").status_code == 404


def test_a_file_that_comes_later_is_not_dropped_in_silence(
    web: WebClient, msl: User, commitment: Commitment
) -> None:
    """A second window, opened before it was kept: the same words, and a file."""
    actions.keep_commitment(by=msl, commitment=commitment, evidence="Sent.")
    assert "Take it up again to change it" in keep(web, commitment, evidence="Sent.", file=upload())


def test_a_form_with_a_file_sent_twice_keeps_it_once(
    web: WebClient, commitment: Commitment, files: Path
) -> None:
    for _time in range(2):
        assert "The promise is kept" in keep(web, commitment, evidence="Sent.", file=upload())
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1
