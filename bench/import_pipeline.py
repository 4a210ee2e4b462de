"""How long does a whole import take, and does its memory grow with the file? From the command to the last candidate.

Run it from the root: `.venv/bin/python bench/import_pipeline.py [small MB] [large MB]`. It makes an embedded database
of its own and removes it. Exits with 1 when the large file needs much more memory.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_RATIO = 1.5
MAKE_DIRECTOR = """
from apps.users.models import User
User.objects.create_user("bench@company.example", role="medical_director", first_name="B", last_name="Ench")
"""
# Memory of the process itself; PostgreSQL's is its own.
MEASURED = (
    "import resource, sys; from manage import main; sys.argv[0] = 'manage.py'; main();"
    "print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def run(command: list[str], folder: Path, *, as_owner: bool = False) -> str:
    """Run a process of the product on the bench's own data."""
    dropped = {"DATABASE_URL", "OWNER_DATABASE_URL"}
    told = {name: value for name, value in os.environ.items() if name not in dropped} | {
        "DATA_DIR": str(folder)
    }
    told["CRM_AS_OWNER"] = "1" if as_owner else ""
    return subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, text=True).stdout


def prepare(folder: Path) -> None:
    """A migrated database with somebody to import as."""
    for arguments in (["firewall_roles"], ["migrate", "--verbosity=0"], ["shell", "-c", MAKE_DIRECTOR]):
        run([sys.executable, "manage.py", *arguments], folder, as_owner=True)


def measure(megabytes: int, folder: Path) -> float:
    """Import a file of that size into the database; the peak in MB. Then again, when all of it is known."""
    path, peak = folder / f"{megabytes}.xml", 0.0
    run([sys.executable, "bench/import_memory.py", "--write", str(path), str(megabytes)], folder)
    for what in ("new", "same again"):
        began = time.monotonic()
        output = run([sys.executable, "-c", MEASURED, "import_data", str(path)], folder)
        seconds = time.monotonic() - began
        count = sum(
            int(number) for number in re.findall(r"(?:New|Changed|Unchanged) publications: (\d+)", output)
        )
        peak = max(peak, int(output.rpartition("peak ")[2]) / 1024)
        print(
            f"{megabytes:>4} MB, {what:<10}: {count:>6} publications in {seconds:6.1f} s, peak {peak:6.1f} MB"
        )
    return peak


def main() -> int:
    """Measure both sizes; 1 when memory grows with the file."""
    small, large = [int(text) for text in sys.argv[1:3]] or [2, 10]
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        prepare(folder)
        base = measure(small, folder)
        ratio = measure(large, folder) / base
    print(f"large needs {ratio:.2f} times the memory of small (allowed: {ALLOWED_RATIO})")
    return int(ratio > ALLOWED_RATIO)


if __name__ == "__main__":
    sys.exit(main())
