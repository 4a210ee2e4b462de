"""Writing people, teams and territories. Sessions and passwords stand in tables that administrators cannot touch.

What ends a person's sessions is a column of their own row (`sign_outs`), which every session must match; the link with
which they choose a password is only asked for here and sent by a task that stands on no side.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.core.merging import merge
from apps.core.sections import Given, run_sections
from apps.core.telling import tell
from apps.firewall.sides import Side
from apps.users.handing_over import wake_hand_over
from apps.users.holding import administrator_now, held
from apps.users.models import HandOver, Team, Territory, User
from apps.users.policies import (
    CLIENT_ROLES,
    leaves_work_by,
    may_change_role,
    may_deactivate,
    may_hand_over,
    may_invite_again,
    may_manage_people,
    may_reactivate,
    may_receive,
    may_reset_factor,
    may_send_link,
    may_withdraw,
)
from apps.users.queries import territory_and_below


@dataclass(frozen=True)
class SideChange:
    """That somebody changes sides on purpose: why, and who takes what they leave behind. A role of the same side that
    holds no contacts leaves work behind, too, and needs no reason."""

    reason: str = ""
    receiver: User | None = None


#: Where other apps add their parts to the form of a person.
PERSON = "users.person"
#: What is asked before somebody leaves their work behind.
CONFIRM = {
    HandOver.Cause.CHANGED_SIDES: gettext_lazy("Confirm that this person changes sides."),
    HandOver.Cause.CHANGED_ROLE: gettext_lazy("Confirm that this person gives up their open work."),
}
#: What inviting and withdrawing change.
INVITATION_FIELDS = ["invited_at", "invitation_withdrawn_at", "is_active"]
#: What an administrator enters about a person.
PERSON_FIELDS = ("email", "first_name", "last_name", "role", "team", "territory", "time_zone", "calendar")


@audited
def create_person(
    *, by: User, id: uuid.UUID, values: Mapping[str, Any], sections: Given | None = None
) -> User:
    """Invite a person, who gets a mail with a link to choose a password. A form sent twice makes one person.

    Systems get no mail: they sign in with the secret of their client.

    `sections` is what was entered in the parts that other apps add. Raises ValidationError (field to message) for that,
    and when the address is taken.
    """
    may_manage_people(administrator_now(by)).require()
    if (existing := User.objects.filter(pk=id).first()) is not None:
        return existing
    person = User(pk=id, **_clean(values))
    if person.role not in CLIENT_ROLES:
        person.invited_at = person.link_wanted_at = timezone.now()
    person.set_unusable_password()
    _refuse_taken_address(person)
    person.save(force_insert=True)
    run_sections(PERSON, sections or {}, by=by, subject=person)
    transaction.on_commit(_wake_sender, robust=True)
    return person


@audited
def edit_person(
    *,
    by: User,
    person: User,
    before: str,
    values: Mapping[str, Any],
    sections: Given | None = None,
    move: SideChange | None = None,
) -> User:
    """Change a person. A new side ends all their sessions, so that no page of the old side stays open.

    Their open work is handed over as when somebody leaves, also when the new role may not finish it. Raises
    EditConflict when somebody else changed the same field, ValidationError for a taken address, for a change of sides
    that nobody confirmed with a reason, or by a section.
    """
    fresh_by, locked = held(by, person)
    merged = merge(before=before, theirs=person_values(locked), mine=_clean(values))
    may_change_role(fresh_by, locked, merged["role"]).require()
    from_role, from_side = locked.role, locked.side
    cause = leaves_work_by(locked, merged["role"])
    if cause is not None:
        _check_move(locked, move, cause)
    for name, value in merged.items():
        setattr(locked, name, value)
    _refuse_taken_address(locked)
    locked.save(update_fields=list(merged))
    run_sections(PERSON, sections or {}, by=fresh_by, subject=locked)
    if from_side != locked.side:
        _end_sessions(locked)
    if cause is not None and move is not None:
        told = {"from_role": from_role, "to_role": locked.role, "reason": move.reason.strip()}
        _leave_work(fresh_by, locked, move.receiver, from_side, cause, **told)
    return locked


@audited
def deactivate_person(*, by: User, person: User, receiver: User | None = None) -> User:
    """Lock a person out: at their next request they are signed out everywhere. What they recorded stays.

    Their open work goes to `receiver`; without one it waits until an administrator chooses somebody.
    Raises PermissionDenied, or ValidationError for somebody who cannot take it.
    """
    fresh_by, locked = held(by, person)
    may_deactivate(fresh_by, locked).require()
    _check_receiver(locked, receiver)
    locked.is_active, locked.access_ended_at = False, timezone.now()
    locked.save(update_fields=["is_active", "access_ended_at"])
    _end_sessions(locked)
    _leave_work(fresh_by, locked, receiver, locked.side, from_role=locked.role)
    transaction.on_commit(_wake_ending, robust=True)
    return locked


@audited
def hand_over(*, by: User, hand_over: HandOver, receiver: User) -> HandOver:
    """Choose somebody for work that nobody was chosen for. Raises PermissionDenied or ValidationError."""
    fresh_by = administrator_now(by)
    locked = HandOver.objects.select_for_update(of=("self",)).select_related("person").get(pk=hand_over.pk)
    may_hand_over(fresh_by, locked).require()
    if not (verdict := may_receive(receiver, locked.work_side)) or receiver.pk == locked.person_id:
        raise ValidationError({"receiver": [verdict.reason or _("Choose somebody else.")]})
    locked.receiver, locked.asked_by = receiver, fresh_by
    locked.state, locked.due_at = HandOver.State.WAITING, None
    locked.save(update_fields=["receiver", "asked_by", "state", "due_at"])
    wake_hand_over()
    return locked


@audited
def reactivate_person(*, by: User, person: User) -> User:
    """Let a person sign in again with their old password; no old session or token comes back to life."""
    fresh_by, locked = held(by, person)
    may_reactivate(fresh_by, locked).require()
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    return locked


@audited
def ask_for_link(*, by: User, person: User) -> User:
    """Have a link mailed with which the person chooses a password."""
    fresh_by, locked = held(by, person)
    may_send_link(fresh_by, locked).require()
    locked.link_wanted_at, locked.link_due_at, locked.link_attempts = timezone.now(), None, 0
    locked.save(update_fields=["link_wanted_at", "link_due_at", "link_attempts"])
    transaction.on_commit(_wake_sender, robust=True)
    return locked


@audited
def invite_again(*, by: User, person: User) -> User:
    """Send a new link to somebody who did not come yet; the old one is dead. A withdrawn invitation stands again."""
    fresh_by, locked = held(by, person)
    may_invite_again(fresh_by, locked).require()
    locked.invited_at = locked.link_wanted_at = timezone.now()
    locked.invitation_withdrawn_at, locked.is_active = None, True
    locked.link_due_at, locked.link_attempts = None, 0
    locked.save(update_fields=[*INVITATION_FIELDS, "link_wanted_at", "link_due_at", "link_attempts"])
    transaction.on_commit(_wake_sender, robust=True)
    return locked


@audited
def withdraw_invitation(*, by: User, person: User) -> User:
    """Take an invitation back: the link is dead at once. What was planned for the person waits to be handed over."""
    fresh_by, locked = held(by, person)
    may_withdraw(fresh_by, locked).require()
    locked.invitation_withdrawn_at, locked.is_active = timezone.now(), False
    locked.save(update_fields=INVITATION_FIELDS)
    _end_sessions(locked)
    _leave_work(fresh_by, locked, None, locked.side, from_role=locked.role)
    return locked


@audited
def reset_factor(*, by: User, person: User) -> User:
    """What this person has as a second factor counts no more; their sessions end, and they are told by mail."""
    fresh_by, locked = held(by, person)
    may_reset_factor(fresh_by, locked).require()
    locked.factor_reset_at = timezone.now()
    locked.save(update_fields=["factor_reset_at"])
    _end_sessions(locked)
    own_factor = reverse("mfa_index")
    tell(to=locked, kind="factor_reset", cause_id=locked.pk, at=locked.factor_reset_at, link=own_factor)
    transaction.on_commit(_wake_ending, robust=True)
    return locked


@audited
def set_preferences(*, by: User, values: Mapping[str, Any]) -> User:
    """Change what people choose for themselves: the only columns of the table that a side's role may update.

    `values` are those of `User.own_columns`; what is not among them stays.
    """
    changed = [name for name in User.own_columns if name in values]
    for name in changed:
        setattr(by, name, values[name])
    by.save(update_fields=changed)
    return by


def sign_out_everywhere(*, by: User) -> None:
    """End all sessions of oneself, on every device. Runs as the web login, on no side, hence without history."""
    _end_sessions(by)


@audited
def save_team(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> Team:
    """Make a team or change it. One that is not in use is kept and offered no more.

    Raises ValidationError, or EditConflict when somebody else changed the same.
    """
    may_manage_people(administrator_now(by)).require()
    return keep(Team, id, values, before=before)


@audited
def save_territory(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> Territory:
    """Make a territory, rename it, hang it elsewhere in the tree or take it out of use.

    Raises ValidationError when it would hang below itself, or leave parts that are in use below one that is not. Two
    administrators who move parts of the tree at once take turns, else each could hang one below the other.
    """
    may_manage_people(administrator_now(by)).require()
    return keep(Territory, id, values, before=before, check=_check_place)


def _check_place(territory: Territory) -> None:
    """The tree stays a tree, and what is in use hangs below what is in use."""
    parent = territory.parent
    if parent and parent.pk in territory_and_below(territory):
        raise ValidationError(
            {"parent": [_("A territory cannot be part of itself or of what lies below it.")]}
        )
    if not territory.is_active and Territory.objects.filter(parent=territory.pk, is_active=True).exists():
        raise ValidationError(
            {"is_active": [_("Parts of it are in use. Move them or take them out of use first.")]}
        )
    if territory.is_active and parent is not None and not parent.is_active:
        raise ValidationError({"parent": [_("This territory is not in use. Choose another.")]})


def person_values(person: User) -> dict[str, Any]:
    """What a form about this person starts with."""
    return {name: getattr(person, name) for name in PERSON_FIELDS}


def _check_move(person: User, move: SideChange | None, cause: HandOver.Cause) -> None:
    """Confirmed, a new side with a reason, and the work goes to somebody who can take it. Raises ValidationError."""
    if move is None:
        raise ValidationError({"confirm_side": [CONFIRM[cause]]})
    if cause == HandOver.Cause.CHANGED_SIDES and not move.reason.strip():
        raise ValidationError({"side_reason": [_("Say why this person changes sides.")]})
    _check_receiver(person, move.receiver)


def _check_receiver(person: User, receiver: User | None) -> None:
    if receiver is None:
        return
    verdict = may_receive(receiver, person.side)
    if not verdict or receiver.pk == person.pk:
        raise ValidationError({"receiver": [verdict.reason or _("Choose somebody else.")]})


def _leave_work(
    by: User,
    person: User,
    receiver: User | None,
    side: Side,
    cause: HandOver.Cause = HandOver.Cause.LEFT,
    **told: str,
) -> None:
    """Ask for the open work to be counted and handed over; sides without open work are recorded all the same."""
    HandOver.objects.create(
        person=person, receiver=receiver, work_side=side.value, cause=cause, asked_by=by, **told
    )
    wake_hand_over()


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Addresses are kept in lower case, because people type them in any."""
    return {name: values[name] for name in PERSON_FIELDS} | {"email": values["email"].strip().lower()}


def _refuse_taken_address(person: User) -> None:
    if User.objects.filter(email=person.email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": [_("Somebody with this address is already here.")]})


def _end_sessions(person: User) -> None:
    User.objects.filter(pk=person.pk).update(sign_outs=F("sign_outs") + 1)


def _wake_ending() -> None:
    """Only a wake-up, as below; and what was reset counts no more in any case."""
    from apps.users.tasks import end_access

    end_access.delay()


def _wake_sender() -> None:
    """Only a wake-up: when it is lost, the sweep finds the row."""
    from apps.users.tasks import send_sign_in_links

    send_sign_in_links.delay()
