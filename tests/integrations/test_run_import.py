"""The pipeline: read all or nothing, show what would happen, import in batches; the same again changes nothing."""

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations import working
from apps.integrations.actions import (
    AlreadyRunning,
    OtherFileSent,
    apply_import,
    discard_import,
    start_import,
    stop_import,
)
from apps.integrations.applying import BATCH
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.progress import ask_to_discard
from apps.integrations.tasks import advance_import, advance_imports
from apps.integrations.working import advance, take_over
from apps.kols.models import Authorship, Candidate, MatchQuestion, Publication
from apps.kols.taking_over import Counts
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.integrations.makers import FIXTURE, article, begin, file_of, imported, numbered, staged, work
from tests.integrations.test_refuse_files import WRONG

State = ImportRun.State
DOMAIN = [*apps.get_app_config("kols").get_models(), *apps.get_app_config("directory").get_models()]


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def saved(text: str, name: str = "records.xml") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return saved


def rows_of_the_domain() -> dict[str, int]:
    """How many rows each table has, those of the history as well."""
    return {model._meta.label: model._default_manager.count() for model in DOMAIN}


def history_of(thing: Any) -> Any:
    return thing.history_rows.order_by("pgh_id")


def counts(**values: int) -> dict[str, int]:
    return asdict(Counts(**values))


def test_reads_shows_and_imports(msl: User) -> None:
    run = staged(FIXTURE, msl)
    assert (run.state, run.format_name, run.rows_staged, run.problems) == (State.STAGED, "pubmed", 2, 8)
    assert run.expected == counts(created=2, candidates=6)
    assert not Publication.objects.exists(), "nothing is imported before somebody says so"
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
    run = work(run)
    assert (run.state, run.rows_applied, run.counts) == (State.DONE, 2, run.expected)
    first = Publication.objects.get(pmid="900001")
    assert (first.source_file, first.verified_on) == ("publications.xml", timezone.localdate(run.created_at))
    assert first.source == "pubmed"
    assert not run.rows.usable().exists(), "staged copies have done their work"
    assert run.rows.problems().count() == run.problems


def test_what_was_staged_is_what_was_read(msl: User) -> None:
    """The same record, directly and through the staging table, has the same digest."""
    from apps.integrations.formats import PublicationRecord, read_file
    from apps.kols.taking_over import digest_of

    imported(FIXTURE, msl)
    read = [row for row in read_file(FIXTURE) if isinstance(row, PublicationRecord)]
    held = Publication.objects.order_by("pmid").values_list("content_digest", flat=True)
    assert [digest_of(record) for record in read] == list(held)


def test_the_same_file_again_changes_nothing(msl: User) -> None:
    imported(FIXTURE, msl)
    before = rows_of_the_domain()
    run = imported(FIXTURE, msl)
    assert run.counts == counts(unchanged=2) == run.expected
    assert rows_of_the_domain() == before


def test_a_newer_file_updates_and_the_history_keeps_what_was(save: Callable[..., Path], msl: User) -> None:
    imported(save(file_of(article(1, "First title"))), msl)
    run = imported(save(file_of(article(1, "Better title", revised=2025), article(2))), msl)
    assert run.counts == counts(created=1, updated=1, candidates=1) == run.expected
    publication = Publication.objects.get(pmid="1")
    titles = history_of(publication).values_list("title", flat=True)
    assert (publication.title, list(titles)) == ("Better title", ["First title", "Better title"])
    older = imported(save(file_of(article(1, "First title"))), msl)
    assert older.counts == counts(older=1)


def test_known_people_are_linked_and_unsure_ones_asked(save: Callable[..., Path], msl: User) -> None:
    known = StakeholderFactory(first_name="Ann", last_name="Often")
    AffiliationFactory(stakeholder=known, account=AccountFactory(name="Invented Institute", city="Nowhere"))
    StakeholderFactory(first_name="Ann", last_name="Invented1")
    run = imported(save(file_of(article(1))), msl)
    assert run.counts == counts(created=1, linked=1, candidates=1, questions=1) == run.expected
    assert Authorship.objects.get(stakeholder=known).printed_name == "Ann Often"
    assert MatchQuestion.objects.get().answer == "open"


@pytest.mark.parametrize(("name", "content", "told"), WRONG, ids=[name for name, *_rest in WRONG])
def test_a_bad_file_changes_nothing(name: str, content: bytes, told: str, tmp_path: Path, msl: User) -> None:
    before = rows_of_the_domain()
    (tmp_path / "records.xml").write_bytes(content)
    run = staged(tmp_path / "records.xml", msl)
    assert run.state == State.REFUSED
    assert re.search(told, run.message)
    assert not ImportRow.objects.exists()
    assert (run.rows_staged, run.problems, run.claimed_until) == (0, 0, None)
    assert rows_of_the_domain() == before


