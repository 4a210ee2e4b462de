"""Numbers: one spelling, one holder, and a message that leads to the holder."""

from collections.abc import Callable

import pytest

from apps.directory.actions import add_identifier
from apps.directory.models import AccountIdentifier, StakeholderIdentifier
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def test_a_number_is_kept_in_its_one_spelling(web: WebClient) -> None:
    person = StakeholderFactory()

    answer = web.post(
        f"{person.get_absolute_url()}numbers/new/",
        {"system": "orcid", "value": " https://orcid.org/0000-0002-1825-0097 "},
    )

    assert answer.status_code == 302
    assert StakeholderIdentifier.objects.get().value == "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("system", "value"), [("orcid", "0000-0002-1825-0098"), ("npi", "1234567890"), ("crm", "   ")]
)
def test_an_impossible_number_is_refused_at_its_field(web: WebClient, system: str, value: str) -> None:
    person = StakeholderFactory()

    answer = web.post(f"{person.get_absolute_url()}numbers/new/", {"system": system, "value": value})

    assert "value" in answer.context["form"].errors
    assert not StakeholderIdentifier.objects.exists()


def test_a_taken_number_names_and_links_who_has_it(web: WebClient, msl: User) -> None:
    holder = StakeholderFactory(first_name="Ada", last_name="<Byron>")
    add_identifier(by=msl, thing=holder, system="crm", value="7")
    person = StakeholderFactory()

    page = web.post(
        f"{person.get_absolute_url()}numbers/new/", {"system": "crm", "value": "7"}
    ).content.decode()

    assert f'<a href="{holder.get_absolute_url()}">Ada &lt;Byron&gt;</a> has this number already.' in page
    assert StakeholderIdentifier.objects.count() == 1


def test_the_same_number_again_changes_nothing(msl: User) -> None:
    person = StakeholderFactory()
    first = add_identifier(by=msl, thing=person, system="orcid", value="0000-0002-1825-0097")

    assert add_identifier(by=msl, thing=person, system="orcid", value="0000000218250097") == first


def test_accounts_have_numbers_too(web: WebClient) -> None:
    account = AccountFactory()

    web.post(f"{account.get_absolute_url()}numbers/new/", {"system": "national", "value": "260100001"})

    assert str(AccountIdentifier.objects.get()) == "National registry 260100001"
    assert "260100001" in web.get(account.get_absolute_url()).content.decode()
