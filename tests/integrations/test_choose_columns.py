"""The page on which the columns of a table get their meaning."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.core.models import new_id
from apps.integrations.models import ColumnMapping, ImportRun
from apps.users.models import User
from tests.integrations.makers import begin, work
from tests.integrations.tables import ACCOUNTS, run_of, workbook

SignIn = Callable[[User], Client]
State = ImportRun.State


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploads of a test go to a folder of its own."""
    monkeypatch.setattr(default_storage, "path", lambda name: str(tmp_path / "files" / name))
    return tmp_path


def upload(web: Client, path: Path) -> ImportRun:
    form = {"id": str(new_id()), "file": SimpleUploadedFile(path.name, path.read_bytes())}
    assert web.post(reverse("integrations:start"), form).status_code == 302
    return work(ImportRun.objects.latest("created_at"))


def sent(web: Client, run: ImportRun) -> dict[str, Any]:
    """What the page of the columns would send, untouched."""
    form = web.get(reverse("integrations:columns", args=[run.pk])).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | {"seen": form.seen, "source": form["source"].value() or "Salesforce"}


def test_the_page_asks_once_per_source(msl: User, sign_in: SignIn) -> None:
    web = sign_in(msl)
    run = upload(web, ACCOUNTS)
    assert run.state == State.MAPPING
    assert "Choose the columns" in web.get(run.get_absolute_url()).content.decode()
    address = reverse("integrations:columns", args=[run.pk])
    page = web.get(address).content.decode()
    assert "ACCOUNTNUMBER__C" in page
    assert "Invented Ward 3" in page, "examples, and what rows become"
    assert web.post(address, sent(web, run)).status_code == 302
    run = work(run)
    assert (run.state, run.rows_staged, run.kind) == (State.STAGED, 6, "accounts")
    page = web.get(run.get_absolute_url()).content.decode()
    assert "2 columns are not used" in page
    assert "OWNERID, ACCOUNTNUMBER__C" in page
    assert "Import 6 accounts" in page
    again = upload(web, ACCOUNTS)
    assert again.state == State.STAGED, "known headings are read without asking"
    assert "Read as kept for Salesforce." in web.get(again.get_absolute_url()).content.decode()


def test_the_columns_can_be_changed_until_it_is_imported(msl: User, sign_in: SignIn) -> None:
    web = sign_in(msl)
    run = run_of(ACCOUNTS, msl)
    address = reverse("integrations:columns", args=[run.pk])
    values = sent(web, run)
    place = next(name for name, value in values.items() if value == "website")
    assert web.post(address, values | {place: ""}).status_code == 302
    run = work(run)
    assert (run.state, "WEBSITE" in (run.mapping or {})["headings"]) == (State.STAGED, True)
    assert "website" not in (run.mapping or {})["columns"]
    assert "website" not in ColumnMapping.objects.get().mapping["columns"]


def test_what_is_wrong_with_the_choices_is_said(msl: User, sign_in: SignIn) -> None:
    web = sign_in(msl)
    run = work(begin(ACCOUNTS, msl))
    address = reverse("integrations:columns", args=[run.pk])
    values = sent(web, run)
    name = next(field for field, value in values.items() if value == "name")
    page = web.post(address, values | {name: ""}).content.decode()
    assert "No column is chosen for: “Name”." in page
    page = web.post(address, values | {name: "city"}).content.decode()
    assert "has this meaning already." in page
    page = web.post(address, values | {"default_kind": "castle"}).content.decode()
    assert "castle is not one of the available choices" in page
    page = web.post(address, values | {"source": ""}).content.decode()
    assert "This field is required." in page
    page = web.post(address, values | {"kind": "stakeholders"}).content.decode()
    assert "Whole name" in page, "another kind is guessed anew"
    assert ImportRun.objects.get().state == State.MAPPING


def test_the_same_table_twice_is_mapped_one_after_the_other(msl: User, sign_in: SignIn) -> None:
    web = sign_in(msl)
    first, second = upload(web, ACCOUNTS), upload(web, ACCOUNTS)
    assert (first.state, second.state) == (State.MAPPING, State.MAPPING)
    values = sent(web, second) | {"source": "Veeva"}
    place = next(name for name, value in values.items() if value == "website")
    web.post(reverse("integrations:columns", args=[first.pk]), sent(web, first))
    answer = web.post(reverse("integrations:columns", args=[second.pk]), values | {place: ""})
    page = answer.content.decode()
    assert "being imported at this moment, started by Mira Liaison" in page
    assert f'href="{first.get_absolute_url()}"' in page
    form = answer.context["form"]
    assert (form["source"].value(), form[place].value()) == ("Veeva", ""), "nothing typed is lost"
    assert ImportRun.objects.get(pk=second.pk).state == State.MAPPING
    assert ColumnMapping.objects.get().source == "Salesforce"
    work(first)
    assert web.post(reverse("integrations:columns", args=[second.pk]), values).status_code == 302


def test_sheets_of_a_workbook_on_the_page(msl: User, sign_in: SignIn, folder: Path) -> None:
    web = sign_in(msl)
    accounts: list[list[Any]] = [
        ["Id", "Name", "Type", "City"],
        [12, "Invented Clinic", "Hospital", "Nowhere"],
    ]
    run = upload(web, workbook(folder / "b.xlsx", [["Notes", "of"], ["some", "kind"]], Accounts=accounts))
    address = reverse("integrations:columns", args=[run.pk])
    assert "Invented Clinic" in web.get(address).content.decode(), "the sheet of notes means nothing"
    web.post(address, sent(web, run))
    assert work(run).state == State.STAGED


def test_the_sheet_that_means_something_is_shown_and_another_one_is_guessed_anew(
    msl: User, sign_in: SignIn, folder: Path
) -> None:
    accounts = [["Accounts, made up"], [], ["Id", "Name", "Type"], ["1", "Invented Clinic", "Hospital"]]
    people = [["Contact Id", "First Name", "Last Name"], ["7", "Robin", "Erfunden"]]
    path = workbook(folder / "b.xlsx", [["Read me"]], Accounts=accounts, People=people)
    web = sign_in(msl)
    run = upload(web, path)
    values = sent(web, run)
    assert (values["sheet"], values["kind"], values["header_row"]) == ("Accounts", "accounts", 3)
    page = web.post(reverse("integrations:columns", args=[run.pk]), values | {"sheet": "People"})
    start = page.context["form"].start
    assert (start.sheet, start.kind, start.header_row) == ("People", "stakeholders", 1)


def test_others_may_not_choose_the_columns(
    msl: User, other_msl: User, kam: User, compliance: User, sign_in: SignIn
) -> None:
    run = work(begin(ACCOUNTS, msl))
    address = reverse("integrations:columns", args=[run.pk])
    assert sign_in(kam).get(address).status_code == 404
    for user in (other_msl, compliance):
        assert sign_in(user).post(address, {}).status_code == 302
    assert ImportRun.objects.get().state == State.MAPPING
