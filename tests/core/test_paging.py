"""Keyset paging: whichever way somebody leafs through a list, they see each row once and in order."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from apps.core.paging import BadCursor, Groups, Page, UnknownSort, page_of
from apps.directory.models import Account, Affiliation, Stakeholder
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory

SORTS = {
    "name": ("name_folded", "id"),
    "-name": ("-name_folded", "-id"),
    "last_contact": ("last_contact_at",),
    "-last_contact": ("-last_contact_at",),
    "country": ("country", "-last_contact_at", "name_folded"),
    "-created": ("-created_at",),
}
START = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def people(count: int, seed: int = 1) -> None:
    """Rows with many equal names and days, some of them never contacted."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(count):
        StakeholderFactory(
            last_name=chance.choice(["Abel", "Ähre", "Berg", "Zorn"]),
            country=chance.choice(["", "DE", "FR"]),
            last_contact_at=chance.choice([None, START, START + timedelta(days=chance.randrange(5))]),
        )


def leaf(sort: str = "", cursor: str = "", *, size: int = 7, **params: str) -> Page[Stakeholder]:
    given = {"sort": sort, "cursor": cursor, **params}
    return page_of(Stakeholder.objects.all(), given, sorts=SORTS, default="name", size=size)


def all_pages(sort: str, size: int) -> list[Page[Stakeholder]]:
    pages = [leaf(sort, size=size)]
    while pages[-1].next_cursor:
        pages.append(leaf(sort, pages[-1].next_cursor, size=size))
    return pages


def expected_order(sort: str) -> list[Any]:
    """The order said in Python, apart from the database: stable sorts from the last column to the first."""
    rows = list(Stakeholder.objects.all())
    columns = list(SORTS[sort])
    if "id" not in columns and "-id" not in columns:
        columns.append("-id" if columns[0].startswith("-") else "id")
    for column in reversed(columns):
        rows.sort(key=partial(_smallest_first, column.removeprefix("-")), reverse=column.startswith("-"))
    return [row.pk for row in rows]


def _smallest_first(name: str, row: Stakeholder) -> tuple[bool, Any]:
    value = getattr(row, name)
    return (value is not None, value if value is not None else 0)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [1, 7, 40])
