"""Office files that are not read: each is named for what it is, with what to save it as."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from apps.integrations.formats.base import Head
from apps.integrations.formats.tables import names_in

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SAVE = _("Save it as Excel workbook (.xlsx) or CSV, then import that.")
#: A name inside the archive, and what the archive is then.
_INSIDE: tuple[tuple[str, "StrOrPromise"], ...] = (
    ("xl/workbook.bin", _("This is a binary Excel workbook (.xlsb).")),
    ("Index/Document.iwa", _("This is a Numbers spreadsheet.")),
    ("content.xml", _("This is an OpenDocument file (.ods).")),
    ("word/document.xml", _("This is a Word document, not a table.")),
    ("ppt/presentation.xml", _("This is a PowerPoint file, not a table.")),
)
_OLE = b"\xd0\xcf\x11\xe0"
#: Names of streams in an old Office file, as it writes them.
_STREAMS: tuple[tuple[str, "StrOrPromise"], ...] = (
    ("EncryptedPackage", _("This Excel workbook is protected by a password. Save it without one.")),
    ("Workbook", _("This is an Excel workbook of the old format (.xls).")),
    ("Book", _("This is an Excel workbook of the old format (.xls).")),
)


def office_refusal(head: Head) -> str:
    """What to say of an Office file; "" for anything else."""
    if head.content.startswith(_OLE):
        return _old(head)
    if head.content.startswith(b"PK") and (inside := names_in(head.path)):
        found = [text for name, text in _INSIDE if name in inside]
        return f"{found[0]} {_SAVE}" if found else ""
    return ""


def _old(head: Head) -> str:
    content = (
        head.path.read_bytes() if head.path and head.path.stat().st_size < 64 * 1024**2 else head.content
    )
    found = [text for name, text in _STREAMS if name.encode("utf-16-le") in content]
    return f"{found[0]} {_SAVE}" if found else ""
