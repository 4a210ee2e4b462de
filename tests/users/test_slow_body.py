"""Whoever is locked out or moved cannot hold it off by sending a request slowly. Real sockets, a real web server."""

import re
import socket
import sys
import time
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings
from django.db import connection
from django.test import Client

from apps.core.merging import snapshot
from apps.integrations.models import ImportRun
from apps.users import actions
from apps.users.handing_over import hand_over_waiting
from apps.users.models import HandOver, User
from tests.factories import TherapeuticAreaFactory, UserFactory, assign
from tests.processes import Installation, free_port, wait_until

SIGN_IN = "/account/sign-in/"
BOUNDARY = "slowly"
#: The slow request ends only when the test lets it: whoever waited for it would wait for ever.
PATIENCE = 30


class Browser(requests.Session):
    """Somebody who signed in."""

    def __init__(self, url: str, person: User) -> None:
        super().__init__()
        self.url, client = url, Client()
        client.force_login(person)
        self.cookies.set(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)

    def token(self, path: str) -> str:
        """The proof of a form on this page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(self.url + path).text)
        assert found
        return found[1]

    def status(self, path: str) -> int:
        """What a page answers."""
        return self.get(self.url + path, timeout=60, allow_redirects=False).status_code

    def begin(self, path: str, kind: str, body: bytes) -> socket.socket:
        """Send the head of a POST and all of its body but the last byte."""
        host, port = self.url.removeprefix("http://").split(":")
        head = {
            "Host": f"{host}:{port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        slow = socket.create_connection((host, int(port)), timeout=60)
        slow.sendall("\r\n".join(lines).encode() + body[:-1])
        # Until the server has taken it up.
        time.sleep(1)
        return slow


def form(**fields: str) -> bytes:
    """A form with a file, as browsers send it."""
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts.append('name="file"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\nname\r\nSomebody')
    told = "".join(f"--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    return f"{told}--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def url(installation: Installation) -> Iterator[str]:
    """A web server of its own."""
    port = free_port()
    # No static files are collected here.
    installation.extra |= {"DEBUG": "1", "SECRET_KEY": settings.SECRET_KEY}
    web = "gunicorn msl_crm.wsgi --workers=1 --worker-class=gthread --threads=4 --no-control-socket"
    installation.run([sys.executable, "-m", *web.split(), f"--bind=127.0.0.1:{port}"])
    with installation.committed():
        wait_until(lambda: is_up(f"http://127.0.0.1:{port}"), "the web server answers")
        yield f"http://127.0.0.1:{port}"


def is_up(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=10).ok
    except requests.ConnectionError:
        return False


def test_a_slow_form_holds_nothing_off(url: str) -> None:
    admin, person = UserFactory(role="administrator"), UserFactory(role="msl")
    page = f"/users/people/{person.pk}/deactivate/"
    with Browser(url, admin) as by, Browser(url, person) as theirs:
        proof = theirs.token("/users/preferences/")
        typed = f"csrfmiddlewaretoken={proof}&time_zone=UTC&theme=dark".encode()
        with theirs.begin("/users/preferences/", "application/x-www-form-urlencoded", typed) as slow:
            sent = {"csrfmiddlewaretoken": by.token(page), "receiver": ""}
            assert by.post(url + page, sent, timeout=PATIENCE, allow_redirects=False).status_code == 302
            assert theirs.status("/users/preferences/") == 302
            hand_over_waiting()
            assert HandOver.objects.get().state == "done"
            slow.sendall(typed[-1:])
            assert b" 302 " in slow.recv(1000)
    person.refresh_from_db()
    assert (person.is_active, person.theme) == (False, "auto")


def test_a_slow_upload_holds_nothing_off_and_starts_nothing(url: str) -> None:
    admin, person = UserFactory(role="administrator"), importing()
    with Browser(url, person) as theirs:
        body = form(csrfmiddlewaretoken=theirs.token("/imports/"), id="")
        with theirs.begin("/imports/", f"multipart/form-data; boundary={BOUNDARY}", body) as slow:
            move(by=admin, person=person)
            hand_over_waiting()
            assert HandOver.objects.get().state == "done"
            slow.sendall(body[-1:])
            answer = slow.recv(1000)
    assert b" 302 " in answer
    assert SIGN_IN.encode() in answer
    assert not ImportRun.objects.exists()


def importing() -> User:
    """Somebody who may import."""
    person: User = UserFactory(role="msl")
    assign(person, TherapeuticAreaFactory())
    return person


def move(by: User, person: User) -> None:
    """To the other side of the wall, and not waiting for ever."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
    start = actions.person_values(person)
    values, why = {**start, "role": "kam"}, actions.SideChange("Reorganised.")
    actions.edit_person(by=by, person=person, before=snapshot(start), values=values, move=why)


def test_an_upload_of_somebody_who_stays_starts(url: str) -> None:
    with Browser(url, importing()) as theirs:
        body = form(csrfmiddlewaretoken=theirs.token("/imports/"), id="")
        with theirs.begin("/imports/", f"multipart/form-data; boundary={BOUNDARY}", body) as slow:
            slow.sendall(body[-1:])
            assert b" 302 " in slow.recv(1000)
    assert ImportRun.objects.exists()
