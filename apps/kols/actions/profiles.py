"""Making somebody a KOL, and changing what the medical side knows of them."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_of
from apps.core.merging import merge, snapshot
from apps.core.models import new_id
from apps.directory.actions import edit_stakeholder
from apps.directory.choices import CustomerGroup
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.kols.models import Interest, KOLProfile, ProfileArea, RelationshipStageChange, TopicToAvoid
from apps.kols.policies import may_decide, may_edit_profile, may_nominate, may_write
from apps.kols.queries import lines_of, values_of
from apps.users.models import User
from apps.users.roles import Role


@audited
def nominate_stakeholder(
    *, by: User, stakeholder: Stakeholder, areas: Iterable[TherapeuticArea], reason: str
) -> KOLProfile:
    """Make somebody a KOL. A repeated send answers the profile that the first one made."""
    may_decide(by).require()
    person: Stakeholder = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
    return profile_seen(by, person.pk) or make_profile(by, person, areas, reason)


def profile_seen(by: User, stakeholder: uuid.UUID | None) -> KOLProfile | None:
    """The profile of a stakeholder, if there is one and this person may see it."""
    found: KOLProfile | None = KOLProfile.objects.visible_to(by).filter(stakeholder=stakeholder).first()
    return found


def make_profile(by: User, person: Stakeholder, areas: Iterable[TherapeuticArea], reason: str) -> KOLProfile:
    """The profile with its areas and first stage, and the customer group on the person. `person` is locked."""
    may_nominate(by, person).require()
    chosen = _checked_areas(by, {str(area.pk) for area in areas}, set())
    profile = KOLProfile.objects.create(
        stakeholder=person,
        nomination_reason=_said(reason),
        responsible=by if by.role == Role.MSL else None,
    )
    ProfileArea.objects.bulk_create(
        ProfileArea(profile=profile, therapeutic_area_id=uuid.UUID(key)) for key in sorted(chosen)
    )
    RelationshipStageChange.objects.create(
        profile=profile,
        stage=profile.stage,
        evidence=profile.nomination_reason,
        changed_on=timezone.localdate(),
        changed_by=by,
    )
    _show_as_kol(by, person)
    return profile


def _show_as_kol(by: User, person: Stakeholder) -> None:
    """The customer group is shared: every function may know that somebody is a KOL, not why."""
    groups = {"customer_groups": person.customer_groups}
    if CustomerGroup.KOL not in person.customer_groups:
        values = {"customer_groups": [*person.customer_groups, CustomerGroup.KOL.value]}
        edit_stakeholder(by=by, stakeholder=person, before=snapshot(groups), values=values)


@audited
def edit_profile(*, by: User, profile: KOLProfile, before: str, values: Mapping[str, Any]) -> KOLProfile:
    """Change the profile; `values` as in `values_of`, `before` their snapshot when the form was opened.

    Raises EditConflict when somebody else changed the same field meanwhile, ValidationError for a tier without a
    reason, for no area, and for areas that this person may not give or take away.
    """
    may_write(by).require()
    row = _locked(profile)
    may_edit_profile(by, row).require()
    theirs = values_of(row)
    merged = merge(before=before, theirs=theirs, mine=values)
    changed = {name: value for name, value in merged.items() if value != theirs[name]}
    _check(by, merged, theirs)
    _save_fields(row, changed)
    if "areas" in changed:
        _save_areas(row, set(changed["areas"]))
    if "interests" in changed:
        _save_lines(
            Interest, row, changed["interests"], source=str(by)[:100], verified_on=timezone.localdate()
        )
    if "topics_to_avoid" in changed:
        _save_lines(TopicToAvoid, row, changed["topics_to_avoid"])
    return row


@audited
def change_stage(
    *, by: User, profile: KOLProfile, stage: str, evidence: str, changed_on: date, id: uuid.UUID | None = None
) -> RelationshipStageChange:
    """Add a dated step of the relationship; none is ever overwritten. The same `id` again answers the same step.

    The profile shows the latest step by date, so a step remembered late does not undo a newer one.
    """
    may_write(by).require()
    row = _locked(profile)
    may_edit_profile(by, row).require()
    known = RelationshipStageChange.objects.filter(pk=id, profile=row).first() if id else None
    if known:
        return known
    if changed_on > timezone.localdate():
        raise ValidationError({"changed_on": _("This day has not come yet.")})
    change = RelationshipStageChange(
        id=id or new_id(),
        profile=row,
        stage=stage,
        evidence=_said(evidence, "evidence"),
        changed_on=changed_on,
    )
    change.changed_by = by
    change.full_clean()
    change.save(force_insert=True)
    latest = row.stage_changes.order_by("-changed_on", "-id")[0]
    if latest.stage != row.stage:
        row.stage = latest.stage
        row.save(update_fields=["stage"])
    return change


def _locked(profile: KOLProfile) -> KOLProfile:
    found: KOLProfile = (
        KOLProfile.objects.select_for_update(of=("self",)).select_related("stakeholder").get(pk=profile.pk)
    )
    return found


def _said(text: str, field: str = "reason") -> str:
    """A reason in words. Raises ValidationError for an empty one."""
    if not text.strip():
        raise ValidationError({field: _("Say why.")})
    return text.strip()


def _check(by: User, merged: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Also for what two people made together: one may have taken the tier away while the other gave its reason."""
    if bool(merged["tier"]) != bool(merged["tier_reason"].strip()):
        raise ValidationError({"tier_reason": _("A tier and its reason go together: give both, or none.")})
    _checked_areas(by, set(merged["areas"]), set(theirs["areas"]))
    responsible = merged["responsible"]
    if responsible and responsible != theirs["responsible"] and not _may_be_responsible(responsible):
        raise ValidationError({"responsible": _("Choose somebody of the medical side who meets KOLs.")})


def _may_be_responsible(user: User) -> bool:
    return user.is_active and user.side == Side.MEDICAL and user.facts.records


def _checked_areas(by: User, wanted: set[str], held: set[str]) -> set[str]:
    """The keys of the areas, when this person may give the new ones and take away the missing ones."""
    if not wanted:
        raise ValidationError({"areas": _("Choose at least one therapeutic area.")})
    own = {str(key) for key in areas_of(by).values_list("pk", flat=True)}
    if (wanted ^ held) - own:
        raise ValidationError({"areas": _("You can give and take away only therapeutic areas you work in.")})
    return wanted


def _save_fields(row: KOLProfile, changed: Mapping[str, Any]) -> None:
    names = [name for name in ("tier", "tier_reason", "responsible") if name in changed]
    for name in names:
        setattr(row, name, changed[name])
    if names or changed:
        row.save(update_fields=names)


def _save_areas(row: KOLProfile, wanted: set[str]) -> None:
    held = {str(area.therapeutic_area_id): area for area in row.areas.all()}
    for key in sorted(held.keys() - wanted):
        held[key].delete()
    ProfileArea.objects.bulk_create(
        ProfileArea(profile=row, therapeutic_area_id=uuid.UUID(key)) for key in sorted(wanted - held.keys())
    )


def _save_lines(model: type[Interest] | type[TopicToAvoid], row: KOLProfile, text: str, **facts: Any) -> None:
    """Lines that stay keep their source and date; only missing ones go and new ones come."""
    rows: Any = model._default_manager
    wanted = lines_of(text)
    held = set(rows.filter(profile=row).values_list("text", flat=True))
    rows.filter(profile=row).exclude(text__in=wanted).delete()
    rows.bulk_create(model(profile=row, text=line, **facts) for line in wanted if line not in held)
