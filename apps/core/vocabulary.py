"""Word tables: which words occur in a searched column, so that a misspelt one is found without reading the rows.

A table holds each word with its *keys*: the word itself and what is left of it without one of its letters. Two words
that differ in one letter (one more, one less, another one, two exchanged) share a key, so that the neighbours of what
somebody typed are one look-up in a GIN index, however large the table.

Triggers fill the tables, in the transaction of the row that brings the word and under its role: a bulk load, an import
and a correction by hand are covered alike, and no action can forget it. A trigger only adds. It adds without a
unique constraint, because that would make two people who bring the same new name wait for each other; a word may
therefore stand twice, which changes nothing.

A word is no result: a page shows rows, and rows come through `visible_to`. Each side has a table of its own, which the
other side cannot read. Words that no row holds any more are removed by `manage.py rebuild_words`: every night
(docs/deploy.md), and after an erasure.
"""

import time
from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models

#: Longer runs of letters are no words; typed ones are cut to this as well.
LONGEST = 60
#: Words this short have too many neighbours to guess among.
SHORTEST_MISSPELT = 3
MOST_NEIGHBOURS = 200
MOST_BEGINNINGS = 100


class Word(models.Model):
    """A word that occurs somewhere. Abstract: the table says on which side it stands."""

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=LONGEST)
    keys = ArrayField(models.CharField(max_length=LONGEST))

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["word"], opclasses=["varchar_pattern_ops"], name="%(class)s_by_letters"),
            # Without the list of pending entries, which each search would have to read through.
            GinIndex(fields=["keys"], fastupdate=False, name="%(class)s_by_keys"),
        ]

    def __str__(self) -> str:
        return self.word


