"""How an app offers a REST resource: a declaration. The plumbing that serves it stands above all apps (`integrations`).

The reading side is declared as columns, not as a serializer: a list is read with `.values_list()`, which behind the
wall is more than twice as quick, and `?fields=` then selects fewer columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.serializers import Serializer

#: Takes the viewer and the values of one field; gives what each stands for, without what the viewer may not read.
Expansion = Callable[[Any, Iterable[Any]], Mapping[Any, Any]]


@dataclass(frozen=True)
class Field:
    """One field of the representation.

    `source`: a column path or an expression. `expand`: what `?expand=` puts in the place of the value (or of each value
    of a list); `is_expanded`: whether it is asked for or not. `item`: the name under which each value of a list stands
    in an object of its own.
    """

    source: str | Combinable
    expand: Expansion | None = None
    item: str = ""
    is_expanded: bool = False


@dataclass(frozen=True)
class ResourceStep:
    """What can be done with one row: `POST /api/v1/<resource>/<id>/<name>/`.

    `action(by=, row=, data=)` takes the input's valid data; it is safe to repeat. `example` is a body. What only
    people decide (`is_for_people`) is refused to a client with a token, on whatever side it stands.
    """

    name: str
    title: str
    input: type[Serializer[Any]]
    action: Callable[..., Model]
    example: Mapping[str, Any]
    is_for_people: bool = False


@dataclass(frozen=True)
class ResourceChange:
    """How a row is corrected: `PATCH /api/v1/<resource>/<id>/`, with the ETag of what was read in `If-Match`.

    `input` knows the fields that can be changed; `action(by=, row=, data=)` takes those that were sent. `example` is a
    body.
    """

    input: type[Serializer[Any]]
    action: Callable[..., Model]
    example: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReadableResource:
    """One resource that is listed and read, and never made by callers: `/api/v1/<name>/`."""

    name: str
    model: type[Model]
    rows: Callable[[Any], "QuerySet[Any]"]
    fields: Mapping[str, Field]
    filters: type[FilterSet]
    sorts: Mapping[str, Sequence[str]]
    default_sort: str
    #: How rows are sorted under the names of `sorts` where their viewer is not told all of what they are sorted by.
    sorted_as: Callable[[Any], Mapping[str, Sequence[str]]] | None = None
    #: What `?updated_since=` finds, where that is not simply the column.
    changed_since: "Callable[[Any, datetime], QuerySet[Any]] | None" = None
    #: Describes the representation in the schema; a test holds it against `fields`.
    output: type[Serializer[Any]]
    #: `output`, and `input` where there is one, as the documentation shows them.
    examples: Mapping[str, Mapping[str, Any]]
    #: How the actions call fields that the resource calls otherwise, for the pointers of errors.
    renamed: Mapping[str, str] = field(default_factory=dict)
    steps: Sequence[ResourceStep] = ()
    change: ResourceChange | None = None

    def sorts_of(self, rows: "QuerySet[Any]") -> Mapping[str, Sequence[str]]:
        """The columns that these rows can be sorted by."""
        return self.sorted_as(rows) if self.sorted_as else self.sorts

    @property
    def title(self) -> str:
        """As a sentence calls it."""
        return self.name.replace("-", " ")


@dataclass(frozen=True, kw_only=True)
class Resource(ReadableResource):
    """One that callers also make. `create(by=, data=)` takes the input's valid data and returns the row."""

    input: type[Serializer[Any]]
    create: Callable[..., Model]


class StrictSerializer(Serializer[Any]):
    """Input that refuses what it does not know: a misspelt field would otherwise be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        """As usual, once every name is known."""
        if isinstance(data, Mapping) and (strange := sorted(set(data) - set(self.fields))):
            known = ", ".join(self.fields)
            message = _("Unknown field. Known are: %(known)s.") % {"known": known}
            raise ValidationError({name: ErrorDetail(message, "unknown") for name in strange})
        return super().to_internal_value(data)
