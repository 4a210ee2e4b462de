"""Keyset paging: a list stays as quick on its last page as on its first, and nothing is counted.

A page starts behind (or ends before) a row, named by the values of the columns that the list is sorted by.
The cursor carries them, signed, with the sort and a digest of the filters, so that it fits one list only. An
empty value sorts before every other one: who was never contacted comes last under "latest contact first". A
list that is read to its end (REST, exports) sorts by NOT NULL columns, since only those can be entered in the
middle by index.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Func, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict

Row = TypeVar("Row")
Sorts = Mapping[str, Sequence[str]]
Params = HttpRequest | QueryDict | Mapping[str, str]

SALT = "core.paging"
CURSOR = "cursor"
#: Parameters that change how rows are shown, not which ones; a cursor survives a change of these.
NOT_FILTERS = {CURSOR, "sort", "ordering", "page_size", "fields", "expand"}


class BadCursor(ValueError):
    """The cursor was changed, or belongs to another list, sort or filter."""


class UnknownSort(ValueError):
    """The list cannot be sorted so; `known` names what it can be sorted by."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"{asked!r} is none of {', '.join(known)}")
        self.known = known


def filters_of(request: HttpRequest, *, usual: Mapping[str, str]) -> Mapping[str, Any]:
    """The filters in the address; the `usual` ones where it names none. Sorting and turning pages name none."""
    return request.GET if request.GET.keys() - NOT_FILTERS else usual


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows in the order of `sort`. The cursors are empty at the ends. `begins` is the place of the first row, its
    values in the columns sorted by; `behind` that of the next page's first row, empty on the last page."""

    rows: list[Row]
    next_cursor: str
    previous_cursor: str
    sort: str
    behind: Sequence[Any] = ()
    begins: Sequence[Any] = ()

    @property
    def next(self) -> str:
        """For `{% pager page %}`."""
        return self.next_cursor

    @property
    def previous(self) -> str:
        """For `{% pager page %}`."""
        return self.previous_cursor


@dataclass(frozen=True)
class Column:
    """A column of the list's own table, and which way it sorts."""

    field: "Field[Any, Any]"
    is_down: bool

    @property
    def name(self) -> str:
        """As the row calls it; a foreign key sorts by its column."""
        return self.field.attname

    def order(self, *, backwards: bool) -> OrderBy:
        """How the database sorts by it."""
        if self.is_down != backwards:
            return F(self.name).desc(nulls_last=True if self.field.null else None)
        return F(self.name).asc(nulls_first=True if self.field.null else None)

    def order_of(self, name: str, *, backwards: bool) -> OrderBy:
        """The same order of another column with such values, what has none behind all others."""
        order = F(name).desc if self.is_down != backwards else F(name).asc
        return order(nulls_last=True)

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, *, backwards: bool, inclusive: bool = False) -> Q | None:
        """Rows that come after this value, None if there can be none; an empty value is before all others."""
        also = "e" if inclusive else ""
        if self.is_down == backwards:
            return (
                Q(**{f"{self.name}__gt{also}": value})
                if value is not None
                else Q(**{f"{self.name}__isnull": False})
            )
        if value is None:
            return None
        below = Q(**{f"{self.name}__lt{also}": value})
        return below | Q(**{f"{self.name}__isnull": True}) if self.field.null else below


