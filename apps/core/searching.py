"""Finding rows by name: every table with a `name_folded` column is searched the same way, through its index."""

from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from apps.core.folding import words

#: Indexes are made over this very expression.
NAME_WORDS = SearchVector("name_folded", config="simple")

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def named_like(rows: Rows, text: str) -> Rows:
    """Rows whose name contains a word starting with each typed word: any order, any accents, any case."""
    return (
        rows.annotate(name_words=NAME_WORDS).filter(name_words=query)
        if (query := typed_words(text))
        else rows
    )


def typed_words(text: str) -> SearchQuery | None:
    """All typed words, each as the beginning of one; None when no word was typed."""
    typed = words(text)
    if not typed:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in typed), search_type="raw", config="simple")
