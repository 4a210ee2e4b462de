"""`manage.py import_data FILE... [--dry-run] [--as EMAIL]`: the browser's import, in one go, for scripts."""

import hashlib
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import AlreadyRunning, apply_import, start_import
from apps.integrations.formats import FORMATS
from apps.integrations.models import ImportRun
from apps.integrations.policies import may_import
from apps.integrations.summary import result_lines
from apps.integrations.workflow import State
from apps.integrations.working import advance
from apps.users.models import User
from apps.users.roles import Role

PIECE = 1024 * 1024
PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    """Each file on its own: one that is refused does not keep the others out."""

    help = "Import files; the format is recognised from the content. Exit code 1 when any file was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, and whether and as whom."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="do it all, say what happened, and take it back"
        )
        parser.add_argument(
            "--as", dest="email", default="", help="whose import it is; else the medical director's"
        )

    def handle(self, *args: Any, files: list[Path], dry_run: bool, email: str, **options: Any) -> None:
        """Import one after the other."""
        with acting_as(Side.MEDICAL):
            user = importer(email)
        refused = 0
        for path in files:
            with taken_back() if dry_run else nullcontext():
                try:
                    self.report(path, import_file(path, user), is_dry=dry_run)
                except Refused as reason:
                    self.stderr.write(f"{path}: {reason}")
                    refused += 1
        if refused:
            sys.exit(1)

    def report(self, path: Path, run: ImportRun, *, is_dry: bool) -> None:
        """What was in the file and what became of it."""
        label = next(known.label for known in FORMATS if known.name == run.format_name)
        self.stdout.write(f"{path}: {label}{', dry run: nothing is kept' if is_dry else ''}")
        for line in result_lines(run):
            self.stdout.write(f"  {line.label}: {line.number}")
        self.stdout.write(f"  Problems: {run.problems}")
        with acting_as(Side.MEDICAL):
            for row in run.rows.problems().order_by("number").iterator():
                self.stdout.write(f"    {row.label}: {row.problem}")


class Refused(Exception):
    """The file was not imported; the text says why."""


def importer(email: str) -> User:
    """Who the import is done by. Raises CommandError when that is nobody, or not one person."""
    if email:
        found = list(User.objects.filter(email=email.lower(), is_active=True))
        if not found:
            raise CommandError(f"Nobody can sign in as {email}.")
    else:
        found = list(
            User.objects.filter(role=Role.MEDICAL_DIRECTOR, is_active=True).order_by("date_joined", "id")[:1]
        )
        if not found:
            raise CommandError("There is no medical director: name who imports with --as EMAIL.")
    if not (verdict := may_import(found[0])):
        raise CommandError(f"{found[0].email} may not import: {verdict.reason}")
    return found[0]


@contextmanager
def taken_back() -> Iterator[None]:
    """Everything in this block is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def import_file(path: Path, user: User) -> ImportRun:
    """Read and import one file. Raises Refused."""
    given = {"file_name": path.name, "stored_path": str(path.absolute()), "digest": digest_of(path)}
    try:
        with acting_as(Side.MEDICAL):
            run = start_import(by=user, id=new_id(), **given, is_attended=True)
        run = finished(run, is_previewed=False)
        if run.state == State.STAGED:
            with acting_as(Side.MEDICAL):
                apply_import(by=user, run=run, is_attended=True)
            run = finished(run)
    except (AlreadyRunning, PermissionDenied) as reason:
        raise Refused(str(reason)) from reason
    if run.state != State.DONE:
        raise Refused(run.message or f"{run.get_state_display()}.")
    return run


def digest_of(path: Path) -> str:
    """SHA-256 of the file. Raises Refused when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for piece in iter(partial(file.read, PIECE), b""):
                digest.update(piece)
    except OSError as fault:
        raise Refused(f"The file cannot be opened: {fault.strerror}.") from fault
    return digest.hexdigest()


def finished(run: ImportRun, *, is_previewed: bool = True) -> ImportRun:
    """Work until there is nothing more to do; where a worker took over in between, wait for it."""
    while True:
        with acting_as(Side.MEDICAL):
            goes_on = advance(run.pk, is_previewed=is_previewed)
            run = ImportRun.objects.get(pk=run.pk)
        if not run.is_running:
            return run
        if not goes_on:
            time.sleep(PAUSE_SECONDS)