def keys_of(word: str) -> set[str]:
    """The word, and the word without each one of its letters. The triggers do the same in SQL."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def is_near(one: str, other: str) -> bool:
    """Whether at most one slip lies between two words: a letter too many, too few, wrong, or two exchanged."""
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    if len(other) - len(one) > 1:
        return False
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    exchanged = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or exchanged == other[at:]


def neighbours(table: type[Word], words: Iterable[str]) -> dict[str, list[str]]:
    """For each word what was probably meant: words of the table within one slip, the likeliest first. One query."""
    asked = [word for word in dict.fromkeys(words) if len(word) >= SHORTEST_MISSPELT]
    if not asked:
        return {}
    found = _all_of([_near_in(table, word) for word in asked])
    return {word: _likeliest(word, found) for word in asked}


def beginning_with(
    table: type[Word], words: Iterable[str], *, most: int = MOST_BEGINNINGS
) -> dict[str, list[str]]:
    """For each word the words of the table that begin with it, `most` of them where there are more. One query."""
    asked = list(dict.fromkeys(words))
    if not asked:
        return {}
    found = _all_of([table._default_manager.filter(word__startswith=word)[:most] for word in asked])
    return {word: sorted(other for other in found if other.startswith(word)) for word in asked}


def _all_of(parts: "list[models.QuerySet[Any]]") -> set[str]:
    """The words of several bounded parts; a short word with many neighbours must not crowd out the others."""
    parts = [part.values_list("word", flat=True) for part in parts]
    return set(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])


def _near_in(table: type[Word], word: str) -> "models.QuerySet[Any]":
    return table._default_manager.filter(keys__overlap=sorted(keys_of(word)))[: 4 * MOST_NEIGHBOURS]


def _likeliest(word: str, found: Iterable[str]) -> list[str]:
    """Few people miss the first letter; after that, the same letters in another order, then the same length."""
    near = [other for other in found if other != word and is_near(word, other)]
    near.sort(
        key=lambda other: (
            other[0] != word[0],
            sorted(other) != sorted(word),
            abs(len(other) - len(word)),
            other,
        )
    )
    return near[:MOST_NEIGHBOURS]


class KeepWords(pgtrigger.Trigger):
    """A trigger that puts the words of a column into a word table; what `rebuild` knows the tables by."""

    def __init__(self, *, column: str, table: str, is_array: bool, rows: str, **kwargs: Any) -> None:
        self.column, self.table, self.is_array = column, table, is_array
        super().__init__(
            func=f"{_add(rows, column, table, is_array)}; RETURN NULL;", when=pgtrigger.After, **kwargs
        )


def keep_words_of(column: str, table: str, *, is_array: bool = False) -> list[KeepWords]:
    """Triggers of a searched model: put the words of its folded column, or of its array of words, into a word table."""
    kept: dict[str, Any] = {"column": column, "table": table, "is_array": is_array}
    return [
        KeepWords(
            **kept,
            rows="added",
            name="words_of_new",
            level=pgtrigger.Statement,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
        ),
        KeepWords(
            **kept,
            rows=f'(SELECT NEW."{column}") AS changed',
            name="words_of_changed",
            level=pgtrigger.Row,
            operation=pgtrigger.UpdateOf(column),  # type: ignore[no-untyped-call]
            condition=pgtrigger.Q(**{f"old__{column}__df": pgtrigger.F(f"new__{column}")}),
        ),
    ]


def add_words_of(rows: str, column: str, table: str, *, is_array: bool = False) -> str:
    """The statement that adds the words of a whole table; for migrations, which may know no models."""
    return _add(f'"{rows}"', column, table, is_array)


def rebuild(table: type[Word]) -> int:
    """Remove the words that no row holds any more, and add what is missing; how many there are. As the owner.

    Nobody waits for it. Somebody may be about to bring a word again while it is removed: they saw it there and did not
    add it. So what is missing is looked for when all who were at work have finished.
    """
    name = table._meta.db_table
    sources = [(model._meta.db_table, trigger) for model, trigger in _triggers() if trigger.table == name]
    used = " UNION ".join(_words_in(f'"{rows}"', one.column, one.is_array) for rows, one in sources)
    adding = [add_words_of(rows, one.column, name, is_array=one.is_array) for rows, one in sources]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET.replace("<table>", f'"{name}"').replace("<used>", used))
        cursor.execute(_FORGET_TWINS.replace("<table>", f'"{name}"'))
        if not connection.in_atomic_block:
            _wait_for_all_at_work(cursor)
        for statement in adding:
            cursor.execute(statement)
    return table._default_manager.count()


def _wait_for_all_at_work(cursor: Any) -> None:
    """Until every transaction that runs now has ended."""
    cursor.execute("SELECT pg_current_xact_id()::text")
    (latest,) = cursor.fetchone()
    is_over = False
    while not is_over:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [latest])
        (is_over,) = cursor.fetchone()
        time.sleep(0 if is_over else 0.1)


def _triggers() -> list[tuple[Any, KeepWords]]:
    """One trigger of each searched model."""
    found = {model: trigger for model, trigger in pgtrigger.registered() if isinstance(trigger, KeepWords)}
    return list(found.items())


def word_tables() -> list[type[Word]]:
    """Every word table."""
    return [model for model in apps.get_models() if issubclass(model, Word)]


def _words_in(rows: str, column: str, is_array: bool) -> str:
    words = f'unnest("{column}")' if is_array else f"unnest(string_to_array(\"{column}\", ' '))"
    return _WORDS_IN.replace("<words>", words).replace("<rows>", rows)


def _add(rows: str, column: str, table: str, is_array: bool) -> str:
    # Names of our own tables and columns, from the code alone.
    return _ADD_WORDS.replace("<table>", f'"{table}"').replace("<brought>", _words_in(rows, column, is_array))


_WORDS_IN = 'SELECT DISTINCT <words> AS "word" FROM <rows>'
_FORGET = """
DELETE FROM <table> AS kept WHERE NOT EXISTS (SELECT FROM (<used>) AS used WHERE used."word" = kept."word")"""
_FORGET_TWINS = """
DELETE FROM <table> AS kept USING <table> AS twin WHERE twin."id" < kept."id" AND twin."word" = kept."word" """
#: The same keys as `keys_of`. One letter is an initial, which nobody misspells; the other end is `LONGEST`.
_ADD_WORDS = """
INSERT INTO <table> ("word", "keys")
SELECT brought."word", (
    SELECT array_agg(DISTINCT overlay(brought."word" PLACING '' FROM letter FOR 1))
    FROM generate_series(1, char_length(brought."word")) AS letter
) || brought."word"::varchar
FROM (<brought>) AS brought
WHERE char_length(brought."word") BETWEEN 2 AND 60
AND NOT EXISTS (SELECT FROM <table> AS known WHERE known."word" = brought."word")"""
