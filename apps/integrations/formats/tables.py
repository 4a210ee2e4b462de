"""CSV and XLSX: tables of people and places, whose columns mean what somebody says they mean."""

import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from apps.integrations.formats.base import Format, Head
from apps.integrations.tables.text import delimiter_of, head_text

SAMPLE = 2000
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
#: How texts begin that are lists of fields, letters or markup, but no tables.
NO_TABLES = ("<", "{", "[", "PMID-", "%PDF", "BEGIN:", "TY  -", "%!", "{\\rtf")


def is_workbook(path: Path | None) -> bool:
    """Whether the file is an Excel workbook of the kind that can be read, whatever its name says."""
    return "xl/workbook.xml" in names_in(path)


def names_in(path: Path | None) -> frozenset[str]:
    """The names inside a zip archive; none for anything else."""
    try:
        with zipfile.ZipFile(path or "") as archive:
            return frozenset(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def _claims_workbook(head: Head) -> bool:
    return head.content.startswith(b"PK") and is_workbook(head.path)


def _claims_text(head: Head) -> bool:
    text = head_text(head.content)
    if _is_binary(head.content, text) or text.lstrip().startswith(NO_TABLES) or head.root:
        return False
    return bool(delimiter_of(text))


def _is_binary(content: bytes, text: str) -> bool:
    """Whether these are no characters at all: chance finds a delimiter in anything."""
    sample = text[:SAMPLE]
    return content.startswith((b"PK", b"\xd0\xcf")) or not sample.strip() or len(_CONTROL.findall(sample)) > 2


WORKBOOK = Format("xlsx", _("Excel workbook"), _claims_workbook)
TEXT = Format("csv", _("Table (CSV)"), _claims_text)
