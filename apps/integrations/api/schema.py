"""The schema of a declared resource: drf-spectacular asks, the declaration answers."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from apps.core.resources import ReadableResource, ResourceStep
from apps.integrations.api import parameters, problems
from apps.integrations.api.representation import expandable
from apps.integrations.api.steps import StepView
from apps.integrations.api.views import ListView, ResourceView

ALWAYS = (
    "not-authenticated",
    "insufficient-scope",
    "forbidden",
    "not-acceptable",
    "too-many-requests",
    "internal",
)
READS = ("malformed", "unknown-parameter")
LISTS = ("bad-cursor",)
ITEMS = ("not-found",)
STEPS = (
    "not-found",
    "stale",
    "still-running",
    "too-large",
    "unsupported-media-type",
    "invalid",
    "key-reused",
)
CHANGES = (
    "not-found",
    "stale",
    "precondition-required",
    "too-large",
    "unsupported-media-type",
    "invalid",
)
VERBS = {"POST": ("create", "Create one"), "PATCH": ("change", "Change one")}
CREATES = ("conflict", "still-running", "too-large", "unsupported-media-type", "invalid", "key-reused")


class Fault(serializers.Serializer[Any]):
    """One fault of a request."""

    pointer = serializers.CharField(required=False, help_text="JSON pointer into the body (RFC 6901).")
    parameter = serializers.CharField(required=False, help_text="Name of a query parameter.")
    code = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457. `errors` is added by name: it would hide the attribute of every serializer."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    correlation_id = serializers.CharField()
    known = serializers.ListField(child=serializers.CharField(), required=False)
    current = serializers.DictField(required=False, help_text="The row as it is now, where it is stale.")

    def get_fields(self) -> dict[str, Any]:
        """With the faults."""
        return {**super().get_fields(), "errors": serializers.ListSerializer(child=Fault(), required=False)}


class ClientCredentials(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes bearer tokens."""

    target_class = "apps.integrations.api.authentication.BearerAuthentication"
    name = "oauth2"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The client credentials flow with all scopes."""
        declared: Any = settings.OAUTH2_PROVIDER
        scopes = {name: str(words) for name, words in declared["SCOPES"].items()}
        flow = {"tokenUrl": "/oauth/token/", "scopes": scopes}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}


class PageSession(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes our own pages."""

    target_class = "apps.integrations.api.authentication.PageAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A cookie; writes carry the CSRF token besides."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class ResourceSchema(AutoSchema):
    """Describes the views of resources."""

    view: Any

    @property
    def resource(self) -> ReadableResource:
        """What the address serves."""
        return self.view.resource  # type: ignore[no-any-return]

    @property
    def step(self) -> ResourceStep | None:
        """What the address does with one row, if it does something."""
        return self.view.step if isinstance(self.view, StepView) else None

    def is_excluded(self) -> bool:
        """Only resources are described."""
        return not isinstance(self.view, ResourceView)

    def is_list(self) -> bool:
        """A GET of the collection."""
        return isinstance(self.view, ListView) and self.method == "GET"

    def get_operation_id(self) -> str:
        """`interactions_list`, `interactions_create`, `interactions_read`."""
        verb = self.step.name.replace("-", "_") if self.step else self._verb()[0]
        return f"{self.resource.name.replace('-', '_')}_{verb}"

    def get_tags(self) -> list[str]:
        """One group per resource."""
        return [self.resource.name]

    def get_summary(self) -> str:
        """A line for the overview."""
        if self.step:
            return f"{self.step.title}: {self.resource.title}"
        return f"{self._verb()[1]}: {self.resource.title}"

    def _verb(self) -> tuple[str, str]:
        return VERBS.get(self.method, ("list", "List") if self.is_list() else ("read", "Read one"))

    def get_description(self, path: str = "", method: str = "") -> str:
        """The scope that is needed."""
        return f"Scope: `{self._scope()}`."

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A token with the scope, or a session."""
        super().get_auth()  # makes the schema describe both
        return [{"oauth2": [self._scope()]}, {"session": []}]

    def _scope(self) -> str:
        return f"{'write' if self.method in VERBS else 'read'}:{self.resource.name}"

    def get_request_serializer(self) -> Any:
        """What POST and PATCH take."""
        if self.method == "PATCH" and self.resource.change:
            return self.resource.change.input
        return self.step.input if self.step else self.view.resource.input

    def get_examples(self) -> list[OpenApiExample]:
        """A body that could be sent, and what reading gives."""
        if self.step:
            return [OpenApiExample("Step", value=dict(self.step.example), request_only=True)]
        if self.method == "PATCH" and self.resource.change:
            return [OpenApiExample("Change", value=dict(self.resource.change.example), request_only=True)]
        if self.method == "POST":
            return [OpenApiExample("New", value=self.resource.examples["input"], request_only=True)]
        return []

    def get_response_serializers(self) -> Any:
        """What each method gives, and each way to fail."""
        output, example = self.resource.output, self.resource.examples["output"]
        body: Any = self._page(output) if self.is_list() else output
        value = {"results": [example], "next": None, "previous": None} if self.is_list() else example
        good = OpenApiResponse(body, examples=[OpenApiExample("Answer", value=value, response_only=True)])
        statuses = [201, 200] if self.method == "POST" and not self.step else [200]
        return {**dict.fromkeys(statuses, good), **self._failures()}

    def _page(self, output: type[serializers.Serializer[Any]]) -> Any:
        name = output.__name__.removesuffix("Output")
        return inline_serializer(
            f"{name}Page",
            {
                "results": output(many=True),
                "next": serializers.URLField(allow_null=True),
                "previous": serializers.URLField(allow_null=True),
                "count": serializers.IntegerField(required=False),
                "is_count_estimate": serializers.BooleanField(required=False),
            },
        )

    def _failures(self) -> dict[Any, OpenApiResponse]:
        by_method = {"POST": CREATES, "PATCH": CHANGES}
        own = STEPS if self.step else by_method.get(self.method, LISTS if self.is_list() else ITEMS)
        by_status: dict[int, list[str]] = {}
        for kind in (*ALWAYS, *READS, *own):
            by_status.setdefault(problems.KINDS[kind].status, []).append(kind)
        return {
            (status, problems.MEDIA_TYPE): OpenApiResponse(Problem, ", ".join(sorted(kinds)))
            for status, kinds in sorted(by_status.items())
        }

    def get_override_parameters(self) -> list[Any]:
        """Every parameter that the address knows, and the headers it reads."""
        found = [_query("fields", "Comma-separated: only these fields.", enum=list(self.resource.fields))]
        if names := expandable(self.resource):
            found.append(_query("expand", "Comma-separated: more than the key of these.", enum=names))
        if self.step:
            found.append(_header("If-Match", "An ETag: 412 when the row is another one by now."))
        if self.method == "PATCH":
            return [*found, _header("If-Match", "The ETag of what you have read: needed, else 428.")]
        if self.method == "POST":
            return [
                *found,
                _header("Idempotency-Key", "A repeated request with this key makes nothing twice."),
            ]
        if not self.is_list():
            return [*found, _header("If-None-Match", "An ETag: 304 when nothing has changed.")]
        return [*found, *self._paging(), *self._filters()]

    def _paging(self) -> list[OpenApiParameter]:
        return [
            _query("cursor", "Where the page begins; taken from `next` or `previous`."),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": parameters.LARGEST_PAGE, "default": 50},
            ),
            OpenApiParameter(
                "ordering", str, enum=list(self.resource.sorts), default=self.resource.default_sort
            ),
            OpenApiParameter("updated_since", OpenApiTypes.DATETIME, description="Changed at or after."),
            OpenApiParameter("count", bool, description="Also count; an estimate beyond 10,000 says so."),
        ]

    def _filters(self) -> list[OpenApiParameter]:
        return [
            OpenApiParameter(name, str, description=str(found.label or ""), enum=_choices(found))
            for name, found in self.resource.filters.base_filters.items()
        ]

    def get_filter_backends(self) -> list[Any]:
        """Filters are told by the declaration."""
        return []


def _choices(found: Any) -> list[str] | None:
    choices = found.extra.get("choices")
    return [str(value) for value, _label in choices] if choices else None


def _query(name: str, words: str, *, enum: list[str] | None = None) -> OpenApiParameter:
    if enum is None:
        return OpenApiParameter(name, str, description=words)
    schema = {"type": "array", "items": {"type": "string", "enum": enum}}
    return OpenApiParameter(name, schema, description=words, style="form", explode=False)


def _header(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=words)