def test_a_file_that_breaks_after_many_rows_leaves_none(save: Callable[..., Path], msl: User) -> None:
    whole = numbered(BATCH + 20)
    run = staged(save(whole[: -len("</PubmedArticleSet>") - 30]), msl)
    assert run.state == State.REFUSED
    assert run.message.startswith("Line 1:")
    assert not ImportRow.objects.exists()


def test_a_file_that_is_gone_is_refused(save: Callable[..., Path], msl: User) -> None:
    run = begin(path := save(numbered(1)), msl)
    path.unlink()
    assert "cannot be opened" in work(run).message


def test_one_record_that_cannot_be_stored_is_one_problem(
    save: Callable[..., Path], msl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version number that no column holds, so that the database itself refuses the row."""
    broken = article(2).replace('Version="1"', 'Version="9999"')
    monkeypatch.setattr(
        "apps.integrations.formats.pubmed._version", lambda citation: 70_000 * (citation.line > 1)
    )
    run = staged(
        save(file_of(article(1), "\n", broken).replace("</PubmedArticle>\n", "</PubmedArticle>\n\n")), msl
    )
    assert (run.rows_staged, run.problems) == (1, 1)
    assert "DataError" in ImportRow.objects.problems().get().problem
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
    assert work(run).counts == counts(created=1, candidates=2)


def test_what_is_too_long_for_its_column_is_cut_and_said(save: Callable[..., Path], msl: User) -> None:
    long = article(1).replace("Journal of Inventions", "J" * 400).replace("Invented1", "N" * 200)
    run = imported(save(file_of(long)), msl)
    assert run.counts["created"] == 1
    told = [row.problem for row in run.rows.problems()]
    assert told == [
        "The journal has more than 300 characters and was cut.",
        "The last name has more than 150 characters and was cut.",
    ]
    assert Publication.objects.get().journal == "J" * 300


def test_a_batch_costs_the_same_whatever_its_size(save: Callable[..., Path], msl: User) -> None:
    imported(save(numbered(2)), msl)
    used = []
    for count, first in ((5, 11), (50, 1001), (200, 2001)):
        run = staged(save(numbered(count, first)), msl)
        with acting_as(Side.MEDICAL):
            apply_import(by=msl, run=run)
            with CaptureQueriesContext(connection) as captured:
                advance(run.pk)
        used.append(len(captured))
    assert used[0] == used[1] == used[2]


def test_batches_are_steps_of_their_own(save: Callable[..., Path], msl: User) -> None:
    run = staged(save(numbered(2 * BATCH + 5, authors=0)), msl)
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
        assert advance(run.pk)
    assert Publication.objects.count() == BATCH
    assert run.rows.to_apply().count() == BATCH + 5
    assert work(run).counts == counts(created=2 * BATCH + 5)


def test_stopped_and_let_go_on(save: Callable[..., Path], msl: User, manager: User) -> None:
    run = staged(save(numbered(BATCH + 5, authors=0)), msl)
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
        advance(run.pk)
        stop_import(by=manager, run=run)
        assert not advance(run.pk)
    assert Publication.objects.count() == BATCH
    with acting_as(Side.MEDICAL):
        apply_import(by=manager, run=run)
    run = work(run)
    assert (run.state, run.applied_by, run.counts) == (State.DONE, manager, counts(created=BATCH + 5))


def test_discarded(msl: User) -> None:
    run = staged(FIXTURE, msl)
    with acting_as(Side.MEDICAL):
        discard_import(by=msl, run=run)
    assert ImportRun.objects.get().state == State.DISCARDED
    assert not ImportRow.objects.exists()
    assert not Candidate.objects.exists()
    with pytest.raises(PermissionDenied):
        apply_import(by=msl, run=run)


def test_discarded_while_it_is_read(save: Callable[..., Path], msl: User, manager: User) -> None:
    """Its reader holds the row: it learns it behind its first batch."""
    run = begin(save(numbered(BATCH + 5)), msl)
    with acting_as(Side.MEDICAL):
        advance(run.pk)
    ask_to_discard(run.pk, manager.pk)
    run = work(run)
    assert (run.state, run.rows_staged, run.claimed_until) == (State.DISCARDED, 0, None)
    assert not ImportRow.objects.exists()
    context = history_of(run).values_list("pgh_context", flat=True).last()
    assert (context["verb"], context["user"]) == ("drop_import", str(manager.pk))


def test_discarded_when_its_reader_was_lost(msl: User) -> None:
    run = begin(FIXTURE, msl)
    with acting_as(Side.MEDICAL):
        advance(run.pk)
        discard_import(by=msl, run=run)
    assert work(run).state == State.DISCARDED


def test_the_same_file_is_not_read_twice_at_once(msl: User, manager: User) -> None:
    first = begin(FIXTURE, msl)
    with pytest.raises(AlreadyRunning, match="Mira Liaison") as caught:
        begin(FIXTURE, manager)
    assert caught.value.run == first
    assert work(first).state == State.STAGED
    second = staged(FIXTURE, manager)
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=first)
        with pytest.raises(AlreadyRunning):
            apply_import(by=manager, run=second)


def test_a_repeated_start_is_one_run(msl: User, other_msl: User) -> None:
    run = begin(FIXTURE, msl)
    given: dict[str, Any] = {"file_name": "a.xml", "stored_path": "x", "digest": run.digest}
    assert start_import(by=msl, id=run.pk, **given) == run
    with pytest.raises(PermissionDenied):
        start_import(by=other_msl, id=run.pk, **given)
    with pytest.raises(OtherFileSent, match="publications.xml"):
        start_import(by=msl, id=run.pk, **given | {"digest": "0" * 64})
    assert ImportRun.objects.count() == 1


def test_a_lost_worker_is_replaced(msl: User) -> None:
    run = begin(FIXTURE, msl)
    with acting_as(Side.MEDICAL):
        advance(run.pk)
        assert take_over() == [], "the claim still holds"
        ImportRun.objects.update(claimed_until=timezone.now() - working.CLAIM)
        assert take_over() == [run.pk]
    run.refresh_from_db()
    assert run.state == State.WAITING
    assert work(run).attempts == 2


def test_a_file_that_kills_its_workers_is_given_up(msl: User) -> None:
    run = begin(FIXTURE, msl)
    for _attempt in range(working.MOST_ATTEMPTS):
        with acting_as(Side.MEDICAL):
            advance(run.pk)  # reading begins, and the worker dies
            ImportRun.objects.update(claimed_until=None)
            take_over()
    run = work(run)
    assert (run.state, run.message) == (
        State.REFUSED,
        "Reading this file failed 3 times. Split it, or tell your administrator.",
    )


def test_who_may_no_longer_import_stops_the_import(msl: User) -> None:
    run = staged(FIXTURE, msl)
    with acting_as(Side.MEDICAL):
        apply_import(by=msl, run=run)
    User.objects.filter(pk=msl.pk).update(role="medical_information")
    run = work(run)
    assert (run.state, Publication.objects.count()) == (State.STOPPED, 0)
    assert run.message


def test_tasks_do_one_step_and_wake_the_next(
    msl: User, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(advance_import, "delay", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        run = begin(FIXTURE, msl)
    with django_capture_on_commit_callbacks(execute=True):
        advance_import(str(run.pk))
    with django_capture_on_commit_callbacks(execute=True):
        advance_import(str(run.pk))
    assert woken == [str(run.pk)] * 2, "a file that is read waits for a person"
    with django_capture_on_commit_callbacks(execute=True):
        advance_import(str(run.pk))
        advance_imports()
    assert len(woken) == 2


def test_the_history_tells_who_did_what(msl: User, manager: User) -> None:
    run = staged(FIXTURE, msl)
    with acting_as(Side.MEDICAL):
        apply_import(by=manager, run=run)
    work(run)
    rows = history_of(run).values_list("state", "pgh_context")
    told = [(state, context and context["verb"], context and context["user"]) for state, context in rows]
    assert told == [
        ("waiting", "start_import", str(msl.pk)),
        ("staging", "begin_import", str(msl.pk)),
        ("staged", "stage_import", str(msl.pk)),
        ("applying", "apply_import", str(manager.pk)),
        ("done", "import_records", str(manager.pk)),
    ]


def test_the_real_sample_twice(samples: Path, director: User) -> None:
    sample = samples / "pubmed" / "pubmedsample_2019.xml"
    first = imported(sample, director)
    assert (first.counts["created"], first.problems) == (176, 7)
    assert first.counts["linked"] == 0
    assert Authorship.objects.count() > 1600
    before = rows_of_the_domain()
    second = imported(sample, director)
    assert second.counts == counts(unchanged=176)
    assert rows_of_the_domain() == before
