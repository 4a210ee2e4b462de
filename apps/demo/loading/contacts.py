"""Loads the contacts of both functions: the envelopes, and the notes of key account managers."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import groupby

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.demo.loading.interactions import load_records
from apps.demo.loading.made import Made, save
from apps.demo.records import Contact
from apps.interactions.models import Interaction
from apps.keyaccounts.models import Visit


def load_contacts(made: Made) -> list[Interaction]:
    """All contacts, in batches by their owner, whom the history names as the one who wrote them."""
    found: list[Interaction] = []
    contacts = sorted(
        made.plan.contacts, key=lambda contact: (contact.owner, contact.planned_at, contact.key)
    )
    for _owner, own in groupby(contacts, key=lambda contact: contact.owner):
        found += _load_own(made, list(own))
    return found


def _load_own(made: Made, contacts: list[Contact]) -> list[Interaction]:
    by = made.users[contacts[0].owner]
    envelopes = {contact.key: _touchpoint(made, contact) for contact in contacts}
    save(envelopes.values(), by=by)
    save(_attendees(made, contacts, envelopes), by=by)
    save(_visits(contacts, envelopes), by=by)
    medical = [contact for contact in contacts if contact.side == "medical"]
    return load_records(made, medical, envelopes, by=by)


def _touchpoint(made: Made, contact: Contact) -> Touchpoint:
    return Touchpoint(
        pk=made.key("touchpoint", contact.key, contact.planned_at),
        account=made.accounts[contact.account],
        owner=made.users[contact.owner],
        function=contact.side,
        purpose=made.purposes[contact.purpose_class],
        channel=contact.channel,
        starts_at=contact.starts_at.astimezone(UTC),
        state=contact.state,
    )


def _attendees(
    made: Made, contacts: Iterable[Contact], envelopes: dict[str, Touchpoint]
) -> Iterator[TouchpointStakeholder]:
    for contact in contacts:
        touchpoint = envelopes[contact.key]
        for person in contact.stakeholders:
            yield TouchpointStakeholder(
                touchpoint=touchpoint,
                stakeholder=made.stakeholders[person],
                starts_at=touchpoint.starts_at,
            )


def _visits(contacts: Iterable[Contact], envelopes: dict[str, Touchpoint]) -> Iterator[Visit]:
    for contact in contacts:
        if contact.visit_note is not None:
            touchpoint = envelopes[contact.key]
            yield Visit(pk=touchpoint.pk, touchpoint=touchpoint, notes=contact.visit_note)
