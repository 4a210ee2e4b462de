"""Make a database of a large company to measure on: 100,000 or 1,000,000 people with ten contacts each, by COPY.

Run it from the root: `.venv/bin/python -m bench.generate --scale 100000 --data-dir /tmp/large`. The folder holds an
embedded server of its own; what is there already is kept. `docs/bench.md` says what was measured on it.
"""

import argparse
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

SMALL = 10_000
CONTACTS_EACH = 10


def main() -> int:
    """Read the command line and make what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=SMALL, help=f"people outside the company ({SMALL})")
    parser.add_argument(
        "--contacts", type=int, default=CONTACTS_EACH, help="medical contacts per person (10)"
    )
    parser.add_argument("--data-dir", type=Path, required=True, help="where the database is kept")
    asked = parser.parse_args()
    generate(asked.data_dir, asked.scale, asked.contacts)
    return 0


def generate(folder: Path, people: int, contacts_each: int = CONTACTS_EACH) -> None:
    """Make the database of a folder, unless it was finished before. It settles this process: give it its own."""
    done = folder / "generated.json"
    if done.exists():
        print(f"{folder} holds {done.read_text().strip()}")
        return
    folder.mkdir(parents=True, exist_ok=True)
    _set_up(folder)
    from msl_crm import embedded

    with embedded.running():
        made = _make(people, contacts_each)
    done.write_text(json.dumps(made))


def _set_up(folder: Path) -> None:
    """The product's own settings on this folder's own server, as the owner, since migrations need it."""
    for name in ("DATABASE_URL", "OWNER_DATABASE_URL"):
        os.environ.pop(name, None)
    # Without this, `kill` ends Python at once, and the server would stay behind.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    told = {
        "DATA_DIR": str(folder.resolve()),
        "CRM_AS_OWNER": "1",
        "DJANGO_SETTINGS_MODULE": "msl_crm.settings",
    }
    os.environ.update(told)


def _make(people: int, contacts_each: int) -> dict[str, int]:
    """Migrate, then write every table; rows by table."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("firewall_roles")
    call_command("migrate", verbosity=0)
    return _fill(people, contacts_each)


def _fill(people: int, contacts_each: int) -> dict[str, int]:
    from apps.core.vocabulary import rebuild, word_tables
    from bench.world import contacts, directory
    from bench.world.copying import Copier, analyze, indexes_made_afterwards
    from bench.world.plan import plan_of
    from bench.world.staff import make_staff
    from msl_crm import env
    from msl_crm.embedded import DATABASE
    from msl_crm.embedded_files import Home

    now = datetime.now(UTC)
    began, plan, staff = time.monotonic(), plan_of(people, contacts_each), make_staff()
    diary = contacts.Diary(plan, staff, now.date())
    models = [model for model, _columns in (*contacts.TABLES.values(), *directory.TABLES.values())]
    with Copier(Home(env.data_dir()).url("postgres", DATABASE), now.isoformat()) as copier:
        with indexes_made_afterwards(copier, models):
            diary.write(copier)
            _say("contacts", began)
            directory.write_directory(plan, staff, diary, copier)
            _say("directory", began)
        _say("indexes", began)
        # The triggers that keep the words of the search slept.
        for table in word_tables():
            rebuild(table)
        _say("words", began)
        analyze(copier)
        _say("statistics", began)
        return {"people": people, **copier.counts}


def _say(what: str, began: float) -> None:
    print(f"{time.monotonic() - began:7.1f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
