"""Who may do what in the directory, role by role; and that the database agrees."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from apps.core.merging import snapshot
from apps.directory import actions
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.directory.policies import may_add, may_archive, may_edit, may_restore
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.personas import PERSONAS, WebClient

KEEPERS = {
    "msl",
    "other_msl",
    "manager",
    "director",
    "medical_information",
    "kam",
    "commercial_lead",
    "stranger",
}
READERS = KEEPERS | {"compliance", "safety"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PERSONAS)
def test_medical_and_commercial_keep_the_directory(name: str, persona: Callable[[str], User]) -> None:
    user, account, person = persona(name), AccountFactory(), StakeholderFactory()

    for verdict in (
        may_add(user),
        may_edit(user, account),
        may_edit(user, person),
        may_archive(user, account),
        may_restore(user, person),
    ):
        assert bool(verdict) == (name in KEEPERS)
        assert bool(verdict) or verdict.reason


def test_an_archived_record_is_brought_back_before_it_is_changed(msl: User) -> None:
    person = StakeholderFactory(archived_at=timezone.now())

    assert not may_edit(msl, person)
    assert "Bring it back" in str(may_edit(msl, person).reason)
    assert may_restore(msl, person)


@pytest.mark.parametrize("name", PERSONAS)
def test_all_but_administrators_read_the_directory(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    account, person = AccountFactory(name="Hidden Hospital"), StakeholderFactory(last_name="Hiddenname")
    AffiliationFactory(stakeholder=person, account=account)
    web = sign_in(persona(name))
    status = 200 if name in READERS else 404

    assert web.get(account.get_absolute_url()).status_code == status
    assert web.get(f"{account.get_absolute_url()}children/").status_code == status
    assert web.get(person.get_absolute_url()).status_code == status
    for page in (
        "accounts/",
        "stakeholders/",
        "accounts/suggest/?q=hidden",
        "stakeholders/suggest/?q=hidden",
    ):
        assert ("Hidden" in web.get(f"/directory/{page}").content.decode()) == (name in READERS)


@pytest.mark.parametrize("name", sorted(set(PERSONAS) - KEEPERS))
def test_whoever_only_reads_is_refused_with_the_reason_on_every_way_to_write(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    affiliation = AffiliationFactory()
    place, person = affiliation.account.get_absolute_url(), affiliation.stakeholder.get_absolute_url()
    web = sign_in(persona(name))

    assert web.get("/directory/stakeholders/new/").status_code == 403
    assert web.get("/directory/accounts/new/").status_code == 403
    for address in (
        f"{place}edit/",
        f"{place}archive/",
        f"{place}restore/",
        f"{place}numbers/new/",
        f"{person}edit/",
        f"{person}archive/",
        f"{person}restore/",
        f"{person}numbers/new/",
        f"{person}affiliations/new/",
        f"/directory/affiliations/{affiliation.pk}/edit/",
        f"/directory/affiliations/{affiliation.pk}/end/",
        f"/directory/affiliations/{affiliation.pk}/main/",
    ):
        answer = web.post(address, {})
        assert answer.status_code == (403 if name in READERS else 404), address
        if name in READERS:
            assert "you can read it" in answer.content.decode()
    assert (Account.objects.get().revision, Stakeholder.objects.get().revision) == (1, 1)
    assert Affiliation.objects.get().revision == 1


def test_actions_check_for_themselves(compliance: User) -> None:
    affiliation = AffiliationFactory()
    person, account = affiliation.stakeholder, affiliation.account
    before = snapshot({})

    for refused in (
        lambda: actions.create_stakeholder(by=compliance, values={"last_name": "X"}),
        lambda: actions.save_stakeholders([], by=compliance),
        lambda: actions.edit_stakeholder(by=compliance, stakeholder=person, before=before, values={}),
        lambda: actions.archive_stakeholder(by=compliance, stakeholder=person),
        lambda: actions.restore_stakeholder(by=compliance, stakeholder=person),
        lambda: actions.create_account(by=compliance, values={"name": "X"}),
        lambda: actions.edit_account(by=compliance, account=account, before=before, values={}),
        lambda: actions.move_account(by=compliance, account=account, parent=None),
        lambda: actions.archive_account(by=compliance, account=account),
        lambda: actions.restore_account(by=compliance, account=account),
        lambda: actions.add_affiliation(by=compliance, stakeholder=person, values={}),
        lambda: actions.edit_affiliation(by=compliance, affiliation=affiliation, before=before, values={}),
        lambda: actions.end_affiliation(
            by=compliance, affiliation=affiliation, ended_on=timezone.localdate()
        ),
        lambda: actions.make_main_affiliation(by=compliance, affiliation=affiliation),
        lambda: actions.add_identifier(by=compliance, thing=person, system="crm", value="1"),
    ):
        with pytest.raises(PermissionDenied, match="you can read it"):
            refused()
