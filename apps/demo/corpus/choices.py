"""Every stored value the demo plan may use, in one place.

The plan knows no Django model, so the tests compare what it generates against these lists, and the
lists with the models' choices. A value missing there is a failing test rather than a broken page.
"""

from typing import Final

ROLES: Final = (
    "msl",
    "medical_manager",
    "medical_director",
    "medical_information",
    "kam",
    "compliance",
    "safety",
    "administrator",
)
SIDES: Final = ("medical", "commercial", "oversight", "safety", "administration")
CUSTOMER_GROUPS: Final = (
    "kol",
    "treating_hcp",
    "nurse_app",
    "pharmacist",
    "investigator",
    "payer",
    "formulary_committee",
    "heor_hta",
    "guideline_author",
    "patient_organisation",
    "professional_society",
)
ACCOUNT_KINDS: Final = (
    "hospital",
    "clinic",
    "practice",
    "health_system",
    "payer",
    "society",
    "patient_organisation",
    "university",
    "department",
)
DECISION_ROLES: Final = ("decision_maker", "influencer", "user", "gatekeeper", "blocker", "unknown")
ACCESS_RESTRICTIONS: Final = ("open", "by_appointment", "restricted", "none")
CHANNELS: Final = (
    "face_to_face",
    "video",
    "phone",
    "email",
    "congress",
    "web_conference",
    "chat",
    "other",
)
INTERACTION_TYPES: Final = (
    "scientific_exchange",
    "reactive_answer",
    "trial_support",
    "education",
    "congress",
    "advisory_board",
    "introduction",
)
INITIATIVES: Final = ("proactive", "reactive")
MEDICAL_PURPOSES: Final = (
    "scientific_exchange",
    "medical_information",
    "site_support",
    "education_event",
    "congress_meeting",
    "advisory_board",
    "introduction",
)
COMMERCIAL_PURPOSES: Final = ("commercial_visit", "contract_meeting", "service_visit")
PURPOSE_CLASSES: Final = MEDICAL_PURPOSES + COMMERCIAL_PURPOSES
PURPOSE_OF_TYPE: Final = dict(zip(INTERACTION_TYPES, MEDICAL_PURPOSES, strict=True))
CONTACT_STATES: Final = ("planned", "held", "cancelled")
CANCEL_REASONS: Final = (
    "stakeholder_unavailable",
    "clinical_emergency",
    "travel_disruption",
    "rescheduled",
    "no_longer_needed",
)
RELATIONSHIP_STAGES: Final = (
    "identified",
    "introduced",
    "engaged",
    "collaborating",
    "trusted_partner",
    "dormant",
)
PREFERRED_TIMES: Final = ("early_morning", "morning", "midday", "afternoon", "evening")
LIFECYCLE_STAGES: Final = ("research", "submitted", "launched", "mature")
# Expired is not a state: an approved material is expired once its day has come.
MATERIAL_STATES: Final = ("draft", "approved")
MATERIAL_KINDS: Final = ("slide_deck", "publication_summary", "faq_document", "disease_overview", "poster")
IDENTIFIER_SYSTEMS: Final = ("orcid", "npi")
