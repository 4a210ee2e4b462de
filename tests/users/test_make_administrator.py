"""The first administrator."""

import pytest
from django.core.management import CommandError, call_command

from apps.users.models import User

WHO = ("Ada@Company.example", "Ada", "Admin")


@pytest.mark.django_db
def test_the_first_administrator_gets_a_link() -> None:
    call_command("make_administrator", *WHO)
    person = User.objects.get()
    assert (person.email, person.role, person.has_usable_password()) == (
        "ada@company.example",
        "administrator",
        False,
    )
    assert person.link_wanted_at


@pytest.mark.django_db
def test_there_is_only_one_first() -> None:
    call_command("make_administrator", *WHO)
    with pytest.raises(CommandError, match="already"):
        call_command("make_administrator", "other@company.example", "O", "P")


@pytest.mark.django_db
def test_an_address_is_asked_for() -> None:
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("make_administrator", "ada", "Ada", "Admin")
