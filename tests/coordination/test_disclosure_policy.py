"""Who keeps the disclosure policy: compliance drafts, changes and signs; the tables refuse everybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination import policies
from apps.coordination.disclosing import approve_disclosure, change_disclosure, draft_disclosure
from apps.coordination.disclosure_lines import all_lines_of, changes, values_of
from apps.coordination.models import DisclosurePolicy, DisclosureRule, DisclosureSignature
from apps.coordination.models.told import EVERYTHING, disclosure_for
from apps.coordination.queries import signatures_of_disclosure
from apps.core.merging import EditConflict, snapshot
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.proving import PASSWORD, Proof
from tests.coordination.disclosing import in_force
from tests.factories import PurposeClassFactory, UserFactory
from tests.personas import PERSONAS, WebClient

SEE = {
    "msl", "other_msl", "manager", "director", "medical_information", "stranger", "kam",
    "commercial_lead", "compliance",
}  # fmt: skip


@pytest.fixture
def draft(compliance: User, purpose: PurposeClass) -> DisclosurePolicy:
    """A first draft, made by compliance under its own role."""
    with acting_as(Side.OVERSIGHT):
        return draft_disclosure(by=compliance)


def proof(user: User) -> Proof:
    return Proof(user.pk, PASSWORD, timezone.now())


def hide(policy: DisclosurePolicy, *, by: User, before: str = "", **parts: str) -> DisclosurePolicy:
    """Say these parts in every line about what the commercial side is told."""
    lines = all_lines_of(policy)
    start = before or snapshot(values_of(lines))
    said = {
        line.name(part): value
        for line in lines
        if line.viewer == "commercial"
        for part, value in parts.items()
    }
    with acting_as(Side.OVERSIGHT):
        return change_disclosure(by=by, policy=policy, before=start, values=values_of(lines) | said)


def approve(policy: DisclosurePolicy, *, by: User | None = None, seen: str | None = None) -> DisclosurePolicy:
    """By somebody of compliance who wrote nothing of it, unless it is said who."""
    by = by or UserFactory(role="compliance")
    policy.refresh_from_db()
    with acting_as(Side.OVERSIGHT):
        return approve_disclosure(
            by=by, policy=policy, meaning="approved", proof=proof(by), seen=seen or str(policy.revision)
        )


@pytest.mark.parametrize("name", PERSONAS)
def test_who_keeps_and_who_reads(name: str, persona: Callable[[str], User], draft: DisclosurePolicy) -> None:
    user = persona(name)
    assert bool(policies.may_keep_disclosure(user)) is (name == "compliance")
    assert bool(policies.may_change_disclosure(user, draft)) is (name == "compliance")
    assert bool(policies.may_see_contacts(user)) is (name in SEE)


def test_a_draft_says_what_the_present_version_says(compliance: User, draft: DisclosurePolicy) -> None:
    assert {line.told for line in all_lines_of(draft)} == {EVERYTHING}
    hide(draft, by=compliance, who="function")
    approve(draft)
    with acting_as(Side.OVERSIGHT):
        following = draft_disclosure(by=compliance)
        assert draft_disclosure(by=compliance) == following, "sent twice"
    assert following.number == 2
    assert not changes(all_lines_of(draft), all_lines_of(following))
    assert "The function only" in {line.words()[0] for line in all_lines_of(following)}


def test_a_draft_holds_for_nobody_until_it_is_approved(
    compliance: User, kam: User, draft: DisclosurePolicy
) -> None:
    hide(draft, by=compliance, when="day")
    assert not disclosure_for(kam).hides()
    approve(draft)
    assert disclosure_for(kam).hides()
    assert disclosure_for(kam).rest.when == "day"
    assert not disclosure_for(compliance).hides()


def test_approval_supersedes_and_is_signed(compliance: User, purpose: PurposeClass) -> None:
    former = in_force({"viewer": "commercial", "when": "week"})
    with acting_as(Side.OVERSIGHT):
        draft = draft_disclosure(by=compliance)
    second = UserFactory(role="compliance")
    approve(draft, by=second)
    former.refresh_from_db()
    draft.refresh_from_db()
    assert (former.state, former.superseded_at) == ("superseded", draft.approved_at)
    assert (draft.state, draft.approver) == ("approved", second)
    (signature,) = signatures_of_disclosure(draft)
    assert (signature.matches, signature.signature.signer) == (True, second)


def test_what_was_changed_after_it_was_read_is_not_signed(compliance: User, draft: DisclosurePolicy) -> None:
    read = str(draft.revision)
    hide(draft, by=compliance, when="day")
    with pytest.raises(ValidationError, match="changed while you read"):
        approve(draft, seen=read)
    somebody_elses, second = Proof(draft.pk, PASSWORD, timezone.now()), UserFactory(role="compliance")
    with pytest.raises(PermissionDenied, match="Prove once more"):
        approve_disclosure(by=second, policy=draft, meaning="approved", proof=somebody_elses, seen="2")


def test_nobody_approves_what_they_wrote(compliance: User, draft: DisclosurePolicy) -> None:
    """Neither who drafted it nor who changed a line of it; with nobody else there, the refusal says what to do."""
    with pytest.raises(PermissionDenied, match="ask an administrator to add one"):
        approve(draft, by=compliance)
    second, third = UserFactory(role="compliance"), UserFactory(role="compliance", last_name="Third")
    hide(draft, by=second, when="day")
    for writer in (compliance, second):
        with pytest.raises(PermissionDenied, match="reads and approves it: .*Third"):
            approve(draft, by=writer)
    assert policies.may_approve_disclosure(third, draft)
    assert approve(draft, by=third).approver == third


def test_the_table_refuses_the_drafter_too(compliance: User, draft: DisclosurePolicy) -> None:
    signed = {"state": "approved", "approver": compliance, "approved_at": timezone.now()}
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        DisclosurePolicy.objects.filter(pk=draft.pk).update(**signed)
    assert DisclosurePolicy.objects.get(pk=draft.pk).state == "draft"


def test_two_who_change_one_draft_are_merged_or_asked(compliance: User, draft: DisclosurePolicy) -> None:
    start = snapshot(values_of(all_lines_of(draft)))
    hide(draft, by=compliance, when="day")
    hide(draft, by=compliance, before=start, when="time", who="function")
    assert {
        (line.told.who, line.told.when) for line in all_lines_of(draft) if line.viewer == "commercial"
    } == {("function", "day")}
    with pytest.raises(EditConflict):
        hide(draft, by=compliance, before=start, when="week")


def test_what_is_approved_is_not_changed(compliance: User, draft: DisclosurePolicy) -> None:
    approve(draft)
    draft.refresh_from_db()
    with pytest.raises(PermissionDenied, match="stays as it is"):
        hide(draft, by=compliance, when="day")
    rules = DisclosureRule.objects.filter(policy=draft)
    for statement in (
        lambda: rules.update(when="time"),
        rules.delete,
        lambda: DisclosureRule.objects.create(policy=draft, viewer="medical", purpose=PurposeClassFactory()),
        lambda: DisclosurePolicy.objects.filter(pk=draft.pk).update(
            state="draft", approver=None, approved_at=None
        ),
        lambda: DisclosurePolicy.objects.filter(pk=draft.pk).update(number=9),
        draft.delete,
    ):
        with pytest.raises((DatabaseError, Exception)), transaction.atomic():
            statement()
    assert not DisclosureRule.objects.filter(policy=draft, purpose__code__startswith="purpose-").exists()
    assert DisclosurePolicy.objects.get(pk=draft.pk).state == "approved"


@pytest.mark.parametrize("side", [Side.MEDICAL, Side.COMMERCIAL])
def test_the_tables_themselves_refuse_both_functions(side: Side, msl: User, draft: DisclosurePolicy) -> None:
    """Every side's role adds to shared tables; so it takes the trigger to keep them out."""
    number = {"number": 7, "drafted_by": msl}
    for statement in (
        lambda: DisclosurePolicy.objects.create(**number),
        lambda: DisclosurePolicy.objects.update(spread_at=timezone.now()),
        lambda: DisclosureRule.objects.create(
            policy=draft, viewer="medical", purpose=PurposeClassFactory.build()
        ),
        lambda: DisclosureRule.objects.update(when="time"),
        lambda: DisclosureSignature.objects.create(
            record=draft,
            signer=msl,
            signed_at=timezone.now(),
            version=1,
            meaning="approved",
            proof="password",
        ),
    ):
        with (
            pytest.raises((DatabaseError, ValueError), match=r"Compliance alone|unsaved"),
            transaction.atomic(),
            acting_as(side),
        ):
            statement()


