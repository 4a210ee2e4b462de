"""Pages: start an import, follow it, decide about it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.paging import page_of
from apps.firewall.middleware import receives_the_body
from apps.integrations import actions, forms, mapped, policies, queries
from apps.integrations.columns_form import Columns
from apps.integrations.downloads import csv_of
from apps.integrations.kinds import kind_of
from apps.integrations.models import ImportRun
from apps.integrations.progress import discarded_by, progress_of
from apps.integrations.requests import reader_of, run_or_404
from apps.integrations.summary import expected_lines, result_lines
from apps.integrations.tables import Table
from apps.integrations.uploads import ImportUpload
from apps.users.callers import hold
from apps.users.models import User
from apps.users.requests import user_of

SORTS = {"-started": ("-created_at", "-id"), "started": ("created_at", "id")}
ROWS = {"number": ("number",)}


@receives_the_body
@csrf_exempt  # checked by `_start`: the check reads the form, and by then it must be known where files go
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file. It streams to its place, and is gone again unless a run needs it."""
    user = reader_of(request)
    policies.may_import(user).require()
    upload = ImportUpload(request)
    request.upload_handlers = [upload]
    try:
        return _start(request, user)
    finally:
        upload.remove_unless_kept()


@csrf_protect
def _start(request: HttpRequest, user: User) -> HttpResponse:
    """The form carries the key of the run, so that sending it twice makes one.

    It has arrived by now, perhaps after hours: somebody who was locked out meanwhile starts nothing.
    """
    if request.method == "POST" and not hold(user):
        return redirect(settings.LOGIN_URL)
    form = forms.Start(request.POST or None, request.FILES or None)
    key = _key(request.POST.get("id"))
    running = former = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        given = {"file_name": file.name, "stored_path": file.stored_path, "digest": file.digest}
        try:
            run = actions.start_import(by=user, id=key, **given)
        except actions.AlreadyRunning as reason:
            form.add_error("file", str(reason))
            running = reason.run
        except actions.OtherFileSent as reason:
            form.add_error("file", str(reason))
            former, key = reason.run, new_id()
        else:
            file.keep_for(run)
            return redirect(run)
    recent = queries.recent_runs(user)
    context = {"form": form, "key": key, "running": running, "former": former, "recent": recent}
    return render(request, "integrations/start.html", context)


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every import, the latest first."""
    user = reader_of(request)
    page = page_of(queries.runs_for(user), request, sorts=SORTS, default="-started")
    return render(request, "integrations/runs.html", {"page": page, "may_import": policies.may_import(user)})


@require_safe
def run(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Where one import stands: progress, then what it would do, then what it did."""
    user = user_of(request)
    found = run_or_404(user, id)
    context = {
        **_progress(found),
        "problems": page_of(queries.problems_of(found), request, sorts=ROWS, default="number"),
        "kind": kind_of(found),
        "import_words": kind_of(found).import_words(found.rows_staged),
        "preview": queries.preview_of(found) if found.state == ImportRun.State.STAGED else (),
        "expected": expected_lines(found),
        "results": result_lines(found),
        "may_apply": policies.may_apply(user, found),
        "may_discard": policies.may_discard(user, found),
        "may_stop": policies.may_stop(user, found),
        "may_map": policies.may_map(user, found),
        "mapping": mapped.mapping_of(found),
    }
    return render(request, "integrations/run.html", context)


@require_safe
def progress(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """The progress bar alone, which asks for itself; the whole page when there is something new to decide."""
    found = run_or_404(user_of(request), id)
    if not found.is_running or request.GET.get("state") != found.state:
        return HttpResponseClientRefresh()
    return render(request, "integrations/_progress.html", _progress(found))


@require_safe
def problems(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """What could not be used, as a table to take away."""
    found = run_or_404(user_of(request), id)
    head, rows = queries.problem_table(found)
    response = HttpResponse(csv_of(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{found.pk}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Say what the columns of a table mean. “Show” draws the page again with what was chosen."""
    user = user_of(request)
    found = run_or_404(user, id)
    if not (verdict := policies.may_map(user, found)):
        messages.error(request, str(verdict.reason))
        return redirect(found)
    table, known = mapped.table_of(found), mapped.mapping_of(found)
    if table is None:
        return redirect(found)
    form = Columns(posted(request), table=table, known=known)
    if form.is_bound and form.data.get("seen") != form.seen:
        form = _redrawn(form, table)
    elif (
        form.is_bound
        and "show" not in request.POST
        and saved(form, lambda: actions.map_columns(by=user, run=found, mapping=form.mapping()))
    ):
        return redirect(found)
    running, sources = queries.same_on_its_way(user, found), queries.sources_for(user)
    context = {"run": found, "form": form, "sources": sources, "running": running}
    return render(request, "integrations/columns.html", context)


def _redrawn(form: Columns, table: Table) -> Columns:
    """The page for another kind, sheet or row of headings, with a fresh guess and the source that was typed."""
    return Columns(None, table=table, known=form.mapping())


@require_POST
def apply(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Import what was read, or go on after a stop."""
    return _decide(request, id, actions.apply_import, "")


@require_POST
def discard(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Throw away what was read."""
    return _decide(request, id, actions.discard_import, _("Discarded. Nothing of this file was imported."))


@require_POST
def stop(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Stop an import that is under way."""
    return _decide(request, id, actions.stop_import, _("Stopped. What was imported so far stays."))


def _decide(request: HttpRequest, id: uuid.UUID, action: Callable[..., Any], done: str) -> HttpResponse:
    """A decision that came too late is told on the page, which shows where the import stands now."""
    user = user_of(request)
    found = run_or_404(user, id)
    policies.may_import(user).require()
    try:
        action(by=user, run=found)
    except PermissionDenied as reason:
        messages.error(request, str(reason))
    else:
        found.refresh_from_db()
        if done and not found.is_running:
            messages.success(request, done)
    return redirect(found)


def _progress(found: ImportRun) -> dict[str, Any]:
    is_applying = found.state == ImportRun.State.APPLYING
    done = found.rows_applied if is_applying else progress_of(found.pk)
    is_stopping = found.state == ImportRun.State.STAGING and bool(discarded_by(found.pk))
    words = kind_of(found).progress_words.get(found.state, _("Waiting for its turn"))
    words = _("Stopping; nothing of this file will be imported") if is_stopping else words
    total = found.rows_staged if is_applying else 0
    return {"run": found, "done": done, "total": total, "progress_words": words, "is_stopping": is_stopping}


def _key(given: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(given or "")
    except ValueError:
        return new_id()
