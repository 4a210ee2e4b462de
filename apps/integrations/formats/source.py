"""The bytes of a file in pieces, unpacked if gzip packed them, and never more than a real file holds."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused

PIECE = 64 * 1024

# PubMed's largest files unpack to about half a gigabyte.
MAX_BYTES = 4 * 1024**3

# XML packs about ten to one; what packs better than this beyond the first part is made to flood us.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 16 * 1024**2

_GZIP = b"\x1f\x8b"


def pieces(path: Path) -> Iterator[bytes]:
    """The unpacked content in pieces of at most 64 kB; `FileRefused` where it cannot be read to its end."""
    try:
        with path.open("rb") as file:
            yield from _packed_pieces(file) if file.peek(2)[:2] == _GZIP else _plain_pieces(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileRefused(_("The packed file is damaged or incomplete. Download it again.")) from error
    except OSError as error:
        raise FileRefused(
            _("The file cannot be opened: %(why)s.") % {"why": error.strerror or error}
        ) from error


def beginning(path: Path) -> bytes:
    """The first 64 kB of the unpacked content."""
    for piece in pieces(path):
        return piece
    return b""


def _plain_pieces(file: IO[bytes]) -> Iterator[bytes]:
    size = 0
    while piece := file.read(PIECE):
        size += len(piece)
        _check_size(size)
        yield piece


def _packed_pieces(file: IO[bytes]) -> Iterator[bytes]:
    size = 0
    with gzip.GzipFile(fileobj=file) as unpacked:
        while piece := unpacked.read(PIECE):
            if size == 0 and piece[:2] == _GZIP:
                raise FileRefused(_("The file was packed twice. Unpack it once, then import it."))
            size += len(piece)
            _check_size(size)
            _check_ratio(size, file.tell())
            yield piece


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        message = _("The file holds more than %(limit)s GB. Split it into smaller files.")
        raise FileRefused(message % {"limit": MAX_BYTES // 1024**3})


def _check_ratio(size: int, packed: int) -> None:
    if size > RATIO_COUNTS_FROM and size > packed * MAX_RATIO:
        raise FileRefused(
            _("The packed file unpacks to far more than any real one, so it was not read further.")
        )
