"""The action that is measured: a liaison logs a contact from nothing and submits it. Its floor: the same rows again."""

import itertools
import re
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg2 import sql
from psycopg2.extensions import register_adapter
from psycopg2.extras import Json, RealDictCursor, register_uuid

from bench.pages import FRAME, KEY, LIAISON, SAMPLES, SIDE, rows
from bench.serving import Answer, Browser, Scale

register_uuid()  # type: ignore[no-untyped-call]
register_adapter(dict, Json)
NOTES = "Asked about first-line therapy in older patients, because the follow-up is short. Will present at the board."
#: What a logged contact leaves behind, and by which column it is found from the interaction (i) or touchpoint (t).
WRITTEN = (
    ("coordination_touchpoint", "id", "t"),
    ("coordination_touchpointstakeholder", "touchpoint_id", "t"),
    ("interactions_interaction", "id", "i"),
    ("interactions_version", "interaction_id", "i"),
)
REMEMBERED = (
    "UPDATE directory_stakeholder SET last_contact_at = now() WHERE id = %(person)s",
    "UPDATE directory_account SET last_contact_at = now() WHERE id = %(account)s",
    "UPDATE kols_kolprofile SET last_interaction_at = now() WHERE stakeholder_id = %(person)s",
    "DELETE FROM interactions_draft WHERE owner_id = %(user)s AND record_id = %(key)s",
)
CHOSEN = (
    "SELECT * FROM directory_account WHERE id = %(account)s",
    "SELECT * FROM directory_stakeholder WHERE id = %(person)s",
    "SELECT * FROM catalog_purposeclass WHERE used_by = 'medical'",
    "SELECT a.* FROM catalog_therapeuticarea a JOIN catalog_therapeuticareaassignment s"
    " ON s.therapeutic_area_id = a.id WHERE s.user_id = %(user)s",
)


@dataclass(frozen=True)
class Sent:
    """One form to be sent: the address with the key made for it, and what is entered."""

    path: str
    fields: dict[str, str]


def forms_to_send(scale: Scale) -> Iterator[Sent]:
    """Contacts with the liaison's own KOLs at their main accounts, a new one each time."""
    pairs = rows(
        scale,
        "SELECT f.stakeholder_id || ' ' || f.account_id FROM directory_affiliation f"
        " JOIN kols_kolprofile k ON k.stakeholder_id = f.stakeholder_id JOIN users_user u ON u.id = k.responsible_id"
        " WHERE u.email = %(email)s AND f.is_primary ORDER BY k.id LIMIT %(count)s",
        email=LIAISON,
        count=SAMPLES,
    )
    with closing(Browser(scale)) as browser:
        page = browser.get(f"/interactions/{uuid.uuid4()}/log/").body
    purpose, area = _first_choice(page, "purpose"), _first_choice(page, "therapeutic_area")
    for number, pair in enumerate(itertools.cycle(pairs)):
        person, account = pair.split()
        at = datetime.now(UTC) - timedelta(hours=1, minutes=number)
        yield Sent(f"/interactions/{uuid.uuid4()}/log/", _entered(person, account, purpose, area, at))


def _entered(person: str, account: str, purpose: str, area: str, at: datetime) -> dict[str, str]:
    return {
        "stakeholders": person,
        "account": account,
        "starts_at": f"{at:%Y-%m-%d %H:%M}",
        "channel": "video",
        "purpose": purpose,
        "therapeutic_area": area,
        "kind": "scientific_exchange",
        "initiative": "proactive",
        "notes": NOTES,
        "safety_answer": "no",
        "opened_at": datetime.now(UTC).isoformat(),
        "do": "submit",
    }


def _first_choice(page: str, name: str) -> str:
    """The first key that a select of the form offers."""
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    found = re.findall(rf'value="{KEY}"', select[0] if select else "")
    if not found:
        raise RuntimeError(f"The log form offers no {name}.")
    return str(found[0])


def check(answer: Answer) -> None:
    """A saved form leads to the interaction's page; anything else was not the action."""
    if answer.status != 302 or "/log/" in answer.location:
        raise RuntimeError(f"Logging answered {answer.status} {answer.location}.")


class LogFloor:
    """What the product wrote for one contact, read once and written again under new keys. Nothing of it is kept."""

    def __init__(self, connection: Any, who: dict[str, Any], sent: Sent) -> None:
        self.key = re.findall(KEY, sent.path)[0]
        fields = sent.fields
        self.parameters = {
            **who,
            "key": self.key,
            "person": fields["stakeholders"],
            "account": fields["account"],
        }
        self.inserts = list(self._inserts(connection))

    def _inserts(self, connection: Any) -> Iterator[tuple[Any, list[Any]]]:
        """Each row as a plain INSERT; the new keys keep the rows together."""
        new = {"i": uuid.uuid4()}
        with connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
            cursor.execute(SIDE)
            cursor.execute("SELECT touchpoint_id FROM interactions_interaction WHERE id = %s", [self.key])
            old = {"i": self.key, "t": cursor.fetchone()["touchpoint_id"]}
            new["t"] = uuid.uuid4()
            for table, column, which in WRITTEN:
                cursor.execute(
                    sql.SQL("SELECT * FROM {} WHERE {} = %s").format(
                        sql.Identifier(table), sql.Identifier(column)
                    ),
                    [old[which]],
                )
                for row in cursor.fetchall():
                    renewed = {"id": uuid.uuid4(), column: new[which]}
                    links = {"touchpoint_id": new["t"]} if "touchpoint_id" in row else {}
                    yield _insert(table, {**row, **renewed, **links})

    def run(self, execute: Any) -> None:
        """All statements of the floor; the caller measures and rolls back."""
        for statement in (*FRAME, SIDE, *CHOSEN):
            execute(statement, self.parameters)
        for statement, values in self.inserts:
            execute(statement, values)
        for statement in REMEMBERED:
            execute(statement, self.parameters)


def _insert(table: str, row: dict[str, Any]) -> tuple[Any, list[Any]]:
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    places = sql.SQL(", ").join(sql.Placeholder() * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, places)
    return statement, list(row.values())
