"""What the medical side knows of a stakeholder."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KolsConfig(AppConfig):
    """MEDICAL: profile, publications, candidates."""

    name = "apps.kols"

    def ready(self) -> None:
        """Offer lists to the navigation, panels to the stakeholder's page, and names to the history."""
        from django.db.models.signals import post_save

        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel
        from apps.directory.models import Stakeholder
        from apps.kols import panels
        from apps.kols.remembering import copy_names_later

        register(Entry(_("KOLs"), "kols:list", "star", 20, panels.may_see, "g k"))
        register(Entry(_("Candidates"), "kols:candidates", "user-search", 22, panels.may_see, "g c"))
        page = "directory.stakeholder"
        register_panel(Panel("kol", page, _("Scientific profile"), 5, panels.profile, panels.may_see))
        for name, title, order in (("publications", _("Publications"), 60), ("trials", _("Trials"), 58)):
            render = getattr(panels, name)
            register_panel(Panel(name, page, title, order, render, panels.may_see, column="side"))
        where = "directory.account"
        register_panel(
            Panel("trials", where, _("Trials here"), 70, panels.account_trials, panels.may_see, column="side")
        )
        _name_history()
        _offer_open_work()
        post_save.connect(copy_names_later, Stakeholder, dispatch_uid="kol_names")


def _name_history() -> None:
    from apps.audit.registry import register_history, register_verbs
    from apps.kols.models import (
        Interest,
        Involvement,
        KOLProfile,
        ProfileArea,
        RelationshipStageChange,
        TopicToAvoid,
        Trial,
        TrialSite,
    )

    rows = (ProfileArea, Interest, TopicToAvoid, RelationshipStageChange)
    register_history(
        "kol", KOLProfile, _("Scientific profile"), related=[(model, "profile") for model in rows]
    )
    parts = [(Involvement, "trial"), (TrialSite, "trial")]
    register_history("trial", Trial, _("Trial"), related=parts)
    register_verbs(
        {
            "nominate_stakeholder": _("made this person a KOL"),
            "nominate_candidate": _("nominated a candidate"),
            "edit_profile": _("changed the scientific profile"),
            "change_stage": _("recorded a relationship stage"),
            "record_publications": _("imported publications"),
            "record_trials": _("imported trials"),
            "dismiss_candidate": _("took a candidate off the list"),
            "reopen_candidate": _("put a candidate back on the list"),
            "answer_question": _("decided whether two people are the same"),
        }
    )


def _offer_open_work() -> None:
    from apps.core.open_work import OpenWork, register_open_work
    from apps.kols.handing_over import hand_over_kols, responsible_for

    label = _("KOLs they are responsible for")
    register_open_work(OpenWork("kols", label, "medical", 40, responsible_for, hand_over_kols))