@dataclass(frozen=True)
class Groups:
    """The rows listed belong to one of these, by a foreign key that is indexed together with the columns sorted by.

    Only as many groups as the page has rows can stand on it: those whose own first rows come first. So a list of many
    groups costs a look into the index for each, however many rows they have; without it the database walks the whole
    table in order, looking for rows of the groups.
    """

    rows: "QuerySet[Any]"
    column: str

    def nearest(
        self, found: "QuerySet[Any, Row]", columns: Sequence[Column], count: int, *, backwards: bool
    ) -> "QuerySet[Any, Row]":
        """The first `count` rows of each of those groups, all in the order of `found`."""
        of_one = found.filter(**{self.column: OuterRef("pk")})
        firsts = {f"first_{column.name}": Subquery(of_one.values(column.name)[:1]) for column in columns}
        order = [column.order_of(f"first_{column.name}", backwards=backwards) for column in columns]
        groups = self.rows.annotate(**firsts).order_by(*order)[:count].values("pk")
        keys = Func(ArraySubquery(of_one.values("pk")[:count]), function="unnest")
        keys.set_returning = True
        chosen = self.rows.model._default_manager.filter(pk__in=groups).values_list(keys, flat=True)
        # Narrow rows are sorted and cut first; what the list shows beside them is joined to the page's rows alone.
        nearest = found.model._default_manager.filter(pk__in=chosen).order_by(*found.query.order_by)[:count]
        return found.filter(pk__in=nearest.values("pk"))


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind the row with these values, or before it."""

    values: list[Any]
    backwards: bool


def page_of(
    queryset: "QuerySet[Any, Row]",
    params: Params,
    *,
    sorts: Sorts,
    default: str,
    size: int = 50,
    sort_param: str = "sort",
    strict: bool = False,
    among: Groups | None = None,
) -> Page[Row]:
    """One page of the list, in one query (two where *previous* meets the start of a list that grew there).

    `sorts` names what may be chosen: `{"name": ("name_folded", "id"), "-name": ("-name_folded", "-id")}`; the
    key is added where it is missing. `among` is for a list of what belongs to any of some groups. Rows of `.values()`
    need these columns among them. Pages fall back to the default sort and the first page; `strict` (REST) raises
    UnknownSort and BadCursor instead.
    """
    given = params.GET if isinstance(params, HttpRequest) else params
    sort = _chosen_sort(given.get(sort_param, ""), sorts, default, strict=strict)
    columns, digest = columns_of(queryset.model, sorts[sort]), _digest(queryset.model, given)
    reader = _Reader(queryset, columns, sort, digest, size, among)
    return reader.page(_place(reader, given.get(CURSOR, ""), strict=strict))


def columns_of(model: type[Model], names: Sequence[str]) -> list[Column]:
    """The columns of a sort, then the key. Raises ValueError for what is no column of the own table."""
    columns = [Column(_own_field(model, name.removeprefix("-")), name.startswith("-")) for name in names]
    if any(column.field.primary_key for column in columns):
        return columns
    return [*columns, Column(model._meta.pk, columns[0].is_down)]


class _Reader(Generic[Row]):
    """Reads pages of one list in one order."""

    def __init__(
        self,
        queryset: "QuerySet[Any, Row]",
        columns: list[Column],
        sort: str,
        digest: str,
        size: int,
        among: Groups | None = None,
    ) -> None:
        self.queryset, self.columns, self.sort, self.digest, self.size = queryset, columns, sort, digest, size
        self.among = among

    def page(self, place: Place | None) -> Page[Row]:
        """The page at a place; the first page when there is none."""
        if place is None:
            rows, further = self._rows(None)
            return self._page(rows, behind=further, has_previous=False)
        rows, further = self._rows(place)
        if place.backwards and not further and len(rows) < self.size:
            return self.page(None)
        if not rows:
            return Page([], "", self._cursor(place.values, backwards=True), self.sort)
        if place.backwards:
            return self._page(rows, behind=place.values, has_previous=bool(further))
        return self._page(rows, behind=further, has_previous=True)

    def _rows(self, place: Place | None) -> tuple[list[Row], Sequence[Any]]:
        """The rows in reading order, and the place of the row that follows on the way taken, if there is one."""
        backwards = place is not None and place.backwards
        found = self.queryset.order_by(*(column.order(backwards=backwards) for column in self.columns))
        if place is not None:
            found = found.filter(beyond(self.columns, place))
        if self.among is not None:
            found = self.among.nearest(found, self.columns, self.size + 1, backwards=backwards)
        rows = list(found[: self.size + 1])
        further = self._values(rows[self.size]) if len(rows) > self.size else ()
        rows = rows[: self.size]
        return (rows[::-1] if backwards else rows), further

    def _page(self, rows: list[Row], *, behind: Sequence[Any], has_previous: bool) -> Page[Row]:
        following = self._cursor(self._values(rows[-1]), backwards=False) if rows and behind else ""
        preceding = self._cursor(self._values(rows[0]), backwards=True) if rows and has_previous else ""
        begins = self._values(rows[0]) if rows else ()
        return Page(rows, following, preceding, self.sort, behind, begins)

    def _values(self, row: Row) -> list[Any]:
        if isinstance(row, Mapping):
            return [row[column.name] for column in self.columns]
        return [getattr(row, column.name) for column in self.columns]

    def _cursor(self, values: list[Any], *, backwards: bool) -> str:
        texts = [None if value is None else str(value) for value in values]
        return signing.dumps([self.sort, self.digest, int(backwards), texts], salt=SALT, compress=True)


def beyond(columns: Sequence[Column], place: Place) -> Q:
    """Rows behind a place: equal in the first columns, beyond in the next; a plain bound serves the index."""
    found = Q(pk__in=[])
    equal = Q()
    for column, value in zip(columns, place.values, strict=True):
        further = column.beyond(value, backwards=place.backwards)
        if further is not None:
            found |= equal & further
        equal &= column.same(value)
    bound = columns[0].beyond(place.values[0], backwards=place.backwards, inclusive=True)
    return found & bound if bound is not None and not columns[0].field.null else found


def _chosen_sort(asked: str, sorts: Sorts, default: str, *, strict: bool) -> str:
    if asked in sorts:
        return asked
    if asked and strict:
        raise UnknownSort(asked, list(sorts))
    return default


def _place(reader: _Reader[Any], cursor: str, *, strict: bool) -> Place | None:
    """Where a cursor points to; None without one, and for a bad one unless `strict`."""
    if not cursor:
        return None
    try:
        return _read(reader, cursor)
    except BadCursor:
        if strict:
            raise
        return None


def _read(reader: _Reader[Any], cursor: str) -> Place:
    try:
        sort, digest, backwards, texts = signing.loads(cursor, salt=SALT)
        if (sort, digest) != (reader.sort, reader.digest):
            raise BadCursor("The cursor belongs to another list, sort or filter.")
        values = [
            None if text is None else column.field.to_python(text)
            for column, text in zip(reader.columns, texts, strict=True)
        ]
    except (signing.BadSignature, ValidationError) as fault:
        raise BadCursor("The cursor is not one that was given out.") from fault
    return Place(values, bool(backwards))


def _digest(model: type[Model], params: QueryDict | Mapping[str, str]) -> str:
    """What the list shows, in short: its table and its filters as they stand in the address."""
    many = (
        params.lists()
        if isinstance(params, QueryDict)
        else ((name, [value]) for name, value in params.items())
    )
    used = {name: sorted(filter(None, map(str, values))) for name, values in many if name not in NOT_FILTERS}
    told = json.dumps(
        [model._meta.label, {name: values for name, values in used.items() if values}], sort_keys=True
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _own_field(model: type[Model], name: str) -> "Field[Any, Any]":
    try:
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    except FieldDoesNotExist as fault:
        raise ValueError(
            f"{name} is no column of {model._meta.label}; lists sort by their own columns"
        ) from fault
    if not isinstance(field, Field) or not field.concrete:
        raise ValueError(f"{name} is no column of {model._meta.label}; lists sort by their own columns")
    return field
