"""File formats: one small module each, listed here; a file is recognised by its content, never by its name.

To add a format, write a module with a `FORMAT` that claims a file's beginning and reads it; list it here.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from apps.integrations.formats import ctgov, pubmed, tables
from apps.integrations.formats.base import (
    AuthorRecord,
    FileRefused,
    Format,
    Head,
    PublicationRecord,
    Row,
    RowProblem,
    Topic,
    TrialRecord,
)
from apps.integrations.formats.refusals import refusal
from apps.integrations.formats.source import beginning
from apps.integrations.formats.xmlstream import root_name

__all__ = [
    "FORMATS",
    "AuthorRecord",
    "FileRefused",
    "Format",
    "PublicationRecord",
    "Row",
    "RowProblem",
    "Topic",
    "TrialRecord",
    "read_file",
    "recognise",
]

#: Asked in this order. Nearly any text could be a table, so tables come last.
FORMATS: tuple[Format, ...] = (pubmed.FORMAT, ctgov.FORMAT, tables.WORKBOOK, tables.TEXT)


def recognise(path: Path) -> Format:
    """The format whose content this is; `FileRefused` says what the file is instead and what to do."""
    head = _head(beginning(path), path)
    for known in FORMATS:
        if known.claims(head):
            return known
    raise FileRefused(refusal(head))


def read_file(path: Path) -> Iterator[Row]:
    """What the file holds, if it is no table; raises `FileRefused`."""
    known = recognise(path)
    if known.read is None:
        raise FileRefused(_("This is a table: it must be said first what its columns mean."))
    return known.read(path)


def _head(content: bytes, path: Path) -> Head:
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    text = content.decode(encoding, errors="replace").strip()
    # A first tag inside a picture or a table is chance; only what begins as XML is asked for its root.
    root = root_name(content) if text.startswith("<") else ""
    return Head(content=content, text=text, root=root, path=path)
