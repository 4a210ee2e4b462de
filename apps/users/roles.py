"""Roles as code: what each is called, on which side it stands, and one sentence a layman understands."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.firewall.sides import Side


class Role(models.TextChoices):
    """Stored values never change."""

    MSL = "msl", _("Medical science liaison")
    MEDICAL_MANAGER = "medical_manager", _("Medical manager")
    MEDICAL_DIRECTOR = "medical_director", _("Medical director")
    MEDICAL_INFORMATION = "medical_information", _("Medical information")
    KAM = "kam", _("Key account manager")
    COMMERCIAL_LEAD = "commercial_lead", _("Commercial lead")
    COMPLIANCE = "compliance", _("Compliance officer")
    SAFETY = "safety", _("Safety")
    ADMINISTRATOR = "administrator", _("Administrator")
    MEDICAL_CLIENT = "medical_client", _("Integration client, medical")
    COMMERCIAL_CLIENT = "commercial_client", _("Integration client, commercial")


@dataclass(frozen=True)
class RoleFacts:
    """`sees_all_medical`: not limited to therapeutic areas; `records`: plans and logs contacts of the own side;
    `answers`: has a queue of medical requests."""

    side: Side
    sentence: "str | Promise"
    sees_all_medical: bool = False
    sees_team: bool = False
    records: bool = False
    answers: bool = False


FACTS: dict[str, RoleFacts] = {
    Role.MSL: RoleFacts(
        Side.MEDICAL,
        _("Talks science with experts and records what was said, for their therapeutic areas."),
        records=True,
    ),
    Role.MEDICAL_MANAGER: RoleFacts(
        Side.MEDICAL,
        _("Coaches a team of medical science liaisons and reads what they recorded."),
        sees_team=True,
        records=True,
    ),
    Role.MEDICAL_DIRECTOR: RoleFacts(
        Side.MEDICAL,
        _("Sets the questions and reads all medical content."),
        sees_all_medical=True,
        records=True,
    ),
    Role.MEDICAL_INFORMATION: RoleFacts(
        Side.MEDICAL, _("Answers medical questions that are routed to them."), answers=True
    ),
    Role.KAM: RoleFacts(
        Side.COMMERCIAL,
        _("Looks after accounts; sees that a medical contact happened, never what was said."),
        records=True,
    ),
    Role.COMMERCIAL_LEAD: RoleFacts(
        Side.COMMERCIAL,
        _("Leads key account managers; sees that medical contacts happened, never what was said."),
        records=True,
    ),
    Role.COMPLIANCE: RoleFacts(
        Side.OVERSIGHT,
        _("Reads everything, changes none of it, and each reading is recorded."),
        sees_all_medical=True,
    ),
    Role.SAFETY: RoleFacts(
        Side.SAFETY, _("Receives what may be an adverse event; sees nothing else that was said.")
    ),
    Role.ADMINISTRATOR: RoleFacts(Side.ADMINISTRATION, _("Manages people and teams; sees no content.")),
    Role.MEDICAL_CLIENT: RoleFacts(
        Side.MEDICAL,
        _("A system of the medical side that reads and writes over REST."),
        sees_all_medical=True,
        records=True,
    ),
    Role.COMMERCIAL_CLIENT: RoleFacts(
        Side.COMMERCIAL, _("A system of the commercial side that reads and writes over REST."), records=True
    ),
}
