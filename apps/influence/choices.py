"""Closed lists of the stakeholder map."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitteeKind(models.TextChoices):
    """What a committee is for."""

    FORMULARY = "formulary", _("Formulary committee")
    PURCHASING = "purchasing", _("Purchasing")
    GUIDELINE = "guideline", _("Guideline or pathway group")
    TUMOUR_BOARD = "case_board", _("Tumour or case board")
    ETHICS = "ethics", _("Ethics committee")
    RESEARCH = "research", _("Research committee")
    MANAGEMENT = "management", _("Management")
    OTHER = "other", _("Other")


class SeatRole(models.TextChoices):
    """What somebody is in a committee."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")


class TieKind(models.TextChoices):
    """How one stakeholder stands to another, read from the first to the second."""

    REPORTS_TO = "reports_to", _("reports to")
    DEPUTY_OF = "deputy_of", _("is deputy of")
    ASKS_ADVICE = "asks_advice", _("seeks advice from")
    TRAINED_BY = "trained_by", _("was trained by")
    WORKS_WITH = "works_with", _("works closely with")


#: Those that stand in an organisation chart; the others are informal.
FORMAL = {TieKind.REPORTS_TO, TieKind.DEPUTY_OF}
#: Those that say that the second one's word counts with the first.
LISTENING = {TieKind.ASKS_ADVICE, TieKind.TRAINED_BY}
