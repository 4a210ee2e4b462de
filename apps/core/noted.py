"""Finding rows by words inside their texts: each searched row keeps the folded words of its texts in an array.

The array is computed whenever the row is saved, one by one or in bulk, so that no action can forget it. It is a copy:
it has no history, is not read with the row, and stands on the row's side of the wall. Beginnings and slips are looked
up in the side's own word table (`vocabulary`) first, so that the rows are asked for whole words only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from apps.core.folding import words
from apps.core.searching import asked_words
from apps.core.vocabulary import LONGEST, SHORTEST_MISSPELT, Word, beginning_with, neighbours

#: Different words that one row is found by; the longest notes have fewer.
MOST_WORDS = 3000
FEWEST_LETTERS = 2

Meant = Mapping[str, Sequence[str]]


class WordsField(ArrayField):  # type: ignore[type-arg]
    """The different folded words of other columns of the row. In migrations it is an ordinary array."""

    def __init__(self, *sources: str, **kwargs: Any) -> None:
        self.sources = sources
        own: dict[str, Any] = {
            "base_field": models.CharField(max_length=LONGEST),
            "default": list,
            # The former version, which knows no such column, goes on writing until the new one has taken its place.
            "db_default": [],
            "editable": False,
        }
        super().__init__(**own | kwargs)

    def deconstruct(self) -> Any:
        """As an array, so that a migration needs none of our code."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", [], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        """The words as the texts are now."""
        found = words_of(getattr(model_instance, source) for source in self.sources)
        setattr(model_instance, self.attname, found)
        return found


class NotedModel(models.Model):
    """A row with a `words` field, also when it is saved in part, or was read without its words."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the words along."""
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "words"}
        elif "words" in self.get_deferred_fields():
            self.words: list[str] = []
        super().save(*args, **kwargs)


def fill_words(model: Any, sources: Sequence[str], *, batch: int = 500) -> int:
    """Give words to the rows that have texts and none; answers how many. A transaction for each batch.

    Such rows were written before there were words, or by the former version while a new one was brought in.
    """
    manager = model._default_manager
    has_text = models.Q(*((f"{source}__gt", "") for source in sources), _connector=models.Q.OR)
    bare = manager.filter(has_text, words=[]).order_by("pk").only("pk", *sources)
    filled, last = 0, None
    while True:
        with transaction.atomic():
            rows = list((bare.filter(pk__gt=last) if last else bare).select_for_update()[:batch])
            for row in rows:
                row.words = words_of(getattr(row, source) for source in sources)
            with_words = [row for row in rows if row.words]
            manager.bulk_update(with_words, ["words"])
        filled += len(with_words)
        if len(rows) < batch:
            return filled
        last = rows[-1].pk


def fill_all() -> int:
    """The same for every searched model, as the owner."""
    noted: list[Any] = [model for model in apps.get_models() if issubclass(model, NotedModel)]
    return sum(fill_words(model, model._meta.get_field("words").sources) for model in noted)


class Keys(models.Func):
    """Some keys of a row as one array, which its index can search together with the words."""

    template = "ARRAY[%(expressions)s]"
    output_field = ArrayField(models.UUIDField())


class Year(models.Func):
    """The year of a moment, in UTC, as an array."""

    template = "ARRAY[EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE 'UTC')::integer]"
    output_field = ArrayField(models.IntegerField())


def words_of(texts: Iterable[str]) -> list[str]:
    """The different folded words of some texts."""
    found = (word for text in texts for word in words(text) if FEWEST_LETTERS <= len(word) <= LONGEST)
    return list(dict.fromkeys(found))[:MOST_WORDS]


def meant_words(text: str, table: type[Word]) -> Meant:
    """For each typed word the words of texts that it can mean: itself, what begins with it, else its neighbours."""
    typed = [word for word in asked_words(text) if len(word) >= FEWEST_LETTERS]
    found = beginning_with(table, [word for word in typed if len(word) >= SHORTEST_MISSPELT])
    meant = {word: [word, *(other for other in found.get(word, ()) if other != word)] for word in typed}
    unknown = [word for word in typed if not found.get(word)]
    return meant | {word: [word, *near] for word, near in neighbours(table, unknown).items()}


def noting(rows: "models.QuerySet[Any]", meant: Meant) -> "models.QuerySet[Any]":
    """Rows whose texts hold, for each typed word, one of the words meant."""
    for alternatives in meant.values():
        rows = rows.filter(words__overlap=list(alternatives))
    return rows


def all_meant(meant: Meant) -> set[str]:
    """Every word to be marked in what was found."""
    return {word for alternatives in meant.values() for word in alternatives}