# --- pages ---


def values(page: Any) -> dict[str, str]:
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields}


def test_compliance_drafts_changes_and_approves_by_its_pages(
    compliance: User, kam: User, sign_in: Callable[[User], WebClient], purpose: PurposeClass
) -> None:
    second = UserFactory(role="compliance", last_name="Second")
    second.set_password("Lantern-42-Harbour")
    second.save()
    web = sign_in(compliance)
    url = web.post("/contacts/disclosure/draft/")["Location"]
    typed = values(web.get(url)) | {f"whom_commercial_{purpose.pk}": "account"}
    answer = web.post(url, typed, follow=True)
    assert "The stakeholders" in answer.content.decode()
    assert [str(line.new) for line in answer.context["changes"]] == ["The account only"]
    signed = {"seen": answer.context["policy"].revision, "meaning": "approved"}
    assert "reads and approves it: " in answer.content.decode()
    assert "Sign and approve" not in answer.content.decode()
    assert web.post(f"{url}approve/", signed).status_code == 403
    web = sign_in(second)
    assert "Sign and approve" in web.get(url).content.decode()
    wrong = web.post(f"{url}approve/", signed | {"password": "wrong"})
    assert "is not right" in wrong.content.decode()
    assert not disclosure_for(kam).hides()
    done = web.post(f"{url}approve/", signed | {"password": "Lantern-42-Harbour"}, follow=True)
    assert "in force from now on" in done.content.decode()
    assert disclosure_for(kam).by_purpose[purpose.pk].whom == "account"
    shown = sign_in(kam).get("/contacts/disclosure/").content.decode()
    assert "The account only" in shown
    assert "Draft a new version" not in shown


def test_others_neither_draft_nor_see_drafts(
    kam: User, msl: User, draft: DisclosurePolicy, sign_in: Callable[[User], WebClient]
) -> None:
    for user in (kam, msl):
        web = sign_in(user)
        assert web.post("/contacts/disclosure/draft/").status_code == 403
        assert web.get(draft.get_absolute_url()).status_code == 404
        assert web.post(f"{draft.get_absolute_url()}approve/").status_code == 404
        assert str(draft) not in web.get("/contacts/disclosure/").content.decode()
