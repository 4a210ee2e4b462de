"""A script module names the digest of each module it imports, so that no browser mixes old and new ones."""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from msl_crm import settings as production


def test_modules_import_each_other_by_digest(tmp_path: Path) -> None:
    for folder in ("js", "vendor"):
        shutil.copytree(settings.BASE_DIR / "static" / folder, tmp_path / folder)
    storage = import_string(production.STORAGES["staticfiles"]["BACKEND"])(location=tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js")]
    faults = [
        fault for _name, _hashed, fault in storage.post_process({name: (storage, name) for name in names})
    ]
    assert not any(isinstance(fault, Exception) for fault in faults)

    digested = [
        path for path in (tmp_path / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    assert len(digested) >= len([name for name in names if name.startswith("js/")])
    for path in digested:
        wanted = re.findall(r"""(?:from |import\()"(\.[^"]+)\"""", path.read_text())
        assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in wanted)
        assert all((path.parent / name).exists() for name in wanted)
