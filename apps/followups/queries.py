"""Reading commitments, viewer first."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.core.models import is_key
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.followups.lines import Reader
from apps.followups.models import Commitment, CommitmentQuerySet
from apps.followups.review import to_review
from apps.kols.models import ProfileArea
from apps.medinfo.models import MedicalRequest
from apps.needs.queries import needs_for
from apps.users.models import User
from apps.users.queries import people_who_receive

IN_A_PANEL = 10
ON_A_BOARD = 60
BOARD = (_("Overdue"), _("Today"), _("This week"), _("Next week"), _("Later"))


def commitments_for(user: User) -> CommitmentQuerySet:
    """Every promise this person may read, with what a row shows."""
    rows: CommitmentQuerySet = Commitment.objects.visible_to(user)
    return rows.select_related("owner", "stakeholder", "therapeutic_area")


def rows_for(user: User) -> CommitmentQuerySet:
    """The same for REST, whose plumbing chooses the columns."""
    found: CommitmentQuerySet = Commitment.objects.visible_to(user)
    return found


def commitment_for(user: User, id: UUID) -> Commitment | None:
    """One promise; None when it is not there or may not be read."""
    return commitments_for(user).select_related("interaction__touchpoint__account").filter(pk=id).first()


def keys_in(texts: Sequence[str]) -> list[UUID]:
    """The keys among texts that came from outside."""
    return [UUID(text) for text in dict.fromkeys(texts) if is_key(text)]


def commitments_among(user: User, keys: Sequence[UUID]) -> list[Commitment]:
    """Those of them that may be read, the most urgent first."""
    return list(_urgent_first(commitments_for(user).filter(pk__in=keys))) if keys else []


def is_taken(id: UUID) -> bool:
    """Whether a promise has this key, whoever may read it."""
    return Commitment.objects.filter(pk=id).exists()


def promised_to(user: User, stakeholder: Stakeholder) -> list[Commitment]:
    """What is pending towards one person, the most urgent first."""
    return list(_urgent_first(commitments_for(user).pending().filter(stakeholder=stakeholder))[:IN_A_PANEL])


def promised_to_any(user: User, people: Sequence[Stakeholder]) -> list[Commitment]:
    """What is pending towards any of these people, the most urgent first."""
    pending = commitments_for(user).pending().filter(stakeholder__in=people)
    return list(_urgent_first(pending)[:IN_A_PANEL])


def promised_in(user: User, interaction_id: UUID) -> list[Commitment]:
    """What was promised in one interaction."""
    return list(_urgent_first(commitments_for(user).filter(interaction=interaction_id)))


def my_pending(user: User, *, days: int = 7) -> list[Commitment]:
    """Mine that are late or due soon, and not snoozed."""
    until, today = timezone.localdate() + timedelta(days=days), timezone.localdate()
    mine = commitments_for(user).pending().filter(owner=user, due_on__lte=until)
    return list(_urgent_first(mine.exclude(snoozed_until__gt=today))[:IN_A_PANEL])


def late_in_team(user: User) -> list[Commitment]:
    """Overdue ones of the team that this person leads, their own aside."""
    if not (user.facts.sees_team and user.team_id):
        return []
    late = commitments_for(user).pending().filter(owner__team=user.team_id, due_on__lt=timezone.localdate())
    return list(_urgent_first(late.exclude(owner=user))[:IN_A_PANEL])


def to_decide(user: User) -> list[Commitment]:
    """Mine towards people who were archived or asked not to be contacted."""
    return list(_urgent_first(to_review(commitments_for(user).filter(owner=user)))[:IN_A_PANEL])


def promised_about(user: User, **about: Any) -> list[Commitment]:
    """What was promised because of a request or a need."""
    return list(_urgent_first(commitments_for(user).filter(**about))[:IN_A_PANEL])


def belongs_to(user: User, commitment: Commitment) -> dict[str, Any]:
    """The request and the need of a promise, as far as this reader may read them."""
    request = commitment.request_id and MedicalRequest.objects.visible_to(user).filter(
        pk=commitment.request_id
    )
    need = commitment.need_id and needs_for(user).filter(pk=commitment.need_id)
    return {"its_request": request.first() if request else None, "its_need": need.first() if need else None}


def board(rows: QuerySet[Commitment], *, today: date) -> list[tuple[Any, list[Commitment]]]:
    """The most urgent pending promises in the columns of `BOARD`, by when they are due."""
    monday = today - timedelta(days=today.weekday())
    edges = [today, today + timedelta(days=1), monday + timedelta(days=7), monday + timedelta(days=14)]
    found: list[tuple[Any, list[Commitment]]] = [(name, []) for name in BOARD]
    for row in _urgent_first(rows.pending())[:ON_A_BOARD]:  # type: ignore[attr-defined]
        found[sum(row.due_on >= edge for edge in edges)][1].append(row)
    return found


def people_to_promise_to(user: User) -> Any:
    """Whom something can be promised to: whoever this person may see."""
    return Stakeholder.objects.visible_to(user)


def colleagues_for(user: User) -> QuerySet[User]:
    """Who could keep a promise instead: the medical side's people who hold contacts and can sign in."""
    return people_who_receive(Side.MEDICAL).exclude(pk=user.pk)


def reader_for(user: User, people: Sequence[Stakeholder]) -> Reader:
    """Who types lines now, about whom, and the colleagues who may keep what is promised."""
    return Reader(user, people, list(colleagues_for(user)), timezone.localtime())


def people_named(user: User, keys: Sequence[str]) -> list[Stakeholder]:
    """The people with these keys that this user may see; what is no key is nobody."""
    known = [key for key in keys if is_key(key)]
    return list(people_to_promise_to(user).filter(pk__in=known).order_by("name_folded")) if known else []


def areas_for_promise(user: User, stakeholder: Stakeholder) -> list[TherapeuticArea]:
    """The areas this user may choose, those the person works in first."""
    theirs = set(ProfileArea.objects.filter(profile__stakeholder=stakeholder).values_list("therapeutic_area"))
    return sorted(areas_offered_to(user), key=lambda area: (area.pk,) not in theirs)


def _urgent_first(rows: Any) -> Any:
    return rows.order_by("due_on", "-priority", "id")
