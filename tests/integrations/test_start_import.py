"""The pages of an import: who sees them, uploading, deciding, and what is left on disk."""

import gzip
import re
import resource
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.core.models import new_id
from apps.integrations import uploads
from apps.integrations.models import ImportRun
from apps.integrations.policies import may_apply, may_discard, may_import, may_stop
from apps.integrations.progress import ask_to_discard
from apps.kols.models import Publication
from apps.users.models import User
from tests.integrations.makers import FIXTURE, article, file_of, imported, numbered, staged, work
from tests.personas import PERSONAS

State = ImportRun.State
SignIn = Callable[[User], Client]
START = "/imports/"

#: persona: may import, sees the run, may decide about it
TABLE = {
    "msl": (True, True, True),
    "other_msl": (True, True, False),
    "manager": (True, True, True),
    "director": (True, True, True),
    "medical_information": (False, False, False),
    "kam": (False, False, False),
    "commercial_lead": (False, False, False),
    "compliance": (False, True, False),
    "safety": (False, False, False),
    "administrator": (False, False, False),
    "stranger": (False, False, False),
}
#: persona: the answers of the start page, the list and the run
PAGES = {
    "msl": (200, 200, 200),
    "other_msl": (200, 200, 200),
    "manager": (200, 200, 200),
    "director": (200, 200, 200),
    "medical_information": (403, 200, 404),
    "kam": (404, 404, 404),
    "commercial_lead": (404, 404, 404),
    "compliance": (403, 200, 200),
    "safety": (404, 404, 404),
    "administrator": (404, 404, 404),
    "stranger": (403, 200, 404),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads of a test go to a folder of its own."""
    monkeypatch.setattr(default_storage, "path", lambda name: str(tmp_path / "files" / name))
    return tmp_path / "files" / "medical" / "imports"


@pytest.fixture
def run(msl: User) -> ImportRun:
    """Read, waiting for a decision."""
    return staged(FIXTURE, msl)


def upload(content: bytes = FIXTURE.read_bytes(), name: str = "records.xml", **values: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "file": SimpleUploadedFile(name, content, "text/xml")} | values


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.exists() else []


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], run: ImportRun) -> None:
    user = persona(name)
    sees = ImportRun.objects.visible_to(user).filter(pk=run.pk).exists()
    verdicts = (may_import(user), may_apply(user, run))
    assert (bool(verdicts[0]), sees, bool(verdicts[1])) == TABLE[name]
    assert bool(may_discard(user, run)) == TABLE[name][2]
    assert not may_stop(user, run), "nothing is under way"
    assert all(verdict.reason for verdict in verdicts if not verdict), "a refusal says why"


@pytest.mark.parametrize("name", PERSONAS)
def test_who_gets_in(name: str, persona: Callable[[str], User], run: ImportRun, sign_in: SignIn) -> None:
    client = sign_in(persona(name))
    answers = [client.get(url).status_code for url in (START, "/imports/runs/", run.get_absolute_url())]
    assert tuple(answers) == PAGES[name]
    for page in ("progress", "problems"):
        answer = client.get(reverse(f"integrations:{page}", args=[run.pk]))
        assert answer.status_code == PAGES[name][2]
    if not TABLE[name][2]:
        for verb in ("apply", "discard", "stop"):
            client.post(reverse(f"integrations:{verb}", args=[run.pk]))
        assert ImportRun.objects.get().state == State.STAGED
        client.post(START, upload())
        assert ImportRun.objects.count() == 1 + TABLE[name][0]


def test_the_whole_way(msl: User, sign_in: SignIn, folder: Path) -> None:
    client = sign_in(msl)
    key = re.search(r'name="id" value="([^"]+)"', client.get(START).content.decode())
    assert key
    answer = client.post(START, upload(id=key[1]), follow=True)
    run = ImportRun.objects.get()
    assert (str(run.pk), run.started_by, run.file_name) == (key[1], msl, "records.xml")
    assert "Waiting for its turn" in answer.content.decode()
    assert f"medical/imports/{left(folder)[0]}" == run.stored_path
    work(run)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Import 2 publications" in page
    assert "Annals of Invented Medicine" in page
    assert "Book chapters are not read." in page
    answer = client.post(reverse("integrations:apply", args=[run.pk]), follow=True)
    assert "Publications imported" in answer.content.decode()
    work(run)
    page = client.get(run.get_absolute_url()).content.decode()
    assert f'href="{reverse("kols:candidates")}?file=records.xml">6</a>' in page
    assert "See the new candidates" in page
    assert "Decide who is who" not in page, "nobody is unsure, so nothing is asked"
    assert Publication.objects.count() == 2


def test_a_read_file_is_removed_when_it_is_done_with(
    msl: User, sign_in: SignIn, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(msl)
    for verb, content in (("discard", FIXTURE.read_bytes()), ("", b"not a file of publications")):
        client.post(START, upload(content))
        assert len(left(folder)) == 1
        with django_capture_on_commit_callbacks(execute=True):
            run = work(ImportRun.objects.latest("created_at"))
            if verb:
                client.post(reverse(f"integrations:{verb}", args=[run.pk]))
        assert left(folder) == []
    assert list(ImportRun.objects.order_by("created_at").values_list("state", flat=True)) == [
        "discarded",
        "refused",
    ]


def test_a_file_given_to_the_command_is_never_removed(
    msl: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    (tmp_path / "mine.xml").write_text(numbered(1))
    with django_capture_on_commit_callbacks(execute=True):
        imported(tmp_path / "mine.xml", msl)
    assert (tmp_path / "mine.xml").exists()


def test_a_form_sent_twice_makes_one_run(msl: User, sign_in: SignIn, folder: Path) -> None:
    client, key = sign_in(msl), str(new_id())
    first = client.post(START, upload(id=key))
    second = client.post(START, upload(id=key))
    assert first["Location"] == second["Location"] == f"/imports/{key}/"
    assert ImportRun.objects.count() == len(left(folder)) == 1


def test_a_form_sent_again_with_another_file_says_so(msl: User, sign_in: SignIn, folder: Path) -> None:
    client, key = sign_in(msl), str(new_id())
    client.post(START, upload(id=key))
    page = client.post(START, upload(numbered(1).encode(), name="other.xml", id=key)).content.decode()
    assert "Another file was sent from this page before: “records.xml”." in page
    assert f'href="/imports/{key}/"' in page
    assert ImportRun.objects.count() == len(left(folder)) == 1
    fresh = re.search(r'name="id" value="([^"]+)"', page)
    assert fresh
    client.post(START, upload(numbered(1).encode(), name="other.xml", id=fresh[1]))
    assert ImportRun.objects.latest("created_at").file_name == "other.xml"


def test_stopping_is_shown(msl: User, sign_in: SignIn, run: ImportRun) -> None:
    ImportRun.objects.update(state=State.STAGING)
    client, discard = sign_in(msl), reverse("integrations:discard", args=[run.pk])
    assert discard in client.get(run.get_absolute_url()).content.decode()
    ask_to_discard(run.pk, msl.pk)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Stopping; nothing of this file will be imported" in page
    assert discard not in page


def test_a_file_that_is_under_way_is_said_so(msl: User, manager: User, sign_in: SignIn, folder: Path) -> None:
    sign_in(msl).post(START, upload())
    answer = sign_in(manager).post(START, upload())
    page = answer.content.decode()
    assert "The same file is being imported at this moment, started by Mira Liaison." in page
    assert ImportRun.objects.get().get_absolute_url() in page
    assert len(left(folder)) == 1


def test_nothing_is_left_of_what_is_too_large(
    msl: User, sign_in: SignIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_BYTES", 3 * 1024**2)
    answer = sign_in(msl).post(START, upload(b"<" * (3 * 1024**2 + 1)))
    assert "The file is larger than 3 MB." in answer.content.decode()
    assert (left(folder), ImportRun.objects.count()) == ([], 0)


def test_nothing_is_left_when_the_disk_is_full(msl: User, sign_in: SignIn, folder: Path) -> None:
    """The system itself refuses to write beyond a limit, in the middle of the file."""
    client, former = sign_in(msl), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * 1024**2, former[1]))
    try:
        answer = client.post(START, upload(b"<" * 5 * 1024**2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert "disk has no room for this file" in answer.content.decode()
    assert (left(folder), ImportRun.objects.count()) == ([], 0)


def test_no_room_is_said_before_the_file_is_read(rf: RequestFactory, folder: Path) -> None:
    handler = uploads.ImportUpload(rf.post(START, CONTENT_LENGTH=str(10**18)))
    handler.new_file("file", "a.xml", "text/xml", None)
    handler.receive_data_chunk(b"<", 0)
    assert "no room" in handler.file_complete(1).problem
    assert left(folder) == []


@pytest.mark.parametrize("data", [{}, {"file": ""}, {"id": "no key", "file": ""}])
def test_no_file(data: dict[str, str], msl: User, sign_in: SignIn, folder: Path) -> None:
    answer = sign_in(msl).post(START, data)
    assert answer.status_code == 200
    if data:
        assert "This field is required." in answer.content.decode()
    assert left(folder) == []


def test_two_files_in_one_form(msl: User, sign_in: SignIn, folder: Path) -> None:
    files = [SimpleUploadedFile(name, FIXTURE.read_bytes()) for name in ("a.xml", "b.xml")]
    answer = sign_in(msl).post(START, {"id": str(new_id()), "file": files})
    assert "Choose one file at a time." in answer.content.decode()
    assert (left(folder), ImportRun.objects.count()) == ([], 0)


def test_a_form_from_elsewhere_is_refused(msl: User, folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(msl)
    assert client.post(START, upload()).status_code == 403
    assert (left(folder), ImportRun.objects.count()) == ([], 0)


def test_an_empty_and_a_packed_file(msl: User, sign_in: SignIn) -> None:
    client = sign_in(msl)
    client.post(START, upload(b""))
    assert work(ImportRun.objects.get()).message == "The file is empty. Download or export it again."
    client.post(START, upload(gzip.compress(FIXTURE.read_bytes()), "records.xml.gz"))
    assert work(ImportRun.objects.latest("created_at")).rows_staged == 2


def test_progress_asks_for_itself_and_then_for_the_page(msl: User, sign_in: SignIn) -> None:
    client = sign_in(msl)
    client.post(START, upload())
    run = ImportRun.objects.get()
    address = reverse("integrations:progress", args=[run.pk])
    waiting = client.get(f"{address}?state=waiting", headers={"HX-Request": "true"})
    assert f'hx-get="{address}?state=waiting"' in waiting.content.decode()
    assert ">Refresh</a>" in client.get(run.get_absolute_url()).content.decode(), "works without scripts"
    work(run)
    assert client.get(f"{address}?state=waiting").headers["HX-Refresh"] == "true"
    assert ">Refresh</a>" not in client.get(run.get_absolute_url()).content.decode()


def test_a_decision_that_comes_too_late_is_told(msl: User, sign_in: SignIn, run: ImportRun) -> None:
    client = sign_in(msl)
    client.post(reverse("integrations:discard", args=[run.pk]))
    answer = client.post(reverse("integrations:apply", args=[run.pk]), follow=True)
    assert "not waiting to be imported" in answer.content.decode()
    assert client.get(reverse("integrations:apply", args=[run.pk])).status_code == 405


def test_problems_as_a_table_that_runs_nothing(msl: User, sign_in: SignIn, tmp_path: Path) -> None:
    doi = '<ELocationID EIdType="doi">=cmd()</ELocationID></Article>'
    path = tmp_path / "records.xml"
    path.write_text(file_of(article(1).replace("</Article>", doi)))
    run = staged(path, msl)
    run.rows.problems().update(label="=1+1")
    answer = sign_in(msl).get(reverse("integrations:problems", args=[run.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Where,What is wrong",
        "'=1+1,“=cmd()” is not a valid DOI and was not used.",
    ]


def test_lists_cost_the_same_for_many(
    msl: User, sign_in: SignIn, django_assert_max_num_queries: Any, run: ImportRun
) -> None:
    client = sign_in(msl)
    client.get("/imports/runs/")
    for page in ("/imports/runs/", START, run.get_absolute_url()):
        with django_assert_max_num_queries(20) as few:
            client.get(page)
        made = [
            ImportRun(file_name=f"{n}.xml", digest=str(n), started_by=msl, state="done") for n in range(40)
        ]
        ImportRun.objects.bulk_create(made)
        with django_assert_max_num_queries(len(few)):
            client.get(page)


def test_what_killed_uploads_leave_is_swept(
    msl: User, sign_in: SignIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(msl).post(START, upload())
    (folder / uuid.uuid4().hex).write_text("left behind")
    uploads.remove_leftovers()
    assert len(left(folder)) == 2, "it may still be written"
    monkeypatch.setattr(uploads, "LEFT_AFTER_SECONDS", -10)
    uploads.remove_leftovers()
    assert left(folder) == [ImportRun.objects.get().stored_path.rpartition("/")[2]]
