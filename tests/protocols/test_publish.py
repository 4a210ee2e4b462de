"""Drafting, signing, publishing; from when a version holds; and that it stays as it is."""

import datetime
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import timezone

from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.notifications.models import Message
from apps.protocols.actions import (
    change_draft,
    draft_protocol,
    draft_version,
    publish_version,
    retire_protocol,
    values_of,
)
from apps.protocols.models import Protocol, ProtocolVersion
from apps.protocols.queries import rows_for, shelf_for, signatures_of
from apps.users.models import User
from apps.users.proving import Proof
from tests.personas import WebClient
from tests.protocols.conftest import VALUES

Publish = Callable[..., ProtocolVersion]


def change(by: User, version: ProtocolVersion, **values: object) -> ProtocolVersion:
    old = values_of(version)
    return change_draft(by=by, version=version, before=snapshot(old), values=old | values)


def test_a_form_sent_twice_drafts_one(compliance: User) -> None:
    key = new_id()
    for _time in range(2):
        draft_protocol(by=compliance, id=key, values=VALUES)
    assert Protocol.objects.count() == ProtocolVersion.objects.count() == 1


def test_a_review_before_it_holds_is_refused(compliance: User) -> None:
    with pytest.raises(ValidationError, match="review comes after"):
        draft_protocol(by=compliance, id=new_id(), values=VALUES | {"review_on": VALUES["effective_on"]})


def test_what_is_published_is_signed_and_told(version: ProtocolVersion, msl: User, compliance: User) -> None:
    assert [checked.matches for checked in signatures_of(version)] == [True]
    assert version.published_by == compliance


def test_everybody_it_is_for_is_told(
    draft: ProtocolVersion, msl: User, kam: User, safety: User, publish: Publish
) -> None:
    publish(draft)
    told = Message.objects.filter(kind="protocol_published").values_list("recipient", flat=True)
    assert set(told) == {msl.pk, kam.pk}


def test_what_is_published_stays_as_it_is(version: ProtocolVersion, compliance: User) -> None:
    with pytest.raises(PermissionDenied, match="is published"):
        change(compliance, version, text="Other words.")
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        ProtocolVersion.objects.filter(pk=version.pk).update(text="Other words.")


def test_what_was_not_read_is_not_signed(draft: ProtocolVersion, compliance: User, publish: Publish) -> None:
    seen = draft.revision
    change(compliance, draft, text="Other words.")
    with pytest.raises(PermissionDenied, match="Read it again"):
        publish(draft, seen=seen)


def test_somebody_elses_proof_signs_nothing(draft: ProtocolVersion, compliance: User, msl: User) -> None:
    proof = Proof(msl.pk, "password", timezone.now())
    with pytest.raises(PermissionDenied, match="Prove once more"):
        publish_version(by=compliance, version=draft, seen=draft.revision, proof=proof)


def test_the_next_version_holds_from_its_day(
    version: ProtocolVersion, compliance: User, msl: User, publish: Publish
) -> None:
    second = draft_version(by=compliance, protocol=version.protocol)
    assert second.number == 2
    assert draft_version(by=compliance, protocol=version.protocol) == second
    day = timezone.localdate() + timedelta(days=10)
    publish(change(compliance, second, effective_on=day, review_on=day + timedelta(days=1)))
    assert rows_for(msl).get() == version
    assert [row.number for row in shelf_for(msl)] == [2]
    assert ProtocolVersion.objects.in_force(day).get() == second


def test_a_retired_one_is_on_no_shelf(version: ProtocolVersion, compliance: User, msl: User) -> None:
    retire_protocol(by=compliance, protocol=version.protocol)
    assert shelf_for(msl) == []
    assert not rows_for(msl)
    assert not Message.objects.filter(kind="protocol_published", state="waiting").exists()


def test_it_is_retired_once(version: ProtocolVersion, compliance: User) -> None:
    opened = version.protocol
    retire_protocol(by=compliance, protocol=opened)
    Protocol.objects.update(retired_on=datetime.date(2026, 1, 1))
    assert retire_protocol(by=compliance, protocol=opened).retired_on == datetime.date(2026, 1, 1)


def test_by_the_pages(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    web = sign_in(compliance)
    url = web.get("/protocols/new/")["Location"]
    form = {name: str(value) for name, value in VALUES.items()}
    page = web.post(url, form)["Location"]
    assert b"Sign and publish" in web.get(page).content
    assert b"not right" in web.post(f"{page}publish/", {"seen": "1", "password": "wrong"}).content
    answer = web.post(f"{page}publish/", {"seen": "1", "password": "correct-horse-battery"})
    assert answer["Location"] == page
    assert ProtocolVersion.objects.get().published_at is not None
    web.post(f"{page}begin/")
    shown = web.get(f"{page}versions/").content
    assert b"Version 1" in shown
    assert timezone.localdate().isoformat().encode() not in shown


def test_a_draft_that_lacks_a_day_says_so(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    answer = sign_in(compliance).post(f"/protocols/{new_id()}/draft/", {"name": "Half", "audience": "both"})
    assert b"Half" in answer.content
    assert not Protocol.objects.exists()


def test_the_review_day_is_kept(draft: ProtocolVersion, compliance: User) -> None:
    assert change(compliance, draft, review_on=datetime.date(2029, 5, 1)).review_on.year == 2029
