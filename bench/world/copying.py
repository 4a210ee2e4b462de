"""Writing many rows quickly: COPY, with indexes made afterwards and triggers asleep. Only ever for made-up data."""

import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Model
from psycopg2 import sql

#: Rows are text for COPY: columns parted by tabs, nothing quoted. Made-up texts hold no tab, newline or backslash.
NULL = r"\N"
Table = tuple[type[Model], Sequence[str]]


def text_of(value: Any) -> str:
    """A default value as COPY reads it. Raises TypeError for what no column of ours has as default."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, str | int):
        return str(value)
    if value in ([], {}):
        return "[]" if value == [] else "{}"
    raise TypeError(f"no text for {value!r}")


def rest_of(model: type[Model], given: Sequence[str], now: str) -> tuple[list[str], str]:
    """The columns that nobody gives, and their defaults as the end of every line; so new columns need no word here."""
    ours = (field for field in model._meta.concrete_fields if not field.generated)
    # What the database fills in by itself it fills in here, too.
    fields = (field for field in ours if not field.has_db_default())
    missing = [field for field in fields if field.column not in given]
    values = [_default_of(field, now) for field in missing]
    return [str(field.column) for field in missing], "".join(f"\t{value}" for value in values)


def _default_of(field: "Field[Any, Any]", now: str) -> str:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now
    value = field.get_default()
    if value is None and not field.null:
        raise TypeError(f"{field} needs a value")
    return "{}" if value == [] and isinstance(field, ArrayField) else text_of(value)


class Copier:
    """Writes batches of rows in the background, while the next ones are made. Use it as a context."""

    def __init__(self, dsn: str, now: str) -> None:
        self.connection, self.now = psycopg2.connect(dsn), now
        self.pool = ThreadPoolExecutor(1)
        self.waiting: list[Future[None]] = []
        self.counts: dict[str, int] = {}

    def __enter__(self) -> "Copier":
        with self.connection.cursor() as cursor:
            # No history and no checks of keys: a million inserts are not what is measured.
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute("SET synchronous_commit = off")
        self.connection.commit()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.pool.shutdown()
        self.connection.close()

    def write(self, table: Table, lines: Iterable[str]) -> None:
        """Hand over one batch; at most one other waits."""
        kept = list(lines)
        self.settle(1)
        self.waiting.append(self.pool.submit(self._copy, table, kept))

    def settle(self, left: int = 0) -> None:
        """Wait until at most so many batches are under way; what failed is raised here."""
        while len(self.waiting) > left:
            self.waiting.pop(0).result()

    def _copy(self, table: Table, lines: list[str]) -> None:
        model, given = table
        rest, tail = rest_of(model, given, self.now)
        name = model._meta.db_table
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, [*given, *rest]))
        )
        text = io.StringIO("".join([f"{line}{tail}\n" for line in lines]))
        with self.connection, self.connection.cursor() as cursor:
            cursor.copy_expert(command.as_string(cursor), text)
        self.counts[name] = self.counts.get(name, 0) + len(lines)


@contextmanager
def indexes_made_afterwards(copier: Copier, models: Iterable[type[Model]]) -> Iterator[None]:
    """Take the tables' plain indexes away and make them again from the finished tables, which is much quicker."""
    with copier.connection as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [[model._meta.db_table for model in models]],
        )
        definitions = cursor.fetchall()
        for name, _definition in definitions:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    copier.settle()
    for _name, definition in definitions:
        with copier.connection as connection, connection.cursor() as cursor:
            cursor.execute(definition)


def analyze(copier: Copier) -> None:
    """Let the planner know what is there, as autovacuum would have by then; index-only reads need the vacuum."""
    copier.connection.autocommit = True
    with copier.connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
