"""Questions typed while a talk is logged: each line becomes a request of that interaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.coordination.models import Touchpoint
from apps.coordination.queries import attending
from apps.core.folding import fold
from apps.medinfo.actions import submit_request, take_in_request
from apps.medinfo.workflow import State
from apps.users.models import User

SECTION = "questions"


def ask_in_talk(*, by: User, subject: Touchpoint, data: Mapping[str, Any]) -> None:
    """The section's action. Attested ones are submitted, others wait as drafts. Raises ValidationError at the field for
    a line that says not who asked, and where a question cannot be submitted yet."""
    lines: Sequence[str] = data["lines"]
    if not lines:
        return
    people = attending(subject)
    read = [(line, *_who_asked(line, people)) for line in lines]
    _require_askers(read)
    for line, asker, question in read:
        # The same line of the same talk is the same request, however often the form is sent.
        row = take_in_request(
            by=by,
            id=uuid5(subject.pk, f"request {line}"),
            values=_values(subject, asker, question, data.get("product")),
            interaction=subject.interaction,
        )
        if data.get("is_unsolicited") and row.state == State.DRAFT:
            _submit(by, row)


def _submit(by: User, row: Any) -> None:
    try:
        submit_request(by=by, request=row, is_unsolicited=True)
    except ValidationError as fault:
        raise ValidationError({f"{SECTION}-is_unsolicited": fault.messages}) from fault


def _values(subject: Touchpoint, asker: Any, question: str, product: Any) -> dict[str, Any]:
    """What the talk knows: where and when it was asked, and in which language the asker likes to be answered."""
    interaction: Any = subject.interaction
    affiliation = asker.affiliations.current().filter(account=subject.account).first()
    return {
        "asker": asker,
        "affiliation": affiliation,
        "question": question,
        "product": product,
        "therapeutic_area": interaction.therapeutic_area,
        "country": subject.account.country or asker.country,
        "language": asker.preferred_language or next(iter(asker.languages), "") or "en",
        "channel": subject.channel,
        "received_at": subject.starts_at,
    }


def _who_asked(line: str, people: Sequence[Any]) -> tuple[Any, str]:
    """“Braun: Is there data …?” names the asker; with only one person there, nobody has to be named."""
    name, colon, rest = line.partition(":")
    named = [person for person in people if colon and fold(name) in _names_of(person)]
    if len(named) == 1 and rest.strip():
        return named[0], rest.strip()
    return (people[0] if len(people) == 1 else None), line


def _names_of(person: Any) -> set[str]:
    return {fold(person.last_name), fold(f"{person.first_name} {person.last_name}"), fold(str(person))}


def _require_askers(read: Sequence[tuple[str, Any, str]]) -> None:
    faults = [
        _("Who asked? Begin with the last name of somebody who was there: “Name: %(line)s”.") % {"line": line}
        for line, asker, _question in read
        if asker is None
    ]
    if faults:
        raise ValidationError({f"{SECTION}-lines": faults})
