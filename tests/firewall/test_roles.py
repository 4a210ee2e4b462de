"""Taking a side and giving it back, whatever happens in between."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from apps.firewall.roles import acting_as, current_role
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.users.models import Team


def database_role() -> str:
    """Whom the database believes us to be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
class TestOnItsOwn:
    """Without an outer transaction, as in requests and tasks."""

    def test_the_role_ends_with_the_block(self) -> None:
        login = database_role()
        with acting_as(Side.COMMERCIAL):
            assert database_role() == "crm_commercial" == current_role()
        assert (database_role(), current_role()) == (login, None)

    def test_the_role_ends_with_an_error(self) -> None:
        login = database_role()
        with pytest.raises(ZeroDivisionError), acting_as(Side.COMMERCIAL):
            raise ZeroDivisionError
        assert (database_role(), current_role()) == (login, None)

    def test_the_role_ends_with_a_rollback_that_was_asked_for(self) -> None:
        login = database_role()
        with acting_as(Side.COMMERCIAL):
            transaction.set_rollback(True)
        assert (database_role(), current_role()) == (login, None)


@pytest.mark.django_db
class TestNested:
    """Inside a transaction, as in tests and within a request."""

    def test_the_former_role_holds_again(self) -> None:
        with acting_as(Side.MEDICAL):
            with acting_as(Side.COMMERCIAL):
                assert database_role() == "crm_commercial"
            assert database_role() == "crm_medical" == current_role()

    def test_the_former_role_holds_again_after_a_database_error(self) -> None:
        Team.objects.create(name="North")
        with acting_as(Side.MEDICAL):
            with pytest.raises(IntegrityError), acting_as(Side.ADMINISTRATION):
                Team.objects.create(name="North")
            assert database_role() == "crm_medical" == current_role()

    def test_a_denied_read_leaves_the_outer_block_working(self) -> None:
        with acting_as(Side.MEDICAL):
            with pytest.raises(ProgrammingError, match="permission denied"), acting_as(Side.COMMERCIAL):
                Interaction.objects.exists()
            assert not Interaction.objects.exists()


def test_nobody_stands_on_shared_ground() -> None:
    with pytest.raises(KeyError), acting_as(Side.SHARED):
        pass
