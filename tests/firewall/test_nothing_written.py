"""Who promises to leave nothing leaves nothing, asked of the database's own counters: not which rows are there now, but
how many were added, changed or deleted in any table since, whatever was rolled back."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection

from apps.firewall.middleware import WITHOUT_SIDE
from apps.firewall.sides import Side
from apps.users.models import User
from tests.architecture.access import ACCESS
from tests.architecture.addresses import PATTERNS, address
from tests.firewall.test_leak import words_in
from tests.personas import PERSONAS, WebClient
from tests.world import World

#: Refused while one looks: the page writes when it is opened, which its own reader may.
WRITTEN_WHEN_OPENED = {"coordination:brief"}


def written() -> dict[str, int]:
    """Rows added, changed and deleted by table, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def since(before: dict[str, int]) -> dict[str, int]:
    """What was written since then."""
    return {
        table: count - before.get(table, 0)
        for table, count in written().items()
        if count != before.get(table)
    }


def kept() -> Any:
    """What stands in the cache."""
    return dict(getattr(cache, "_cache", {}))


def test_an_anonymous_report_changes_no_other_row(persona: Callable[[str], User], sign_in: Any) -> None:
    """No history, no last visit, no count, no message: nor a row that is changed and stays the same in number."""
    for name in PERSONAS:
        web = sign_in(persona(name))
        before, remembered = written(), kept()
        assert web.get("/incidents/report/anonymously/").status_code == 200
        sent = {"id": str(uuid.uuid4()), "kind": "steering", "what_happened": "They were told whom to see."}
        assert web.post("/incidents/report/anonymously/", sent).status_code == 200
        assert since(before) == {"incidents_anonymousreport": 1}, name
        assert kept() == remembered, name


def test_who_looks_as_somebody_writes_readings_and_sees_no_more(
    msl: User, compliance: User, sign_in: Any, tour: World, canaries: dict[Side, dict[str, str]]
) -> None:
    """Every address of the product: nothing is written but the readings, and no word shows that the person would not
    see. What they may not open, the officer may not either."""
    own, web = sign_in(msl), sign_in(compliance)
    web.raise_request_exception = False
    web.post("/oversight/view-as/start/", {"person": str(msl.pk), "reason": "A complaint."})
    session, before, wrong = dict(web.session), written(), []
    for page in ACCESS:
        is_theirs = page in PATTERNS and page != "api_unknown"
        if is_theirs and not (url := address(page, tour)).startswith(WITHOUT_SIDE):
            wrong += looked(page, url, own, web)
    assert wrong == []
    assert set(since(before)) <= {"audit_reading", "audit_deniedattempt", "coordination_briefview"}
    assert dict(web.session) == session


def looked(page: str, url: str, own: WebClient, web: WebClient) -> list[str]:
    """What is wrong with one address: words or an answer that the person does not get."""
    before = written()
    seen = web.get(url)
    tables = set(since(before)) - {"audit_reading"}
    theirs = own.get(url)
    found = [f"{url} wrote {tables}"] if tables else []
    found += [f"{url} shows {word}" for word in words_in(seen) - words_in(theirs)]
    same = seen.status_code == theirs.status_code or (page in WRITTEN_WHEN_OPENED and seen.status_code == 403)
    return found if same else [*found, f"{url} answers {seen.status_code}, to them {theirs.status_code}"]
