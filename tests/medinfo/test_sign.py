"""Signing and locking: proved, bound to what was signed, kept by the database, and invisible to the other side."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from apps.audit.signing import canonical, digest_of
from apps.core.models import new_id
from apps.firewall.roles import role_taken
from apps.medinfo import actions
from apps.medinfo.models import Answer, MedicalRequest, RequestSignature
from apps.medinfo.signed import signatures_of
from apps.users.models import User
from apps.users.proving import Proof
from tests.medinfo.conftest import proof_of
from tests.personas import WebClient

PASSWORD = "correct-horse-battery"
URL = "/requests/"


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign(web: WebClient, row: MedicalRequest, **typed: str) -> Any:
    latest: Any = row.answers.last()
    said = {"meaning": "attested", "seen": f"{latest.number}.{latest.revision}", **typed}
    return web.post(f"{URL}{row.pk}/sign/", said, follow=True)


def test_signed_with_the_password_it_is_closed(
    desk_web: WebClient, answered: MedicalRequest, answerer: User
) -> None:
    page = sign(desk_web, answered, password=PASSWORD).content.decode()
    answered.refresh_from_db()
    signature = RequestSignature.objects.get()
    assert answered.state == "closed"
    assert (signature.signer, signature.printed_name) == (answerer, "Ines Answers")
    assert (signature.proof, signature.version) == ("password", 1)
    assert "The signature matches this version" in page
    assert "Ines Answers" in page


@pytest.mark.parametrize(
    "typed", [{}, {"password": ""}, {"password": "correct-horse-batteri"}, {"code": "123456"}]
)
def test_without_proof_nothing_is_signed(
    desk_web: WebClient, answered: MedicalRequest, typed: dict[str, str]
) -> None:
    sign(desk_web, answered, **typed)
    answered.refresh_from_db()
    assert answered.state == "answered"
    assert not RequestSignature.objects.exists()


def test_signed_with_a_code_that_is_taken_once(
    desk_web: WebClient, answered: MedicalRequest, answerer: User, write: Callable[..., Answer]
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(answerer, secret)
    code = code_of(secret)
    sign(desk_web, answered, code=code)
    assert RequestSignature.objects.get().proof == "second_factor"
    later = actions.reopen_request(by=answerer, request=answered, id=new_id(), reason="Again.")
    write(later)
    # allauth forgets a used code after 30 seconds, and takes it for longer.
    cache.delete(f"allauth.mfa.totp.used?user={answerer.pk}&code={code}")
    assert "Nothing was signed" in sign(desk_web, later, code=code).content.decode()
    assert RequestSignature.objects.count() == 1


def test_tries_are_counted(desk_web: WebClient, answered: MedicalRequest) -> None:
    for _time in range(5):
        assert "Nothing was signed" in sign(desk_web, answered, password="wrong").content.decode()
    assert "Too many tries" in sign(desk_web, answered, password=PASSWORD).content.decode()
    assert not RequestSignature.objects.exists()


def test_what_was_not_read_is_not_signed(
    desk_web: WebClient, answered: MedicalRequest, write: Callable[..., Answer]
) -> None:
    """A page that was opened before the answer was corrected."""
    write(answered, "The half-life is doubled.")
    assert (
        "changed since you opened" in sign(desk_web, answered, password=PASSWORD, seen="1.3").content.decode()
    )
    assert not RequestSignature.objects.exists()


def test_nobody_signs_for_somebody_else(answerer: User, director: User, answered: MedicalRequest) -> None:
    old = Proof(answerer.pk, "password", timezone.now() - timedelta(minutes=5))
    for proof in (proof_of(director), old):
        with pytest.raises(PermissionDenied):
            actions.close_request(by=answerer, request=answered, meaning="attested", proof=proof)


def test_an_unfinished_version_keeps_it_open(answerer: User, answered: MedicalRequest) -> None:
    actions.save_answer(by=answerer, request=answered, text="Another.")
    with pytest.raises(ValidationError):
        actions.close_request(by=answerer, request=answered, meaning="attested", proof=proof_of(answerer))


@pytest.mark.parametrize(
    "change", [{"question": "Other?"}, {"state": "answered", "closed_at": None}, {"revision": 99}]
)
def test_the_database_keeps_what_is_closed(closed: MedicalRequest, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        MedicalRequest.objects.filter(pk=closed.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM medinfo_medicalrequest WHERE id = %s", [closed.pk])


def test_the_database_takes_no_further_answer(closed: MedicalRequest, answerer: User) -> None:
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Answer.objects.create(request=closed, number=2, text="More.", written_by=answerer)
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Answer.objects.filter(request=closed).update(delivered_to="Somebody else")


def test_no_draft_is_moved_under_what_is_closed(
    closed: MedicalRequest, msl: User, answerer: User, values: dict[str, Any]
) -> None:
    other = actions.take_in_request(by=msl, id=new_id(), values=values)
    draft = Answer.objects.create(request=other, number=7, text="More.", written_by=answerer)
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Answer.objects.filter(pk=draft.pk).update(request=closed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE medinfo_medicalrequest SET question = 'Other?'",
        "UPDATE medinfo_answer SET delivered_to = 'Somebody else'",
        "CREATE TEMPORARY TABLE medinfo_medicalrequest (id uuid, state text);"
        "UPDATE public.medinfo_answer SET delivered_to = 'Somebody else'",
    ],
)
def test_no_role_switches_the_lock_off(closed: MedicalRequest, statement: str) -> None:
    """Neither by the setting with which an owner does, nor by a table of its own in front of ours."""
    with transaction.atomic(), role_taken("crm_medical"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, TRUE) FROM pg_trigger"
            " WHERE tgrelid IN ('medinfo_answer'::regclass, 'medinfo_medicalrequest'::regclass)"
        )
        with (
            pytest.raises(DatabaseError, match=r"closed|Cannot update|create temporary"),
            transaction.atomic(),
        ):
            cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE medinfo_requestsignature SET version = 2", "DELETE FROM medinfo_requestsignature"]
)
def test_a_signature_is_written_once(closed: MedicalRequest, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        role_taken("crm_medical"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("role", ["crm_commercial", "crm_safety", "crm_administration", "crm_web"])
def test_not_even_that_it_exists_is_told(closed: MedicalRequest, role: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        role_taken(role),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM medinfo_requestsignature")


def test_the_digest_is_that_of_the_signed_content(closed: MedicalRequest) -> None:
    (checked,) = signatures_of(closed)
    assert checked.matches
    assert "renal impairment" in checked.signature.content
    assert "half-life is not changed" in checked.signature.content
    assert len(checked.signature.digest) == 64


@pytest.mark.parametrize(
    ("column", "value"), [("printed_name", "Somebody Else"), ("meaning", "approved"), ("content", "{}")]
)
def test_an_altered_signature_does_not_match(
    closed: MedicalRequest, desk_web: WebClient, column: str, value: str
) -> None:
    """Past the product, as the owner of the tables."""
    RequestSignature.objects.update(**{column: value})
    assert "does not match" in desk_web.get(closed.get_absolute_url()).content.decode()


def test_an_altered_record_does_not_match(closed: MedicalRequest, desk_web: WebClient) -> None:
    """By an owner who switched the triggers off for a moment."""
    with pgtrigger.ignore("medinfo.Answer:closed_stays", "medinfo.Answer:approved_words_stay"):
        Answer.objects.update(text="Doubled.")
    (checked,) = signatures_of(closed)
    assert checked.is_whole
    assert not checked.is_same
    assert "does not match" in desk_web.get(closed.get_absolute_url()).content.decode()


def test_a_new_name_breaks_no_signature(closed: MedicalRequest, answerer: User) -> None:
    User.objects.filter(pk=answerer.pk).update(last_name="Married")
    type(closed.asker).objects.filter(pk=closed.asker_id).update(last_name="Married")
    (checked,) = signatures_of(MedicalRequest.objects.get(pk=closed.pk))
    assert checked.matches
    assert checked.signature.printed_name == "Ines Answers"


def test_the_same_content_gives_the_same_text() -> None:
    now = timezone.now()
    assert canonical({"b": [1, None], "a": now}) == canonical({"a": timezone.localtime(now), "b": [1, None]})
    assert canonical({"a": "ü"}) == '{"a":"ü"}'


def test_every_line_of_a_signature_counts(closed: MedicalRequest) -> None:
    signature = RequestSignature.objects.get()
    for name, value in (("version", 7), ("signed_at", timezone.now()), ("signer_id", new_id())):
        kept = getattr(signature, name)
        setattr(signature, name, value)
        assert digest_of(signature) != signature.digest
        setattr(signature, name, kept)
    assert digest_of(signature) == signature.digest


def test_reopened_it_is_a_new_version_beside_the_signed_one(
    web: WebClient, closed: MedicalRequest, answerer: User, write: Callable[..., Answer]
) -> None:
    for _time in range(2):
        page = web.post(f"{URL}{closed.pk}/reopen/", {"reason": "New data."}, follow=True).content.decode()
    assert "New data." in page
    later = MedicalRequest.objects.get(earlier=closed)
    assert (later.version, later.state, later.answerer) == (2, "assigned", answerer)
    write(later)
    later = actions.close_request(by=answerer, request=later, meaning="attested", proof=proof_of(answerer))
    assert [checked.matches for row in (closed, later) for checked in signatures_of(row)] == [True, True]


def test_the_liaison_and_compliance_read_the_signature(
    closed: MedicalRequest, web: WebClient, compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    for reader in (web, sign_in(compliance)):
        assert "The signature matches this version" in reader.get(closed.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("step", "told"),
    [("answer", "closed and signed"), ("withdraw", "not withdrawn"), ("assess", "not in work")],
)
def test_what_is_refused_since_the_page_was_opened_is_told(
    desk_web: WebClient, web: WebClient, closed: MedicalRequest, step: str, told: str
) -> None:
    said = {
        "text": "More.",
        "reason": "No.",
        "complexity": "simple",
        "volume": "1",
        "label_class": "on_label",
    }
    by = web if step == "withdraw" else desk_web
    assert told in by.post(f"{URL}{closed.pk}/{step}/", said).content.decode()
