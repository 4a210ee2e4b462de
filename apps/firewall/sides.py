"""The wall as one table: which role of the database may do what with the tables of each side.

Source of the rule: `docs/firewall.md`. `grants.py` turns this into GRANTs, `firewall_audit` compares it with the live
database, and the architecture tests walk it. Nothing else in the product grants anything.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Side(StrEnum):
    """Where a table, a person or a task stands. People stand only on the sides in `SIDES_OF_PEOPLE`."""

    MEDICAL = "medical"
    COMMERCIAL = "commercial"
    OVERSIGHT = "oversight"
    SAFETY = "safety"
    ADMINISTRATION = "administration"
    SHARED = "shared"
    PLATFORM = "platform"
    MESSAGES = "messages"
    IDENTITY = "identity"

    @property
    def label(self) -> "str | Promise":
        """The word on the badge that every page shows."""
        return LABELS[self]

    @property
    def sentence(self) -> "str | Promise":
        """What standing here means, for a reader who never heard of the wall."""
        return SENTENCES[self]


LABELS = {
    Side.MEDICAL: _("Medical"),
    Side.COMMERCIAL: _("Commercial"),
    Side.OVERSIGHT: _("Oversight"),
    Side.SAFETY: _("Safety"),
    Side.ADMINISTRATION: _("Administration"),
    Side.SHARED: _("Shared"),
    Side.PLATFORM: _("Platform"),
    Side.MESSAGES: _("Messages"),
    Side.IDENTITY: _("Identity"),
}

SENTENCES = {
    Side.MEDICAL: _("You see shared records and medical content. Commercial notes are locked for you."),
    Side.COMMERCIAL: _(
        "You see that contacts happened, never what was said. Medical content is locked for you."
    ),
    Side.OVERSIGHT: _("You read both sides and change neither. Each reading of content is recorded."),
    Side.SAFETY: _("You see safety items and shared records. All other content is locked for you."),
    Side.ADMINISTRATION: _("You manage people and configuration. All content is locked for you."),
}

ROLE_OF = {
    Side.MEDICAL: "crm_medical",
    Side.COMMERCIAL: "crm_commercial",
    Side.OVERSIGHT: "crm_oversight",
    Side.SAFETY: "crm_safety",
    Side.ADMINISTRATION: "crm_administration",
}
SIDES_OF_PEOPLE = tuple(ROLE_OF)
WEB_LOGIN = "crm_web"
ROLES = (*ROLE_OF.values(), WEB_LOGIN)

NOTHING: frozenset[str] = frozenset()
READ = frozenset({"SELECT"})
ADD = frozenset({"INSERT"})
MARK = frozenset({"SELECT", "UPDATE"})
KEEP = frozenset({"SELECT", "INSERT", "UPDATE"})  # shared rows are archived, never deleted
WRITE = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

MATRIX: dict[Side, dict[str, frozenset[str]]] = {
    Side.MEDICAL: {"crm_medical": WRITE, "crm_oversight": READ},
    Side.COMMERCIAL: {"crm_commercial": WRITE, "crm_oversight": READ},
    Side.SHARED: {"crm_medical": KEEP, "crm_commercial": KEEP, "crm_oversight": KEEP, "crm_safety": READ},
    # Everybody who signs in may report what they saw, administrators and the safety desk as well.
    Side.OVERSIGHT: {
        "crm_medical": ADD,
        "crm_commercial": ADD,
        "crm_oversight": WRITE,
        "crm_safety": ADD,
        "crm_administration": ADD,
    },
    Side.SAFETY: {"crm_medical": ADD, "crm_commercial": ADD, "crm_oversight": READ, "crm_safety": WRITE},
    Side.PLATFORM: {
        "crm_medical": READ,
        "crm_commercial": READ,
        "crm_oversight": READ,
        "crm_safety": READ,
        "crm_administration": WRITE,
        WEB_LOGIN: READ,
    },
    # A message carries a link and no content, so each side may leave one for the worker, which stands on no side.
    Side.MESSAGES: {
        "crm_medical": KEEP,
        "crm_commercial": KEEP,
        "crm_oversight": KEEP,
        "crm_safety": KEEP,
        "crm_administration": KEEP,
        WEB_LOGIN: MARK,
    },
    Side.IDENTITY: {WEB_LOGIN: WRITE},
}


def privileges(side: Side, role: str, *, insert_only: bool = False) -> frozenset[str]:
    """What `role` may do with the tables of `side`; written once means insert where writable, read where readable."""
    granted = MATRIX[side].get(role, NOTHING)
    if not insert_only:
        return granted
    writes = granted & {"INSERT", "UPDATE", "DELETE"}
    return (ADD if writes else NOTHING) | (granted & READ)


def may_relate(from_side: Side, to_side: Side) -> bool:
    """Whether a table of one side may hold a foreign key into another: its own side, or ground all may stand on."""
    return to_side in {from_side, Side.SHARED, Side.PLATFORM} or from_side == Side.IDENTITY
