"""The demo, loaded once for a module: loading takes seconds, and tests only read it (each in its own savepoint)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from apps.demo.loading import load_plan
from apps.demo.plan import SEED, make_plan
from apps.demo.records import DemoPlan

TODAY = date(2026, 3, 18)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoPlan]:
    """The plan whose rows are in the database; they are gone after the module."""
    plan = make_plan(SEED, TODAY)
    with django_db_blocker.unblock(), transaction.atomic():
        load_plan(plan)
        yield plan
        transaction.set_rollback(True)
