"""Uploaded files go to disk as they arrive: once, hashed on the way, and gone again unless they are kept.

Django's own handler writes to the system's folder for temporary files first, which may be small, and raises in the
middle of a request when it is full. Files stand under the medical side's prefix.
"""

import contextlib
import errno
import hashlib
import os
import shutil
import time
import uuid
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from apps.integrations.models import ImportRun

PREFIX = "medical/imports"
#: The largest single file that PubMed gives out is well below.
MAX_BYTES = 2 * 1024**3
#: A file that no run knows is left by a process that was killed; one this old is not being written any more.
LEFT_AFTER_SECONDS = 24 * 60 * 60


def folder() -> Path:
    """Where uploads wait until they are read."""
    return _root() / PREFIX


def path_of(run: ImportRun) -> Path:
    """The file of a run. One that was imported by command stays where it is, under its own path."""
    return _root() / run.stored_path


def forget_file(run: ImportRun) -> None:
    """Remove an upload that is no longer needed; never a file that somebody gave to the command."""
    path = path_of(run)
    if path.parent == folder():
        path.unlink(missing_ok=True)


def remove_leftovers() -> None:
    """Remove old files that belong to no unfinished run."""
    with contextlib.suppress(FileNotFoundError):
        old = [path for path in folder().iterdir() if path.stat().st_mtime < time.time() - LEFT_AFTER_SECONDS]
        names = {f"{PREFIX}/{path.name}": path for path in old}
        unfinished = ImportRun.objects.filter(stored_path__in=names, state__in=ImportRun.UNREAD)
        for name in set(names) - set(unfinished.values_list("stored_path", flat=True)):
            names[name].unlink(missing_ok=True)


def _root() -> Path:
    return Path(default_storage.path(""))


if TYPE_CHECKING:
    AnyUpload = UploadedFile[Any]
else:
    AnyUpload = UploadedFile


class StoredUpload(AnyUpload):
    """An upload on disk. `problem` says in a sentence why it is not, if it is not."""

    def __init__(self, handler: "ImportUpload") -> None:
        super().__init__(None, handler.file_name, handler.content_type, handler.size)
        self.digest, self.problem = handler.digest.hexdigest(), handler.problem
        self.stored_path = f"{PREFIX}/{handler.path.name}"
        self._handler = handler

    def keep_for(self, run: ImportRun) -> None:
        """The run needs it from now on, unless this file was sent a second time for the same run."""
        self._handler.is_kept = run.stored_path == self.stored_path

    def close(self) -> None:
        """Closed already when it was complete."""


class ImportUpload(FileUploadHandler):
    """Streams one file to disk. What is wrong with it is kept for the form: an error here would be a broken page."""

    chunk_size = 1024 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.path = folder() / uuid.uuid4().hex
        self.file: IO[bytes] | None = None
        self.problem, self.size, self.is_kept = "", 0, False
        self.digest = hashlib.sha256()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A second file in the same request is read and thrown away."""
        super().new_file(*args, **kwargs)
        if self.file is not None or self.problem:
            self._give_up(_("Choose one file at a time."))
            return
        try:
            self._open()
        except OSError as fault:
            self._give_up(_trouble(fault))

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        announced = int(self.request.META.get("CONTENT_LENGTH") or 0) if self.request else 0
        if announced > shutil.disk_usage(self.path.parent).free:
            self._give_up(_no_room())
            return
        self.file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece. After a fault the rest is still read, or the browser would show its own error page."""
        if self.problem or self.file is None:
            return
        if start + len(raw_data) > MAX_BYTES:
            self._give_up(_("The file is larger than %(limit)s. Split it.") % {"limit": _in_words(MAX_BYTES)})
            return
        try:
            self.file.write(raw_data)
        except OSError as fault:
            self._give_up(_trouble(fault))
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> StoredUpload:
        """What the form gets."""
        self.size = file_size
        try:
            if self.file is not None:
                self.file.close()
        except OSError as fault:
            self._give_up(_trouble(fault))
        return StoredUpload(self)

    def upload_interrupted(self) -> None:
        """The connection broke."""
        self.remove_unless_kept()

    def remove_unless_kept(self) -> None:
        """Leave nothing behind."""
        if not self.is_kept:
            self._remove()

    def _give_up(self, problem: str) -> None:
        self.problem = problem
        self._remove()

    def _remove(self) -> None:
        if self.file is not None:
            # What is still in the buffer cannot be written to a full disk either.
            with contextlib.suppress(OSError):
                self.file.close()
        self.path.unlink(missing_ok=True)


def _no_room() -> str:
    """In the reader's language."""
    return _("The server's disk has no room for this file. Nothing was kept; tell your administrator.")


def _trouble(fault: OSError) -> str:
    if fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _no_room()
    return _("The file could not be stored (%(why)s). Tell your administrator.") % {"why": fault.strerror}


def _in_words(size: int) -> str:
    return f"{size / 1024**3:g} GB" if size >= 1024**3 else f"{size / 1024**2:g} MB"
