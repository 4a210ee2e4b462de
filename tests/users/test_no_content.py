"""What an administrator never sees."""

import pytest

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users.models import User
from tests.personas import WebClient


@pytest.mark.parametrize(
    "path",
    ["/directory/accounts/", "/directory/stakeholders/", "/kols/", "/interactions/", "/visits/", "/safety/"],
)
def test_an_administrator_reaches_no_content(admin: WebClient, path: str, msl: User) -> None:
    answer = admin.get(path)
    assert answer.status_code in {200, 403, 404}
    if answer.status_code == 200:
        assert "<tbody>" not in answer.content.decode()


def test_the_database_shows_an_administrator_no_content(administrator: User) -> None:
    from django.db import ProgrammingError, transaction

    from apps.directory.models import Stakeholder
    from apps.interactions.models import Interaction
    from apps.keyaccounts.models import Visit
    from apps.safety.models import SafetyItem

    for model in (Stakeholder, Interaction, Visit, SafetyItem):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(Side.ADMINISTRATION),
        ):
            model.objects.exists()
