"""Bring database, demo data and static files to the state of the code: one process, because Django starts slowly.

Run by `serve` before anything else, and by a deployment before a new version. Only here the owner's login is used.
"""

import os
import sys

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from msl_crm import env
from msl_crm.static_stamp import static_fingerprint


def main() -> int:
    """Do every step; stop at the first that fails, with its reason and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    os.environ["CRM_AS_OWNER"] = "1"
    django.setup()
    try:
        prepare_database()
        if settings.DEMO:
            say("Loading the demo data, if it is not there yet ...")
            call_command("load_demo")
        collect_static()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare_database() -> None:
    """Roles first: migrations grant rights to them."""
    say("Preparing the database ...")
    call_command("firewall_roles")
    call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Collect the static files if they, or a package that brings some, changed since the last time."""
    stamp = env.data_dir() / "staticfiles.stamp"
    wanted = static_fingerprint(env.BASE_DIR)
    if not stamp.exists() or stamp.read_text() != wanted:
        say("Collecting static files ...")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)


def say(text: str) -> None:
    """Progress that is seen at once, also through a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
