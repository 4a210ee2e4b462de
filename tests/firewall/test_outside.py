"""Words leave by no other way than pages: mails, logs, caches, the queue and names of files of the running product.

Real processes, as in production: gunicorn with its own settings, a worker, a beat, a mail server, both brokers. People
send words that occur nowhere else by every kind of request, good and broken; then everything that is not the database
is read, opened and searched.
"""

import base64
import http.client
import json
import pickle
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from apps.core.models import new_id
from apps.handoffs.models import Handoff
from apps.incidents.models import AnonymousReport, Incident
from apps.notifications.models import Message
from apps.users.models import User
from tests.e2e.mailbox import Mailbox
from tests.factories import (
    AccountFactory,
    PurposeClassFactory,
    StakeholderFactory,
    TherapeuticAreaFactory,
    UserFactory,
    assign,
)
from tests.processes import Installation, free_port, wait_until

#: Stands in everything that people type here.
WORD = "zqcanary"
ANONYMOUS = "/incidents/report/anonymously/"


@dataclass
class Browser:
    """Somebody who is signed in to the running product."""

    port: int
    cookies: dict[str, str]
    answers: list[tuple[str, int]] = field(default_factory=list)

    def send(
        self, method: str, path: str, body: bytes = b"", kind: str = "", **more: str
    ) -> tuple[int, str, str]:
        """One request; status, body and where it leads."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(line):
            return self._sent(line, method, path, body, kind, more)

    def _sent(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes,
        kind: str,
        more: dict[str, str],
    ) -> tuple[int, str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {
            "Cookie": cookie,
            "Content-Type": kind,
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        } | more
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.answers.append((f"{method} {path}", answer.status))
        return answer.status, text, answer.headers.get("Location", "")

    def post(self, path: str, **values: Any) -> tuple[int, str, str]:
        """A form, as a page sends it."""
        return self.send("POST", path, encode_multipart(BOUNDARY, values), MULTIPART_CONTENT)

    def begun(self, path: str) -> str:
        """Where a page for something new leads: the address with its key."""
        return self.send("GET", path)[2].partition("?")[0]


@dataclass
class Place:
    """Who and what there is."""

    people: dict[str, User]
    typed: dict[str, Any]

    @classmethod
    def made(cls) -> "Place":
        """A liaison with an area, a key account manager, compliance; a hospital and a person."""
        area = TherapeuticAreaFactory()
        people: dict[str, Any] = {
            role: UserFactory(role=role) for role in ("msl", "kam", "compliance", "safety", "medical_manager")
        }
        assign(people["msl"], area)
        account, person = AccountFactory(country="DE"), StakeholderFactory()
        keys = {"account": account.pk, "stakeholder": person.pk, "therapeutic_area": area.pk}
        return cls(people, keys | {"purpose": PurposeClassFactory().pk})


@pytest.fixture
def mailbox(installation: Installation) -> Iterator[Mailbox]:
    """A real mail server that the installation sends to."""
    box = Mailbox()
    with box.open():
        installation.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(box.port)}
        yield box
        installation.stop()


def signed_in(user: User, port: int) -> Browser:
    """A session in the product's own database."""
    client = Client()
    client.force_login(user)
    found = Browser(port, {"sessionid": client.cookies["sessionid"].value})
    found.send("GET", ANONYMOUS)
    return found


def write(web: dict[str, Browser], typed: dict[str, Any]) -> None:
    """Everybody writes the word, by forms that are saved and by requests that fail."""
    when = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    msl, kam = web["msl"], web["kam"]
    log = msl.begun("/interactions/log/")
    contact = typed | {"stakeholders": typed["stakeholder"], "starts_at": when, "channel": "phone"}
    said = contact | {
        "kind": "scientific_exchange",
        "initiative": "reactive",
        "notes": WORD,
        "safety_answer": "yes",
    }
    first = msl.post(log, **said, do="submit", **{"safety-description": WORD})
    assert first[0] in (200, 302), first
    assert msl.post(log, **said, do="submit")[0] < 500
    asked = typed | {
        "wanted": "literature",
        "urgency": "urgent",
        "words": f"Ask your doctor to prescribe {WORD}",
    }
    assert kam.post(kam.begun("/hand-offs/new/"), **asked, is_unsolicited="on")[0] == 302
    visit = kam.begun("/visits/plan/")
    kam.post(visit, **contact | {"starts_at": "2031-01-01 10:00", "notes": WORD})
    reported = {"kind": "steering", "what_happened": WORD, "happened_on": f"{timezone.localdate()}"}
    assert kam.post(kam.begun("/incidents/report/"), **reported)[0] == 302
    assert msl.post(ANONYMOUS, id=str(uuid4()), **reported)[0] == 200
    for somebody in web.values():
        fail(somebody)


