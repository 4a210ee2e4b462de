"""The views that serve every resource: its list with create, and one item."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.models import new_id
from apps.core.paging import CURSOR, Page, page_of
from apps.core.resources import ReadableResource, Resource
from apps.firewall.registry import side_of
from apps.firewall.sides import ROLE_OF, privileges
from apps.integrations.api import content, parameters, repeats
from apps.integrations.api.authentication import caller_of
from apps.integrations.api.content import dumps
from apps.integrations.api.entity import etag_of, same_content
from apps.integrations.api.limits import add_headers
from apps.integrations.api.problems import Problem
from apps.integrations.api.representation import Item, expandable, items
from apps.integrations.api.scopes import READING

#: Counting further would read the whole table; the answer then says that it is an estimate.
MOST_COUNTED = 10_000


class ResourceView(APIView):
    """What all views of resources share. `resource` comes from the address (`addresses.py`)."""

    resource: ReadableResource = None  # type: ignore[assignment]

    @property
    def renamed(self) -> Any:
        """For the pointers of errors."""
        return self.resource.renamed

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever stands on the wrong side of the wall, before the database has to."""
        super().initial(request, *args, **kwargs)
        needed = (
            "SELECT" if request.method in READING else "UPDATE" if request.method == "PATCH" else "INSERT"
        )
        own, side = caller_of(request).side, side_of(self.resource.model)
        if side is None or needed not in privileges(side, ROLE_OF[own]):
            self.refuse_side(str(own.label), str(side.label if side else ""))

    def refuse_side(self, own: str, other: str) -> None:
        """Say on which side the resource stands."""
        detail = _("This client stands on the side %(own)s; this is kept on the side %(other)s.")
        raise Problem("forbidden", detail % {"own": own, "other": other})

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add what every answer says."""
        response = super().finalize_response(request, response, *args, **kwargs)
        add_headers(request, response)
        return response

    def shape(self, request: Request) -> dict[str, list[str]]:
        """`?fields=` and `?expand=`."""
        return {
            "only": parameters.names_in(request, "fields", list(self.resource.fields)),
            "expand": parameters.names_in(request, "expand", expandable(self.resource)),
        }

    def item(self, request: Request, key: UUID, **shape: list[str]) -> Item:
        """One visible row. Raises Http404."""
        found = items(self.resource, caller_of(request), [key], **shape)
        if not found:
            raise Http404
        return found[0]


class ListView(ResourceView):
    """`/api/v1/<name>/` of what is only read."""

    http_method_names = ["get", "head"]

    def get(self, request: Request) -> Response:
        """A page of what the caller may read."""
        resource = self.resource
        known = [*parameters.SHAPE, *parameters.PAGING, *resource.filters.base_filters]
        parameters.require_known(request, known)
        shape = self.shape(request)
        rows = parameters.filtered(request, resource, resource.rows(caller_of(request)))
        sorts = resource.sorts_of(rows)
        columns = {name.removeprefix("-") for sort in sorts.values() for name in sort}
        page: Page[dict[str, Any]] = page_of(
            rows.values("id", *columns - {"id"}),
            request.query_params,
            sorts=sorts,
            default=resource.default_sort,
            size=parameters.page_size(request),
            sort_param="ordering",
            strict=True,
        )
        results = items(resource, caller_of(request), [row["id"] for row in page.rows], **shape)
        links = {"next": _link(request, page.next), "previous": _link(request, page.previous)}
        counted = _counted(rows) if parameters.wants_count(request) else {}
        return Response({"results": results, **links, **counted}, headers=_link_header(links))


class CollectionView(ListView):
    """`/api/v1/<name>/` of what can also be made."""

    resource: Resource
    http_method_names = ["get", "post", "head"]

    def post(self, request: Request) -> Response:
        """Make one, once."""
        parameters.require_known(request, parameters.SHAPE)
        self.shape(request)
        content.require_json(request)
        body = cast(dict[str, Any], request.data)
        user = caller_of(request)
        keys, digest = repeats.keys_of(request, body), repeats.digest_of(request, body)
        if (former := repeats.former(user, keys, digest)) is not None:
            return self.answer(request, former.object_id, former.status, is_replay=former.is_replay)
        data = self.valid(request, body)
        if "id" in data and (existing := self.existing(request, data)):
            key, status = existing, 200
        else:
            made = self.resource.create(by=user, data={"id": new_id()} | data)
            key, status = made.pk, 201
        repeats.keep(user, keys, digest, status=status, object_id=key)
        return self.answer(request, key, status)

    def valid(self, request: Request, body: Any) -> dict[str, Any]:
        """What was sent, checked. Raises ValidationError."""
        serializer = self.resource.input(data=body, context={"request": request})
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def existing(self, request: Request, data: dict[str, Any]) -> UUID | None:
        """The row that was made under this id before, with the same content; None when the id is free."""
        key: UUID = data["id"]
        if not self.resource.model._base_manager.filter(pk=key).exists():
            return None
        found = items(self.resource, caller_of(request), [key])
        if not found or not same_content(self.resource, data, found[0]):
            raise Problem("conflict", _("This id is taken by other content."))
        return key

    def answer(self, request: Request, key: UUID, status: int, *, is_replay: bool = False) -> Response:
        """What was made, as the caller reads it now."""
        item = self.item(request, key, **self.shape(request))
        namespace = request.resolver_match.namespace if request.resolver_match else ""
        address = request.build_absolute_uri(reverse(f"{namespace}:item", args=[key]))
        body = dumps(item)
        headers = {"Location": address, "ETag": etag_of(body)}
        if is_replay:
            headers["Idempotent-Replayed"] = "true"
        return Response(body, status, headers=headers)


class ItemView(ResourceView):
    """`/api/v1/<name>/<id>/`."""

    http_method_names = ["get", "head"]

    def refuse_side(self, own: str, other: str) -> None:
        """Behind the wall, what is there and what is not look the same."""
        raise Http404

    def get(self, request: Request, id: UUID) -> Response:
        """One item; 304 when the caller has it already."""
        parameters.require_known(request, parameters.SHAPE)
        body = dumps(self.item(request, id, **self.shape(request)))
        etag = etag_of(body)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if "*" in known or etag in (tag.removeprefix("W/") for tag in known):
            return Response(status=304, headers={"ETag": etag})
        return Response(body, headers={"ETag": etag})


def _link(request: Request, cursor: str) -> str | None:
    """The same list from another place; None where it ends."""
    if not cursor:
        return None
    query: QueryDict = request.query_params.copy()
    query[CURSOR] = cursor
    return request.build_absolute_uri(f"{request.path}?{urlencode(query.dict())}")


def _link_header(links: dict[str, str | None]) -> dict[str, str]:
    """RFC 8288."""
    relations = {"next": "next", "previous": "prev"}
    told = [f'<{url}>; rel="{relations[name]}"' for name, url in links.items() if url]
    return {"Link": ", ".join(told)} if told else {}


def _counted(rows: Any) -> dict[str, Any]:
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return {"count": min(found, MOST_COUNTED), "is_count_estimate": found > MOST_COUNTED}
