"""Who may plan, change and cancel a contact."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.coordination.disclosure_lines import writers_of
from apps.coordination.models import CollisionNotice, DisclosurePolicy, Touchpoint
from apps.coordination.models.context import ContextModel
from apps.coordination.models.told import disclosure_for
from apps.coordination.models.touchpoints import nameless
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.queries import compliance_officers


def may_plan_touchpoint(user: User) -> Verdict:
    """Medical and commercial people who hold contacts themselves."""
    return (
        ALLOWED if user.facts.records else refused(_("Your role does not hold contacts with stakeholders."))
    )


def may_see_contacts(user: User) -> Verdict:
    """Both functions and oversight know that a contact happened."""
    if user.side in {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("Your role does not work with contacts."))


def may_keep_disclosure(user: User) -> Verdict:
    """What one function sees of the other is in compliance's hands."""
    return (
        ALLOWED
        if user.side == Side.OVERSIGHT
        else refused(_("Only compliance officers change the disclosure policy."))
    )


def may_change_disclosure(user: User, policy: DisclosurePolicy) -> Verdict:
    """A draft; what is approved stays as it was signed."""
    if not (verdict := may_keep_disclosure(user)):
        return verdict
    if not policy.is_draft:
        return refused(_("This version is approved and stays as it is. Draft a new one."))
    return ALLOWED


def may_approve_disclosure(user: User, policy: DisclosurePolicy) -> Verdict:
    """Somebody of compliance who wrote nothing of it: two people stand behind what the functions are told."""
    if not (verdict := may_change_disclosure(user, policy)):
        return verdict
    writers = writers_of(policy)
    if str(user.pk) not in writers:
        return ALLOWED
    others = compliance_officers().exclude(pk__in=writers)
    if names := ", ".join(map(str, others.order_by("name_folded", "id")[:3])):
        said = _("You wrote in this draft. Somebody else of compliance reads and approves it: %(names)s.")
        return refused(said % {"names": names})
    return refused(
        _(
            "You wrote in this draft, and nobody approves what they wrote. There is no other compliance officer yet "
            "who did not: ask an administrator to add one. Until then the version in force stays in force."
        )
    )


def may_contact(user: User, stakeholders: Iterable[Stakeholder]) -> Verdict:
    """Do-not-contact binds every function; so does the archive."""
    for stakeholder in stakeholders:
        if stakeholder.do_not_contact:
            return refused(_("%(name)s asked not to be contacted.") % {"name": stakeholder})
        if stakeholder.is_archived:
            return refused(_("%(name)s is archived. Bring the record back first.") % {"name": stakeholder})
    return ALLOWED


def owner_as_told(user: User, touchpoint: Touchpoint) -> User:
    """Whose contact it is, as far as this person may know: a colleague of the other function may be nameless."""
    told = disclosure_for(user).of(touchpoint.function, touchpoint.purpose_id)
    return nameless(touchpoint.function) if told.hides_owner else touchpoint.owner


def may_change_touchpoint(user: User, touchpoint: Touchpoint) -> Verdict:
    """Only its owner moves or holds a contact; a cancelled one stays cancelled."""
    if touchpoint.owner_id != user.pk:
        return refused(_("This contact belongs to %(name)s.") % {"name": owner_as_told(user, touchpoint)})
    if touchpoint.function != user.side:
        return refused(_("This contact was planned for the other function, before you changed sides."))
    if touchpoint.state == Touchpoint.State.CANCELLED:
        return refused(_("This contact was cancelled. Plan a new one."))
    return ALLOWED


def may_see_collisions(user: User, notice: CollisionNotice) -> Verdict:
    """Whose contact it is says that they have seen it."""
    if user.pk in {notice.first.owner_id, notice.second.owner_id}:
        return ALLOWED
    return refused(_("Only the two colleagues whose contacts are close say that they have seen it."))


def may_keep_context(user: User, account: Account) -> Verdict:
    """Whoever visits says what others should know before they visit."""
    if user.side not in {Side.MEDICAL, Side.COMMERCIAL} or not user.facts.records:
        return refused(_("Those who visit accounts say what is known of them; you can read it."))
    if account.is_archived:
        return refused(_("This account is archived. Bring it back before you change it."))
    return ALLOWED


def may_change_context(user: User, row: ContextModel) -> Verdict:
    """The same, of what was not put away. It belongs to both sides: either corrects it, and the history says who."""
    account: Account = row.account  # type: ignore[attr-defined]
    if not (verdict := may_keep_context(user, account)):
        return verdict
    if row.is_archived:
        return refused(_("This was put away. Bring it back before you change it."))
    return ALLOWED


#: Who leads on either side, and compliance.
LEADING = {"medical_manager", "medical_director", "commercial_lead", "compliance"}


def may_read_measures(user: User) -> Verdict:
    """Numbers of whole functions are for those who lead them."""
    if user.role in LEADING:
        return ALLOWED
    return refused(_("Managers of either side and compliance read how well the functions keep in step."))


def may_set_days(user: User) -> Verdict:
    """Who leads on either side, and compliance."""
    if user.role in LEADING:
        return ALLOWED
    return refused(_("Managers of either side and compliance say how far apart contacts keep."))


def may_open_brief(user: User, touchpoint: Touchpoint) -> Verdict:
    """The function whose contact it is prepares it; compliance reads along."""
    if user.side in {touchpoint.function, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("The function whose contact it is prepares it."))
