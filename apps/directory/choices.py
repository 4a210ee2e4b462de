"""The closed lists of the directory. Stored values never change (F-01, F-03, F-09)."""

from functools import cache

import pycountry
from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerGroup(models.TextChoices):
    """F-01: what kind of customer a stakeholder or account is."""

    KOL = "kol", _("Key opinion leader")
    TREATING_HCP = "treating_hcp", _("Treating physician")
    NURSE_APP = "nurse_app", _("Nurse or advanced practice provider")
    PHARMACIST = "pharmacist", _("Pharmacist")
    INVESTIGATOR = "investigator", _("Investigator")
    PAYER = "payer", _("Payer")
    FORMULARY_COMMITTEE = "formulary_committee", _("Formulary committee")
    HEOR_HTA = "heor_hta", _("Health economics or HTA body")
    GUIDELINE_AUTHOR = "guideline_author", _("Guideline author")
    PATIENT_ORGANISATION = "patient_organisation", _("Patient organisation")
    PROFESSIONAL_SOCIETY = "professional_society", _("Professional society")


class AccountKind(models.TextChoices):
    """What kind of organisation an account is."""

    HEALTH_SYSTEM = "health_system", _("Health system")
    HOSPITAL = "hospital", _("Hospital")
    DEPARTMENT = "department", _("Department")
    CLINIC = "clinic", _("Clinic")
    PRACTICE = "practice", _("Practice")
    UNIVERSITY = "university", _("University")
    PAYER = "payer", _("Payer")
    SOCIETY = "society", _("Society")
    PATIENT_ORGANISATION = "patient_organisation", _("Patient organisation")


class AccessRestriction(models.TextChoices):
    """F-09: whether and how representatives may come."""

    OPEN = "open", _("Open")
    BY_APPOINTMENT = "by_appointment", _("By appointment")
    RESTRICTED = "restricted", _("Restricted")
    NONE = "none", _("No access")


class DecisionRole(models.TextChoices):
    """F-03: what a stakeholder decides in an account; apart from scientific standing."""

    DECISION_MAKER = "decision_maker", _("Decision maker")
    INFLUENCER = "influencer", _("Influencer")
    USER = "user", _("User")
    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    BLOCKER = "blocker", _("Blocker")
    UNKNOWN = "unknown", _("Unknown")


class Evidence(models.TextChoices):
    """F-03: what a decision role or a tie rests on. A closed list: what was said does not belong on shared ground."""

    SAID = "said", _("Said by the person")
    CHART = "chart", _("Organisation chart or website")
    MINUTES = "minutes", _("Minutes or publication")
    SEEN = "seen", _("Seen in a meeting")
    COLLEAGUE = "colleague", _("Heard from a colleague of ours")
    ASSUMED = "assumed", _("Assumed")


class Channel(models.TextChoices):
    """F-07: how a contact takes place; also what a stakeholder prefers."""

    FACE_TO_FACE = "face_to_face", _("Face to face")
    VIDEO = "video", _("Video call")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    CONGRESS = "congress", _("Congress")
    WEB_CONFERENCE = "web_conference", _("Web conference")
    CHAT = "chat", _("Chat")
    OTHER = "other", _("Other")


class ChannelClass(models.TextChoices):
    """How close a contact is, whatever it is held with."""

    FACE_TO_FACE = "face_to_face", _("Face to face")
    REMOTE = "remote", _("Remote")
    WRITTEN = "written", _("Written")
    CONGRESS = "congress", _("At a congress")
    OTHER = "other", _("Other")


_CLASS_OF = {
    Channel.FACE_TO_FACE: ChannelClass.FACE_TO_FACE,
    Channel.VIDEO: ChannelClass.REMOTE,
    Channel.PHONE: ChannelClass.REMOTE,
    Channel.WEB_CONFERENCE: ChannelClass.REMOTE,
    Channel.EMAIL: ChannelClass.WRITTEN,
    Channel.CHAT: ChannelClass.WRITTEN,
    Channel.CONGRESS: ChannelClass.CONGRESS,
}


def channel_class_of(channel: str) -> ChannelClass:
    """The class of a channel."""
    return _CLASS_OF.get(Channel(channel), ChannelClass.OTHER)


def channels_of(channel_class: str) -> list[Channel]:
    """The channels of a class."""
    return [channel for channel in Channel if channel_class_of(channel) == channel_class]


class PreferredTime(models.TextChoices):
    """When a stakeholder likes to be contacted."""

    EARLY_MORNING = "early_morning", _("Early morning")
    MORNING = "morning", _("Morning")
    MIDDAY = "midday", _("Midday")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class IdentifierSystem(models.TextChoices):
    """Systems whose numbers identify a person or an organisation; the check of each is in `core.identifiers`."""

    ORCID = "orcid", _("ORCID")
    NPI = "npi", _("NPI")
    ROR = "ror", _("ROR")
    OPENALEX = "openalex", _("OpenAlex")
    NATIONAL = "national", _("National registry")
    CRM = "crm", _("Other CRM")


@cache
def countries() -> list[tuple[str, str]]:
    """ISO 3166-1 codes and names, by name."""
    return sorted(
        ((country.alpha_2, country.name) for country in pycountry.countries), key=lambda pair: pair[1]
    )


def country_name(code: str) -> str:
    """The country of an ISO 3166-1 code; an unknown code stays as it is."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return dict(countries())


@cache
def languages() -> list[tuple[str, str]]:
    """ISO 639-1 codes and names, by name; only languages that have a two-letter code."""
    found = [(lang.alpha_2, lang.name) for lang in pycountry.languages if hasattr(lang, "alpha_2")]
    return sorted(found, key=lambda pair: pair[1])
