"""Reading the list: pages, filters, fields, expansions; and what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from apps.core.models import new_id
from apps.interactions.actions import log_interaction
from apps.interactions.api import INTERACTIONS
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.interactions.serializers import InteractionOutput
from apps.users.models import User
from tests.api.conftest import LIST
from tests.personas import WebClient

MakeEntry = Callable[..., Entry]


def log_many(by: User, entry: MakeEntry, count: int, start: datetime) -> list[Interaction]:
    """Interactions an hour apart, the latest first."""
    return [
        log_interaction(
            by=by,
            id=new_id(),
            entry=entry(starts_at=start - timedelta(hours=number), safety_answer="no"),
            is_final=True,
        )
        for number in range(count)
    ]


def test_an_item_says_all_that_is_declared(api: WebClient, submitted: Interaction) -> None:
    (item,) = api.get(LIST).json()["results"]
    assert list(item) == list(INTERACTIONS.fields) == list(InteractionOutput().fields)
    assert item["id"] == str(submitted.pk)
    assert item["starts_at"] == submitted.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert item["attendees"] == [{"stakeholder": str(submitted.touchpoint.attendees.get().stakeholder_id)}]
    assert (item["state"], item["notes"], item["duration_minutes"]) == (
        "submitted",
        "Asked about resistance.",
        None,
    )


@pytest.mark.parametrize("ordering", ["-starts_at", "starts_at", "id", "-id"])
def test_the_pages_hold_every_row_once(
    api: WebClient, msl: User, entry: MakeEntry, yesterday: datetime, ordering: str
) -> None:
    rows = log_many(msl, entry, 7, yesterday)
    url, seen = f"{LIST}?page_size=3&ordering={ordering}&state=submitted", []
    while url:
        page = api.get(url).json()
        seen.append([item["id"] for item in page["results"]])
        url = page["next"]
    expected = sorted(
        rows, key=lambda row: getattr(row, ordering.removeprefix("-")), reverse=ordering[0] == "-"
    )
    assert seen == [[str(row.pk) for row in expected[start : start + 3]] for start in (0, 3, 6)]


def test_the_way_back_and_the_link_header(
    api: WebClient, msl: User, entry: MakeEntry, yesterday: datetime
) -> None:
    log_many(msl, entry, 5, yesterday)
    first = api.get(f"{LIST}?page_size=2")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = api.get(first.json()["next"])
    assert 'rel="next"' in second["Link"]
    assert 'rel="prev"' in second["Link"]
    assert api.get(second.json()["previous"]).json()["results"] == first.json()["results"]


def test_rows_that_arrive_between_two_pages_move_nothing(
    api: WebClient, msl: User, entry: MakeEntry, yesterday: datetime
) -> None:
    rows = log_many(msl, entry, 4, yesterday)
    first = api.get(f"{LIST}?page_size=2").json()
    log_many(msl, entry, 2, yesterday + timedelta(minutes=30))
    second = api.get(first["next"]).json()
    assert [item["id"] for item in second["results"]] == [str(row.pk) for row in rows[2:]]


def test_the_number_of_queries_does_not_grow(
    api: WebClient,
    msl: User,
    entry: MakeEntry,
    yesterday: datetime,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    log_many(msl, entry, 5, yesterday)
    with django_assert_max_num_queries(30) as few:
        assert len(api.get(f"{LIST}?expand=account,attendees,owner,topics").json()["results"]) == 5
    log_many(msl, entry, 45, yesterday - timedelta(days=10))
    with django_assert_num_queries(len(few)):
        assert len(api.get(f"{LIST}?expand=account,attendees,owner,topics").json()["results"]) == 50


def test_fields_are_limited_and_the_key_stays(api: WebClient, submitted: Interaction) -> None:
    (item,) = api.get(f"{LIST}?fields=notes,state").json()["results"]
    assert item == {"id": str(submitted.pk), "state": "submitted", "notes": "Asked about resistance."}


def test_every_expansion_replaces_the_key_by_a_row(api: WebClient, post: Any, body: dict[str, Any]) -> None:
    made = post(body).json()
    expansions = [name for name, field in INTERACTIONS.fields.items() if field.expand]
    item = api.get(f"{LIST}{made['id']}/?expand={','.join(expansions)}").json()
    assert item["account"] == {"id": made["account"], "name": "Lindenhof Hospital", "kind": "hospital"}
    assert item["attendees"][0]["stakeholder"]["name"].endswith("Müller")
    assert item["owner"]["function"] == "medical"
    assert item["purpose"]["code"] == made["purpose"]
    assert item["therapeutic_area"]["name"] == "Haematology"
    assert item["topics"] == [{"id": made["topics"][0], "name": "Resistance"}]
    assert item["materials"] == []


def test_filters_are_those_of_the_page_and_exact_times(
    api: WebClient, msl: User, entry: MakeEntry, yesterday: datetime, submitted: Interaction
) -> None:
    rows = log_many(msl, entry, 3, yesterday - timedelta(days=3))
    since = quote((yesterday - timedelta(days=3)).isoformat())
    shown = api.get(f"{LIST}?starts_at__gte={since}&starts_at__lt={quote(yesterday.isoformat())}").json()
    assert [item["id"] for item in shown["results"]] == [str(rows[0].pk)]
    assert api.get(f"{LIST}?state=planned").json()["results"] == []
    assert (
        len(
            api.get(f"{LIST}?owner={msl.pk}&therapeutic_area={entry().therapeutic_area.code}").json()[
                "results"
            ]
        )
        == 4
    )
    assert api.get(f"{LIST}?stakeholder={new_id()}").json()["results"] == []
    assert (
        len(api.get(f"{LIST}?stakeholder={entry().stakeholders[0].pk}&text=lindenhof").json()["results"]) == 4
    )


def test_updated_since_gives_what_changed(api: WebClient, submitted: Interaction) -> None:
    after = quote((submitted.updated_at + timedelta(seconds=1)).isoformat())
    assert api.get(f"{LIST}?updated_since={after}").json()["results"] == []
    assert (
        len(api.get(f"{LIST}?updated_since={quote(submitted.updated_at.isoformat())}").json()["results"]) == 1
    )


def test_counting_is_asked_for(api: WebClient, submitted: Interaction) -> None:
    assert "count" not in api.get(LIST).json()
    told = api.get(f"{LIST}?count=true").json()
    assert (told["count"], told["is_count_estimate"]) == (1, False)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("page=2", "unknown-parameter"),
        ("limit=10", "unknown-parameter"),
        ("fields=id,secret", "unknown-parameter"),
        ("expand=notes", "unknown-parameter"),
        ("state=planned&state=held", "malformed"),
        ("state=nonsense", "malformed"),
        ("owner=me", "malformed"),
        ("page_size=0", "malformed"),
        ("page_size=501", "malformed"),
        ("page_size=ten", "malformed"),
        ("page_size=%C2%B2", "malformed"),
        ("ordering=notes", "malformed"),
        ("updated_since=yesterday", "malformed"),
        ("updated_since=2026-01-01T00:00:00", "malformed"),
        ("updated_since=2026-99-01T00:00:00Z", "malformed"),
        ("starts_at__gte=soon", "malformed"),
        ("count=yes", "malformed"),
        ("text=%00", "malformed"),
        ("cursor=abc", "bad-cursor"),
        ("cursor=%00", "bad-cursor"),
    ],
)
def test_what_cannot_be_meant_is_refused(api: WebClient, query: str, kind: str) -> None:
    answer = api.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith(f"/problems/{kind}/")


def test_a_refusal_names_the_known_parameters(api: WebClient) -> None:
    known = api.get(f"{LIST}?offset=50").json()["known"]
    assert {"cursor", "page_size", "fields", "expand", "updated_since", "state"} <= set(known)


def test_a_cursor_fits_only_its_own_list(
    api: WebClient, msl: User, entry: MakeEntry, yesterday: datetime
) -> None:
    log_many(msl, entry, 3, yesterday)
    following = api.get(f"{LIST}?page_size=1").json()["next"]
    assert api.get(f"{following}&state=planned").json()["type"].endswith("/problems/bad-cursor/")
    assert api.get(f"{following}&ordering=starts_at").status_code == 400


def test_a_person_sees_over_rest_what_the_pages_show(
    sign_in: Callable[[User], WebClient], msl: User, other_msl: User, director: User, submitted: Interaction
) -> None:
    seen = {user: len(sign_in(user).get(LIST).json()["results"]) for user in (msl, other_msl, director)}
    assert seen == {msl: 1, other_msl: 0, director: 1}