def fail(web: Browser) -> None:
    """Requests that are refused, in every way that some part of the product has words for."""
    pages = (f"/search/?q={WORD}", f"/contacts/?text={WORD}", f"/interactions/?cursor={WORD}",
             f"/api/v1/interactions/?notes={WORD}")  # fmt: skip
    for path in pages:
        assert web.send("GET", path, Referer=f"http://127.0.0.1/?{WORD}")[0] < 500, path
    for body in (f'{{"notes": "{WORD}"', f'{{"words": "\\ud800{WORD}\\u0000"}}', json.dumps({WORD: WORD})):
        for resource in ("interactions", "handoffs", "joint-visits", "reviews", "account-plans"):
            path = f"/api/v1/{resource}/"
            assert web.send("POST", path, body.encode(), "application/json")[0] < 500, (path, body)
    broken = SimpleUploadedFile(f"{WORD}.xlsx", b"PK\x03\x04" + WORD.encode(), "text/csv")
    assert web.post("/imports/", id=str(new_id()), file=broken, title=WORD)[0] < 500
    assert (
        web.send("POST", "/hand-offs/new/", f"words={WORD}".encode(), "application/x-www-form-urlencoded")[0]
        < 500
    )
    assert web.send("POST", "/interactions/log/", b"\xff" + WORD.encode(), MULTIPART_CONTENT)[0] < 500
    former = web.cookies.pop("csrftoken", "")
    assert web.post("/incidents/report/", what_happened=WORD)[0] in (403, 405)
    web.cookies["csrftoken"] = former


def opened(content: bytes) -> Iterator[bytes]:
    """A stored thing and what is packed into it: bodies of the queue, values of the cache."""
    yield content
    for body in re.findall(rb'"body": ?"([\w+/=]+)"', content):
        yield base64.b64decode(body)
    with suppress(Exception):
        # Django's file cache: when it ends, then the packed value.
        rest = content[len(pickle.dumps(pickle.loads(content), pickle.HIGHEST_PROTOCOL)) :]  # noqa: S301 - our own file
        yield zlib.decompress(rest)


def in_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file beside the database but the content that people attached, which stands on its side; every name."""
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        yield f"the name {name}", name.encode()
        if path.is_file() and "files/medical" not in name:
            for part in opened(path.read_bytes()):
                yield name, part


def in_redis(url: str) -> Iterator[tuple[str, bytes]]:
    """Every key of the cache and the queue."""
    readers = {b"string": "get", b"list": "lrange", b"hash": "hgetall", b"set": "smembers", b"zset": "zrange"}
    with redis.Redis.from_url(url) as server:
        for key in server.scan_iter():
            read = readers[server.type(key)]
            span = (0, -1) if read in ("lrange", "zrange") else ()
            value = getattr(server, read)(key, *span)
            for part in (key, *(value if isinstance(value, list | set) else [repr(value).encode()])):
                for one in opened(part):
                    yield f"Redis {key!r}", one


def outside(installation: Installation) -> list[str]:
    """Where the word stands beside the database."""
    places = list(in_files(installation.folder))
    if url := installation.extra.get("REDIS_URL"):
        places += in_redis(url)
    assert len(places) > 5
    return sorted({name for name, content in places if WORD.encode() in content})


def test_words_leave_by_no_other_way(
    installation: Installation, mailbox: Mailbox, broker: dict[str, str]
) -> None:
    port = free_port()
    serving = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    installation.extra |= broker | serving | {"LOG_LEVEL": "INFO", "LOG_FORMAT": "json", "SWEEP_SECONDS": "1"}
    installation.manage("collectstatic", "--noinput", "--verbosity=0")
    with installation.committed():
        place = Place.made()
        installation.run(
            [sys.executable, "-m", "gunicorn", "-c", "python:msl_crm.gunicorn_settings", "msl_crm.wsgi"]
        )
        wait_until(lambda: is_up(port), "it answers")
        web = {role: signed_in(user, port) for role, user in place.people.items()}
        write(web, place.typed)
        assert Handoff.objects.filter(words__contains=WORD).exists()
        assert Incident.objects.filter(what_happened=WORD).exists()
        assert AnonymousReport.objects.count() == 1
        # What was put into the queue, before a worker takes it out.
        assert outside(installation) == []
        installation.start("worker")
        installation.start("beat")
        wait_until(
            lambda: mailbox.mails and not Message.objects.filter(state="waiting").exists(), "all is mailed"
        )
        kinds = set(Message.objects.values_list("kind", flat=True))
    assert {"handoff_waiting", "incident_reported"} & kinds, kinds
    assert [mail["Subject"] for mail in mailbox.mails if WORD.encode() in mail.as_bytes()] == []
    assert outside(installation) == []
    assert "/incidents/report/" in installation.log, "the access log is there"
    assert ANONYMOUS not in installation.log


def is_up(port: int) -> bool:
    """Whether somebody answers."""
    with suppress(OSError):
        return Browser(port, {}).send("GET", "/healthz")[0] == 200
    return False
