"""Whether static files must be collected again, told from names, sizes and times, not from contents."""

import hashlib
from collections.abc import Iterator
from pathlib import Path


def static_fingerprint(base: Path) -> str:
    """Changes when a static file, the list of packages, the settings or their storage change."""
    digest = hashlib.sha256()
    for path in _sources(base):
        found = path.stat()
        digest.update(f"{path.relative_to(base)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources(base: Path) -> Iterator[Path]:
    yield base / "requirements.txt"
    yield base / "msl_crm" / "settings.py"
    yield base / "apps" / "core" / "static_storage.py"
    for folder in (base / "static", *sorted(base.glob("apps/*/static"))):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
