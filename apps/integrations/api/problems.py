"""Errors as `application/problem+json` (RFC 9457): a stable type with a help page, and a pointer per fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from apps.core.paging import BadCursor, UnknownSort

MEDIA_TYPE = "application/problem+json"
Fault = dict[str, str]


@dataclass(frozen=True)
class Kind:
    """A type of problem, and what to do about it."""

    status: int
    title: "str | Promise"
    help: "str | Promise"


KINDS = {
    "malformed": Kind(
        400,
        _("Malformed request"),
        _("Correct the request as “detail” says; repeated unchanged it fails again."),
    ),
    "unknown-parameter": Kind(
        400,
        _("Unknown parameter"),
        _("“known” lists the parameters of this address. None is ever ignored in silence."),
    ),
    "bad-cursor": Kind(
        400,
        _("Unusable cursor"),
        _("A cursor fits one list with one order and the same filters. Start again without “cursor”."),
    ),
    "not-authenticated": Kind(
        401,
        _("Not signed in"),
        _("Get a token at “/oauth/token/” and send it as “Authorization: Bearer ...”."),
    ),
    "insufficient-scope": Kind(
        403, _("The token lacks a scope"), _("Ask for a token with the scope that “detail” names.")
    ),
    "forbidden": Kind(
        403, _("Not allowed"), _("“detail” says why. An administrator gives the client another role.")
    ),
    "not-found": Kind(404, _("Not found"), _("It is not there, or this client may not know that it is.")),
    "method-not-allowed": Kind(
        405, _("Method not allowed"), _("The header “Allow” names the methods of this address.")
    ),
    "not-acceptable": Kind(406, _("Not acceptable"), _("The API answers JSON: accept “application/json”.")),
    "conflict": Kind(
        409, _("Conflict"), _("The id is taken by something else. Read it, or create under another id.")
    ),
    "still-running": Kind(
        409,
        _("Still running"),
        _("The same request is being worked on. Repeat it after “Retry-After” seconds."),
    ),
    "stale": Kind(
        412,
        _("Changed since"),
        _(
            "The row is no longer what “If-Match” names. Read it again, and decide whether to repeat the request."
        ),
    ),
    "precondition-required": Kind(
        428,
        _("Say what you have read"),
        _(
            "Read the row, and send its “ETag” as “If-Match”: what somebody else changed meanwhile is not lost."
        ),
    ),
    "too-large": Kind(413, _("Too large"), _("Send less in one request.")),
    "unsupported-media-type": Kind(
        415, _("Unsupported media type"), _("Send “Content-Type: application/json”.")
    ),
    "invalid": Kind(
        422, _("Invalid content"), _("“errors” says for each fault where it is. Nothing was changed.")
    ),
    "key-reused": Kind(
        422,
        _("Idempotency key used before"),
        _("This “Idempotency-Key” came with another body in the last 24 hours. Use a new key per request."),
    ),
    "too-many-requests": Kind(
        429, _("Too many requests"), _("Repeat the request after “Retry-After” seconds.")
    ),
    "internal": Kind(
        500, _("Fault on our side"), _("Nothing was changed. Report “correlation_id”; repeating may help.")
    ),
}


class Problem(exceptions.APIException):
    """A refusal with a type. `errors` carry `pointer`, `code`, `detail`; `more` are further members."""

    def __init__(
        self,
        kind: str,
        detail: "str | Promise",
        *,
        errors: list[Fault] | None = None,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.status_code = kind, KINDS[kind].status
        self.detail, self.errors = exceptions.ErrorDetail(str(detail)), errors or []
        self.more, self.headers = dict(more or {}), dict(headers or {})


def type_of(kind: str) -> str:
    """The stable address of a type, which is also its help page."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/api/v1/problems/{kind}/"


def problem_of(exc: Exception, renamed: Mapping[str, str]) -> Problem:
    """The problem that an exception stands for; an unforeseen one is ours."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, exceptions.APIException):
        return _of_framework(exc)
    if isinstance(exc, ValidationError):
        return Problem("invalid", _("The content is not valid."), errors=list(_faults_of(exc, renamed)))
    for kind, detail, classes in _PLAIN:
        if isinstance(exc, classes):
            return Problem(kind, str(exc) or detail)
    return Problem("internal", _("Something went wrong on our side."))


_PLAIN: list[tuple[str, "str | Promise", tuple[type[Exception], ...]]] = [
    ("forbidden", _("You may not do this."), (PermissionDenied,)),
    ("not-found", _("There is nothing here."), (Http404,)),
    ("too-large", _("The request is too large."), (RequestDataTooBig,)),
    ("malformed", _("The request cannot be read."), (SuspiciousOperation, UnknownSort)),
    ("bad-cursor", _("The cursor cannot be used."), (BadCursor,)),
]

_FRAMEWORK: dict[type[exceptions.APIException], str] = {
    exceptions.NotAuthenticated: "not-authenticated",
    exceptions.AuthenticationFailed: "not-authenticated",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not-found",
    exceptions.MethodNotAllowed: "method-not-allowed",
    exceptions.NotAcceptable: "not-acceptable",
    exceptions.UnsupportedMediaType: "unsupported-media-type",
    exceptions.ParseError: "malformed",
}


def _of_framework(exc: exceptions.APIException) -> Problem:
    if isinstance(exc, exceptions.ValidationError):
        return Problem("invalid", _("The content is not valid."), errors=list(_faults_in(exc.detail)))
    kind = _FRAMEWORK.get(type(exc), "internal")
    challenge = getattr(exc, "auth_header", "")
    return Problem(kind, str(exc.detail), headers={"WWW-Authenticate": challenge} if challenge else {})


def _faults_in(detail: Any, pointer: str = "") -> Iterator[Fault]:
    """DRF's nested errors, flat, each with a JSON pointer (RFC 6901)."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = name == "non_field_errors"
            yield from _faults_in(inner, pointer if own else f"{pointer}/{_escaped(name)}")
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            is_nested = isinstance(inner, Mapping | list)
            yield from _faults_in(inner, f"{pointer}/{number}" if is_nested else pointer)
    else:
        yield {"pointer": pointer, "code": str(getattr(detail, "code", "invalid")), "detail": str(detail)}


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _faults_of(exc: ValidationError, renamed: Mapping[str, str]) -> Iterator[Fault]:
    """What an action or a model found wrong."""
    by_field = exc.error_dict if hasattr(exc, "error_dict") else {NON_FIELD_ERRORS: exc.error_list}
    for name, errors in by_field.items():
        pointer = "" if name == NON_FIELD_ERRORS else f"/{renamed.get(name, name)}"
        for error in errors:
            for message in error.messages:
                yield {"pointer": pointer, "code": str(error.code or "invalid"), "detail": message}
