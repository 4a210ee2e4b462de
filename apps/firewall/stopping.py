"""Which errors ended a request: the answer is a plain 500, and who looks at it afterwards asks here for the cause."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest

_MARK = "stopped_by"


@receiver(got_request_exception)
def notice(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Remember on the request what was raised and what caused it: Django wraps the errors of the database."""
    if request is not None:
        setattr(request, _MARK, {type(error) for error in _causes(sys.exc_info()[1])})


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def was_stopped_by(request: HttpRequest, kind: type[BaseException]) -> bool:
    """Whether an error of exactly this kind ended the request, or caused the one that did."""
    return kind in getattr(request, _MARK, ())
