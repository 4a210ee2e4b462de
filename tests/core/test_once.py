"""What the parts of a page share is read once for it, and anew for the next."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from apps.core.middleware import ReadOnce
from apps.core.once import once, remembering


class Reader:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def answers(method: str) -> int:
    """How often a page asks for something that two of its parts show."""
    read = Reader()

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{once('it', read)}{once('it', read)}")

    ReadOnce(page)(RequestFactory().generic(method, "/"))
    return read.times


def test_a_page_reads_it_once() -> None:
    assert answers("GET") == 1


def test_a_request_that_may_write_reads_it_each_time() -> None:
    assert answers("POST") == 2


def test_it_is_forgotten_with_the_page() -> None:
    read = Reader()
    with remembering():
        once("it", read)
    with remembering():
        assert once("it", read) == 2
    assert once("it", read) == 3


def test_one_viewer_is_not_another() -> None:
    read = Reader()
    with remembering():
        assert (once("mine", read), once("theirs", read), once("mine", read)) == (1, 2, 1)
