"""What the medical side sees on a stakeholder's page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.directory.models import Account, Stakeholder
from apps.kols.policies import may_edit_shown, may_nominate, may_read_kols
from apps.kols.queries import SHOWN_PAPERS, profile_of, publications_of, trials_of
from apps.kols.trial_queries import SHOWN_AT_ACCOUNT, SHOWN_TRIALS, trials_at
from apps.users.requests import user_of


def may_see(user: Any) -> bool:
    """Medical and oversight."""
    return bool(may_read_kols(user))


def profile(request: HttpRequest, stakeholder: Stakeholder) -> str:
    """Tier, areas, interests, stage; or the offer to make this person a KOL."""
    user = user_of(request)
    found = profile_of(user, stakeholder)
    if found:
        context = {"profile": found, "may_edit": may_edit_shown(user, found)}
        return render_to_string("kols/_profile.html", context, request)
    context = {"stakeholder": stakeholder, "may_nominate": may_nominate(user, stakeholder)}
    return render_to_string("kols/_no_profile.html", context, request)


def publications(request: HttpRequest, stakeholder: Stakeholder) -> str:
    """The latest papers; nothing when none is known."""
    found = list(publications_of(user_of(request), stakeholder)[: SHOWN_PAPERS + 1])
    if not found:
        return ""
    context = {
        "stakeholder": stakeholder,
        "papers": found[:SHOWN_PAPERS],
        "has_more": len(found) > SHOWN_PAPERS,
    }
    return render_to_string("kols/_publications.html", context, request)


def trials(request: HttpRequest, stakeholder: Stakeholder) -> str:
    """The latest trials; nothing when none is known."""
    found = list(trials_of(user_of(request), stakeholder)[: SHOWN_TRIALS + 1])
    if not found:
        return ""
    context = {
        "stakeholder": stakeholder,
        "involvements": found[:SHOWN_TRIALS],
        "has_more": len(found) > SHOWN_TRIALS,
    }
    return render_to_string("kols/_trials.html", context, request)


def account_trials(request: HttpRequest, account: Account) -> str:
    """The trials that run at an account; nothing when none is known."""
    found = trials_at(user_of(request), account)
    if not found:
        return ""
    context = {"trials": found[:SHOWN_AT_ACCOUNT], "has_more": len(found) > SHOWN_AT_ACCOUNT}
    return render_to_string("kols/_account_trials.html", context, request)
