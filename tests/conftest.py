"""What every test stands on: a database server with the roles of the wall, the people of `tests.personas`.

The server and the roles belong to all test processes, so only the first one makes them; pytest-django then
makes a test database for each process. TEST_DATABASE_URL names another server (login `crm_owner`, CREATEDB and
CREATEROLE). `make torture` sets TORTURE and gets more examples.
"""

import contextlib
import io
import signal

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import blocking_manager_key

from msl_crm import embedded, env
from msl_crm.embedded_files import CannotStart

pytest_plugins = ["tests.database", "tests.personas", "tests.contacts", "tests.world", "tests.processes"]

# Seeded: a run says the same as the last one, and a slow machine is no failure.
hypothesis.settings.register_profile("sample", derandomize=True, deadline=None, max_examples=50)
hypothesis.settings.register_profile("torture", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("torture" if env.flag("TORTURE") else "sample")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server and make the roles, once: two processes that make roles at once collide."""
    is_xdist_worker = hasattr(config, "workerinput")
    if is_xdist_worker or config.option.help or config.option.collectonly:
        return
    stack = contextlib.ExitStack()
    config.add_cleanup(stack.close)
    # `timeout` and CI end runs this way; the server must not stay behind.
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("Stopped from outside.", returncode=143))
    if not env.text("TEST_DATABASE_URL"):
        try:
            stack.enter_context(embedded.running(durable=False))
        except CannotStart as reason:
            pytest.exit(str(reason), returncode=1)
    with config.stash[blocking_manager_key].unblock():
        call_command("firewall_roles", stdout=io.StringIO())
        connections.close_all()


@pytest.fixture(scope="session")
def torture() -> bool:
    """Whether a fault or fuzz series runs in full (`make torture`) or as a seeded sample."""
    return env.flag("TORTURE")