def test_paging_forward_shows_each_row_once_in_order(sort: str, size: int) -> None:
    people(40)

    pages = all_pages(sort, size)

    assert [row.pk for page in pages for row in page.rows] == expected_order(sort)
    assert len(pages) == -(-40 // size)
    assert not pages[0].previous_cursor


@pytest.mark.parametrize("seed", range(12))
def test_a_random_walk_always_stands_where_the_full_order_says(seed: int) -> None:
    people(30, seed)
    chance = random.Random(seed)  # noqa: S311
    sort, size = chance.choice(list(SORTS)), chance.randrange(1, 9)
    order, at = expected_order(sort), 0
    page = leaf(sort, size=size)
    for _ in range(25):
        assert [row.pk for row in page.rows] == order[at : at + size]
        assert bool(page.next_cursor) == (at + size < len(order))
        assert bool(page.previous_cursor) == (at > 0)
        if page.next_cursor and (chance.random() < 0.6 or not page.previous_cursor):
            page, at = leaf(sort, page.next_cursor, size=size), at + size
        elif page.previous_cursor:
            page, at = leaf(sort, page.previous_cursor, size=size), at - size


def test_a_page_costs_one_query_and_no_count(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people(20)
    second = leaf(size=5).next_cursor

    with django_assert_num_queries(1) as asked:
        leaf(cursor=second, size=5)

    assert "COUNT" not in asked.captured_queries[0]["sql"]
    assert "OFFSET" not in asked.captured_queries[0]["sql"]


def test_rows_that_move_or_arrive_do_not_repeat_within_a_page_nor_hide_the_others() -> None:
    for name in "bdfhjl":
        StakeholderFactory(last_name=name)
    first = leaf(size=3)
    StakeholderFactory(last_name="a")
    Stakeholder.objects.filter(name_folded__startswith="f").update(name_folded="k moved")

    second = leaf(cursor=first.next_cursor, size=3)

    assert [row.name_folded[0] for row in second.rows] == ["h", "j", "k"]


def test_previous_meeting_a_list_that_grew_at_the_start_shows_a_full_first_page() -> None:
    for name in "bcde":
        StakeholderFactory(last_name=name)
    second = leaf(cursor=leaf(size=2).next_cursor, size=2)
    Stakeholder.objects.filter(name_folded__startswith="b").update(name_folded="z")

    first = leaf(cursor=second.previous_cursor, size=2)

    assert [row.name_folded[0] for row in first.rows] == ["c", "d"]
    assert not first.previous_cursor


def test_a_next_page_that_vanished_is_empty_and_leads_back() -> None:
    for name in "abcd":
        StakeholderFactory(last_name=name)
    cursor = leaf(size=2).next_cursor
    Stakeholder.objects.filter(name_folded__gte="c").delete()

    page = leaf(cursor=cursor, size=2)

    assert (page.rows, page.next_cursor) == ([], "")
    assert [row.name_folded[0] for row in leaf(cursor=page.previous_cursor, size=2).rows] == ["a", "b"]


def test_an_empty_list_is_one_empty_page() -> None:
    assert leaf() == Page([], "", "", "name")


def test_rows_as_values_page_like_instances() -> None:
    people(9)
    rows = Stakeholder.objects.values("id", "name_folded")
    first = page_of(rows, {}, sorts=SORTS, default="name", size=5)

    second = page_of(rows, {"cursor": first.next_cursor}, sorts=SORTS, default="name", size=5)

    assert [row["id"] for row in [*first.rows, *second.rows]] == expected_order("name")


def test_a_request_carries_sort_and_cursor_in_its_address() -> None:
    people(5)
    request = RequestFactory().get("/", {"sort": "-name"})

    page = page_of(Stakeholder.objects.all(), request, sorts=SORTS, default="name", size=3)

    assert page.sort == "-name"
    assert [row.pk for row in page.rows] == expected_order("-name")[:3]


@pytest.mark.parametrize("change", ["tampered", "other sort", "other filter", "nonsense"])
def test_a_cursor_of_another_list_starts_anew_on_pages_and_is_refused_by_rest(change: str) -> None:
    people(9)
    cursor = leaf("name", size=3, q="x").next_cursor
    given = {"sort": "name", "cursor": cursor, "q": "x"} | {
        "tampered": {"cursor": cursor[:-1] + ("a" if cursor[-1] != "a" else "b")},
        "other sort": {"sort": "-name"},
        "other filter": {"q": "y"},
        "nonsense": {"cursor": "nonsense"},
    }[change]

    page = page_of(Stakeholder.objects.all(), given, sorts=SORTS, default="name", size=3)
    assert [row.pk for row in page.rows] == expected_order(page.sort)[:3]

    with pytest.raises(BadCursor):
        page_of(Stakeholder.objects.all(), given, sorts=SORTS, default="name", strict=True)


def test_a_cursor_of_another_table_is_foreign() -> None:
    people(9)
    cursor = leaf("name", size=3).next_cursor

    with pytest.raises(BadCursor):
        page_of(
            Affiliation.objects.all(),
            {"cursor": cursor},
            sorts={"name": ("role", "id")},
            default="name",
            strict=True,
        )


def test_order_of_parameters_and_page_size_do_not_invalidate_a_cursor() -> None:
    people(9)
    queryset = Stakeholder.objects.all()
    first = page_of(queryset, QueryDict("a=1&b=2&b=3&empty="), sorts=SORTS, default="name", size=3)

    again = QueryDict(f"b=3&b=2&a=1&page_size=4&cursor={first.next_cursor}")
    page = page_of(queryset, again, sorts=SORTS, default="name", size=4, strict=True)

    assert [row.pk for row in page.rows] == expected_order("name")[3:7]


def test_an_unknown_sort_is_the_default_on_pages_and_refused_by_rest() -> None:
    assert leaf("email").sort == "name"
    with pytest.raises(UnknownSort, match="email") as refusal:
        page_of(Stakeholder.objects.all(), {"sort": "email"}, sorts=SORTS, default="name", strict=True)
    assert refusal.value.known == list(SORTS)


@pytest.mark.parametrize("column", ["territory__name", "affiliations", "nothing"])
def test_lists_sort_only_by_columns_of_their_own_table(column: str) -> None:
    with pytest.raises(ValueError, match=column):
        page_of(Stakeholder.objects.all(), {}, sorts={"x": (column,)}, default="x")


#: Many rows share a value, so that the key has to decide.
BY_REVISION = {"revision": ("revision", "id")}


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_many_groups_stand_in_one_order_whatever_the_direction(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    places = [AccountFactory() for _number in range(6)]
    for _number in range(40):
        AffiliationFactory(account=rng.choice(places), is_primary=False, revision=rng.randrange(1, 6))
    some = Groups(Account.objects.filter(pk__in=[place.pk for place in places[:5]]), "account")
    expected = list(Affiliation.objects.filter(account__in=places[:5]).order_by("revision", "id"))
    cursor = ""
    seen: list[Any] = []
    while not seen or cursor:
        page = page_of(
            Affiliation.objects.all(),
            {"cursor": cursor},
            sorts=BY_REVISION,
            default="revision",
            size=4,
            among=some,
        )
        seen, cursor = [*seen, *page.rows], page.next_cursor
    assert seen == expected
    back = page_of(
        Affiliation.objects.all(),
        {"cursor": page.previous_cursor},
        sorts=BY_REVISION,
        default="revision",
        size=4,
        among=some,
    )
    assert back.rows == expected[-len(page.rows) - 4 : -len(page.rows)]
