"""Files that show how a promise was kept: small, of known kinds, under the medical side, never shown in a page.

A file is known by its first bytes, not by what the browser calls it, and is handed out as a download of that kind:
a page that somebody dressed up as a picture would else run as one of ours.
"""

import contextlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

PREFIX = "medical/promises"
MAX_BYTES = 10 * 1024**2
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Ending to media type and first bytes.
KINDS: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", _ZIP),
    ".msg": ("application/vnd.ms-outlook", _OLE),
}


@dataclass(frozen=True)
class Stored:
    """A file on disk: where, and what it was called."""

    path: str
    name: str


def check_file(upload: Any) -> None:
    """Refuse what is too large, of another kind, or not what its name says. Raises ValidationError."""
    if upload.size > MAX_BYTES:
        limit = filesizeformat(MAX_BYTES)
        raise ValidationError(_("The file is larger than %(limit)s.") % {"limit": limit})
    ending = PurePath(upload.name).suffix.lower()
    if ending not in KINDS:
        known = ", ".join(kind.removeprefix(".") for kind in KINDS)
        raise ValidationError(_("Files of this kind are not taken. Known are: %(known)s.") % {"known": known})
    upload.seek(0)
    if not upload.read(16).startswith(KINDS[ending][1]):
        raise ValidationError(
            _("This is no %(kind)s file, whatever its name says.")
            % {"kind": ending.removeprefix(".").upper()}
        )


def store(upload: Any) -> Stored:
    """Write it to disk under a name of our own. Raises ValidationError for what `check_file` refuses."""
    check_file(upload)
    name = f"{PREFIX}/{uuid.uuid4().hex}"
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    upload.seek(0)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return Stored(name, name_of(upload))


def name_of(upload: Any) -> str:
    """What the file is called, without the folders it came from."""
    return PurePath(upload.name).name[-200:]


def remove(stored: Stored | None) -> None:
    """Take back a file whose promise could not be saved."""
    if stored is not None:
        with contextlib.suppress(OSError):
            Path(default_storage.path(stored.path)).unlink()


def content_of(stored: Stored) -> tuple[bytes, str] | None:
    """The file and its media type; None when it is not there, or not ours to give."""
    if not stored.path.startswith(f"{PREFIX}/") or ".." in stored.path:
        return None
    kind, _first = KINDS.get(PurePath(stored.name).suffix.lower(), ("application/octet-stream", b""))
    try:
        return Path(default_storage.path(stored.path)).read_bytes(), kind
    except OSError:
        return None
