"""`manage.py import_data FILE... [--dry-run] [--as EMAIL]`: the browser's import, in one go, for scripts."""

import hashlib
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import apply_import, discard_import, map_columns, start_import
from apps.integrations.columns import KINDS, Mapping, guessed, targets_of
from apps.integrations.formats import FORMATS
from apps.integrations.mapped import mapping_of, table_of
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
        parser.add_argument("--kind", choices=list(KINDS), default="", help="of a table: what its rows are")
        parser.add_argument("--source", default="", help="of a table: the system it comes from")
        parser.add_argument("--sheet", default="", help="of a workbook: which sheet")
        parser.add_argument(
            "--default",
            dest="defaults",
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help="of a table: for empty cells, e.g. kind=hospital",
        )

    def handle(self, *args: Any, files: list[Path], dry_run: bool, email: str, **options: Any) -> None:
        """Import one after the other."""
        chosen = Chosen(options["kind"], options["source"], options["sheet"], _pairs(options["defaults"]))
        with acting_as(Side.MEDICAL):
            user = importer(email)
        refused = 0
        for path in files:
            with taken_back() if dry_run else nullcontext():
                try:
                    self.report(path, import_file(path, user, chosen), is_dry=dry_run)
                except Refused as reason:
                    self.stderr.write(f"{path}: {reason}")
                    refused += 1
        if refused:
            sys.exit(1)

    def report(self, path: Path, run: ImportRun, *, is_dry: bool) -> None:
        """What was in the file and what became of it."""
        label = next(known.label for known in FORMATS if known.name == run.format_name)
        self.stdout.write(f"{path}: {label}{', dry run: nothing is kept' if is_dry else ''}")
        if mapping := mapping_of(run):
            self.report_columns(mapping)
        for line in result_lines(run):
            self.stdout.write(f"  {line.label}: {line.number}")
        self.stdout.write(f"  Problems: {run.problems}")
        with acting_as(Side.MEDICAL):
            for row in run.rows.problems().order_by("number").iterator():
                self.stdout.write(f"    {row.label}: {row.problem}")

    def report_columns(self, mapping: Mapping) -> None:
        """What the columns were taken for, and which were not used."""
        labels = targets_of(mapping.kind)
        for heading, target in zip(mapping.headings, mapping.columns, strict=True):
            if target:
                self.stdout.write(f"  {heading} = {labels[target].label}")
        if mapping.ignored:
            self.stdout.write(f"  Not used: {', '.join(mapping.ignored)}")


@dataclass(frozen=True)
class Chosen:
    """What was said on the command line about tables."""

    kind: str = ""
    source: str = ""
    sheet: str = ""
    defaults: dict[str, str] = field(default_factory=dict)

    def mapping(self, run: ImportRun) -> Mapping:
        """The guess, with what was said."""
        table = table_of(run)
        if table is None:
            raise Refused("The file could not be looked into.")
        if self.sheet and self.sheet not in [sheet.name for sheet in table.sheets]:
            raise Refused(f"The workbook has no sheet “{self.sheet}”.")
        guess = guessed(table, sheet=self.sheet, kind=self.kind)
        if unknown := set(self.defaults) - {t.name for t in targets_of(guess.kind).values() if t.has_default}:
            raise Refused(f"No default can be given for: {', '.join(sorted(unknown))}.")
        return replace(guess, source=self.source, defaults=self.defaults)


def _pairs(texts: list[str]) -> dict[str, str]:
    if wrong := [text for text in texts if "=" not in text]:
        raise CommandError(f"Write a default as FIELD=VALUE, not {wrong[0]}.")
    return {name: value for name, _equals, value in (text.partition("=") for text in texts)}


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


def import_file(path: Path, user: User, chosen: Chosen) -> ImportRun:
    """Read and import one file. Raises Refused."""
    given = {"file_name": path.name, "stored_path": str(path.absolute()), "digest": digest_of(path)}
    try:
        with acting_as(Side.MEDICAL):
            run = start_import(by=user, id=new_id(), **given, is_attended=True)
        run = finished(run, is_previewed=False)
        if run.state == State.MAPPING:
            run = finished(mapped(run, user, chosen), is_previewed=False)
        if run.state == State.STAGED:
            with acting_as(Side.MEDICAL):
                apply_import(by=user, run=run, is_attended=True)
            run = finished(run)
    except PermissionDenied as reason:
        raise Refused(str(reason)) from reason
    if run.state != State.DONE:
        raise Refused(run.message or f"{run.get_state_display()}.")
    return run


def mapped(run: ImportRun, user: User, chosen: Chosen) -> ImportRun:
    """Go by the guess and what was said. Raises Refused where that is not enough."""
    try:
        mapping = chosen.mapping(run)
        with acting_as(Side.MEDICAL):
            return map_columns(by=user, run=run, mapping=mapping, is_attended=True)
    except (ValidationError, Refused) as fault:
        with acting_as(Side.MEDICAL):
            discard_import(by=user, run=run)
        told = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        raise Refused(told) from fault


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
