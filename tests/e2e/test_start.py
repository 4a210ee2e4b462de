"""`make run` a second time is quick, and stopping it leaves nothing behind, however it is asked."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from msl_crm import env
from tests.e2e.product import Product

SECONDS = 15.0
#: On a machine that does other things too: as many times what a single command of Django takes there.
COMMANDS = 5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_whole_and_starts_again_quickly(product: Product, number: int, tmp_path: Path) -> None:
    assert product.stop(number) == []
    before = one_command(tmp_path)
    seconds = product.start()
    command = max(before, one_command(tmp_path))
    print(f"Second start in {seconds:.1f} s; a command of Django takes {command:.1f} s.")
    assert seconds < max(SECONDS, COMMANDS * command)


def one_command(folder: Path) -> float:
    """Seconds that `manage.py check` takes now."""
    began = time.monotonic()
    told = os.environ | {"DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "manage.py", "check"], cwd=env.BASE_DIR, env=told, check=True)
    return time.monotonic() - began


def test_nothing_failed_on_the_server(product: Product) -> None:
    assert product.faults() == []
