"""Where real files lie, for the tests that also run on them (they are never part of this repository), and a product of
real processes for imports that are killed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tests.processes import installation, run_sql

__all__ = ["installation"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files: `CRM_SAMPLE_DATA`, else beside the repository; skips without it."""
    folder = Path(os.environ.get("CRM_SAMPLE_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "pubmed").is_dir():
        pytest.skip(f"no real files in {folder}: set CRM_SAMPLE_DATA to run this test")
    return folder


@pytest.fixture(scope="session")
def process_template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of the test database under a name of its own: another folder of tests may have made one, too."""
    name = f"crm_imports_{os.getpid()}"
    with django_db_blocker.unblock():
        # A database is copied only while nobody is connected to it.
        connections.close_all()
    run_sql("CREATE DATABASE {name} TEMPLATE {source}", name=name, source=connection.settings_dict["NAME"])
    yield name
    run_sql("DROP DATABASE {name} WITH (FORCE)", name=name)
