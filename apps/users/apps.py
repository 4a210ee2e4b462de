"""People and API clients that log in."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What history says that somebody did.
VERBS: dict[str, "str | Promise"] = {
    "save_team": _("saved this team"),
    "save_territory": _("saved this territory"),
    "create_person": _("invited this person"),
    "edit_person": _("changed this person"),
    "deactivate_person": _("deactivated this person"),
    "reactivate_person": _("reactivated this person"),
    "hand_over": _("chose who takes over the open work"),
    "hand_over_work": _("had the open work handed over"),
    "ask_for_link": _("had a sign-in link mailed"),
    "invite_again": _("sent the invitation again"),
    "withdraw_invitation": _("withdrew the invitation"),
    "reset_factor": _("reset the second factor of this person"),
    "set_preferences": _("changed their preferences"),
}


class UsersConfig(AppConfig):
    """Roles, teams, territories, sign-in."""

    name = "apps.users"

    def ready(self) -> None:
        """Offer administrators their pages, and the history of a person."""
        import_module("apps.users.checks")
        import_module("apps.users.receivers")
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.core.registry import register_search_source
        from apps.users.finding import SOURCES
        from apps.users.models import HandOver, Team, Territory, User

        register(Entry(_("People"), "users:people", "users", 10, manages_people))
        register(Entry(_("Teams"), "users:teams", "users-group", 20, manages_people))
        register(Entry(_("Territories"), "users:territories", "map", 30, manages_people))
        for source in SOURCES:
            register_search_source(source)
        _offer_commands()
        register_history(
            "person",
            User,
            _("Person"),
            related=[(HandOver, "person")],
            may_see=lambda user, person: manages_people(user),
        )
        for word, model, title in (("team", Team, _("Team")), ("territory", Territory, _("Territory"))):
            register_history(word, model, title, may_see=lambda user, thing: manages_people(user))
        register_verbs(VERBS)


def _offer_commands() -> None:
    """What everybody can do about themselves."""
    from apps.core.navigation import Command, register_command

    theme = {"form": "theme-form", "field": "theme"}
    words = _("appearance colours theme")
    for command in (
        Command(_("Preferences"), "clock", 10, _("time zone theme settings"), "users:preferences"),
        Command(_("Security and sessions"), "shield-lock", 20, _("password devices"), "usersessions_list"),
        Command(_("Dark theme"), "moon", 30, words, **theme, value="dark"),
        Command(_("Light theme"), "sun", 31, words, **theme, value="light"),
        Command(_("Theme as the device"), "device-desktop", 32, words, **theme, value="auto"),
        Command(_("Sign out"), "logout", 40, _("log out leave"), form="sign-out-form"),
    ):
        register_command(command)


def manages_people(user: Any) -> bool:
    """For the navigation."""
    from apps.users.policies import may_manage_people

    return bool(may_manage_people(user))
