"""Loads accounts, stakeholders and who works where."""

from collections.abc import Iterator
from datetime import datetime

from apps.demo import records
from apps.demo.loading.made import Made, last_held, save, save_each
from apps.directory.choices import DecisionRole, Evidence, IdentifierSystem
from apps.directory.models import (
    Account,
    AccountIdentifier,
    Affiliation,
    Stakeholder,
    StakeholderIdentifier,
)

_FIRST_NUMBER = 40_001


def load_directory(made: Made) -> None:
    """The shared tables of who and where; the director stands for the many who would have typed them."""
    director = made.users["director"]
    made.accounts = _accounts(made)
    made.stakeholders = _stakeholders(made)
    # One by one: saving an account makes its path, for which its parent must be there.
    save_each(made.accounts.values(), by=director)
    save(made.stakeholders.values(), by=director)
    save([*_account_numbers(made), *_identifiers(made), *_affiliations(made)], by=director)


def _accounts(made: Made) -> dict[str, Account]:
    latest = last_held(made.plan.contacts)
    found: dict[str, Account] = {}
    for account in made.plan.accounts:
        found[account.key] = Account(
            pk=made.key("account", account.key),
            name=account.name,
            kind=account.kind,
            customer_group=account.customer_group,
            parent=found[account.parent] if account.parent else None,
            street=account.street,
            city=account.city,
            region=account.region,
            postal_code=account.postal_code,
            country=account.country,
            territory=made.territories[account.territory],
            access_restriction=account.access_restriction,
            last_contact_at=latest.get(account.key),
        )
    return found


def _account_numbers(made: Made) -> Iterator[AccountIdentifier]:
    """The numbers under which the company's former system knew the accounts."""
    for number, account in enumerate(made.accounts.values(), _FIRST_NUMBER):
        yield AccountIdentifier(account=account, system=IdentifierSystem.CRM, value=f"A-{number}")


def _stakeholders(made: Made) -> dict[str, Stakeholder]:
    latest = last_held(made.plan.contacts)
    return {
        person.key: _stakeholder(made, person, latest.get(person.key)) for person in made.plan.stakeholders
    }


def _stakeholder(made: Made, person: records.Stakeholder, last_contact_at: datetime | None) -> Stakeholder:
    wishes = person.preference
    row = Stakeholder(
        pk=made.key("stakeholder", person.key),
        first_name=person.given_name,
        middle_name=person.middle_name,
        last_name=person.family_name,
        degrees=", ".join(person.degrees),
        specialty=person.specialty,
        customer_groups=list(person.customer_groups),
        languages=list(person.languages),
        country=person.country,
        email=person.email,
        territory=made.territories[person.territory],
        preferred_channel=wishes.preferred_channel,
        preferred_time=wishes.preferred_time,
        preferred_language=wishes.preferred_language,
        contacts_per_quarter=wishes.max_contacts_per_quarter,
        do_not_contact=wishes.do_not_contact,
        last_contact_at=last_contact_at,
    )
    row.name_folded = row.folded_name()
    return row


def _identifiers(made: Made) -> Iterator[StakeholderIdentifier]:
    for person in made.plan.stakeholders:
        for identifier in person.identifiers:
            yield StakeholderIdentifier(
                stakeholder=made.stakeholders[person.key], system=identifier.system, value=identifier.value
            )


def _affiliations(made: Made) -> Iterator[Affiliation]:
    for affiliation in made.plan.affiliations:
        yield Affiliation(
            stakeholder=made.stakeholders[affiliation.stakeholder],
            account=made.accounts[affiliation.account],
            role=affiliation.role,
            decision_role=affiliation.decision_role,
            decision_evidence=Evidence.CHART
            if affiliation.decision_role == DecisionRole.DECISION_MAKER
            else "",
            decision_reviewed_on=affiliation.starts_on,
            started_on=affiliation.starts_on,
            ended_on=affiliation.ends_on,
            is_primary=affiliation.is_primary,
        )
