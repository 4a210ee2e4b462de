"""Pages about people: one's own preferences, and what administrators keep."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.firewall.sides import Side
from apps.users import actions, policies, queries
from apps.users.filters import PeopleFilter
from apps.users.forms import Leaving, Preferences, TeamForm, TerritoryForm
from apps.users.models import User
from apps.users.people_pages import PersonPage
from apps.users.requests import user_of
from apps.users.throttling import may_mail

TOO_MANY_MAILS = gettext_lazy("This person was sent several mails just now. Wait ten minutes.")
BY_NAME = {"name": ("name", "id")}
SORTS = {"name": ("name_folded", "id"), "-name": ("-name_folded", "-id")}


def preferences(request: HttpRequest) -> HttpResponse:
    """Choose theme, time zone and public holidays."""
    user = user_of(request)
    form = Preferences(posted(request), initial={name: getattr(user, name) for name in User.own_columns})
    if saved(form, lambda: actions.set_preferences(by=user, values=form.chosen())):
        messages.success(request, _("Your preferences are saved."))
        return redirect("users:preferences")
    return render(request, "users/preferences.html", {"form": form})


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all one's sessions, this one too. Stands under /account/, where no side is taken."""
    actions.sign_out_everywhere(by=user_of(request))
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return redirect("account_login")


def people(request: HttpRequest) -> HttpResponse:
    """Everybody who signs in."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    found = PeopleFilter(request.GET, queryset=queries.people_for(user))
    page = page_of(found.qs, request, sorts=SORTS, default="name")
    return render(request, "users/people.html", {"filter": found, "page": page, "sort": page.sort})


def create_person(request: HttpRequest) -> HttpResponse:
    """Invite a person."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    page = PersonPage(request, user)
    if person := page.saved():
        messages.success(request, _told_invited(person))
        return redirect("users:person", person.pk)
    return render(request, "users/create_person.html", page.context())


def _told_invited(person: User) -> str:
    """What an administrator reads about who was just invited; systems get no mail."""
    if not person.is_pending:
        return _("%(name)s is there.") % {"name": person}
    return _("%(name)s gets an invitation by mail, to %(email)s.") % {"name": person, "email": person.email}


def _told_saved(person: User, before: Side) -> str:
    """What an administrator reads after saving: a change of sides has ended all sessions of this person."""
    if person.side == before:
        return _("Saved.")
    return _("%(name)s changed from %(old)s to %(new)s and is signed out everywhere.") % {
        "name": person,
        "old": before.label,
        "new": person.side.label,
    }


def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Read and change a person."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    subject = get_object_or_404(queries.people_for(user), pk=person_id)
    page = PersonPage(request, user, subject)
    before = subject.side
    if saved := page.saved():
        messages.success(request, _told_saved(saved, before))
        return redirect("users:person", subject.pk)
    verdicts = {
        "deactivate": policies.may_deactivate(user, subject),
        "reactivate": policies.may_reactivate(user, subject),
        "link": policies.may_send_link(user, subject),
        "invite_again": policies.may_invite_again(user, subject),
        "withdraw": policies.may_withdraw(user, subject),
        "reset_factor": policies.may_reset_factor(user, subject),
    }
    return render(request, "users/person.html", {**page.context(), "may": verdicts})


def deactivate(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Lock a person out, and say who takes over their open work."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    subject = get_object_or_404(queries.people_for(user), pk=person_id)
    verdict = policies.may_deactivate(user, subject)
    verdict.require()
    receivers = queries.receivers_for(user, subject, subject.side)
    form = Leaving(posted(request), receivers=receivers, initial={"receiver": queries.manager_of(subject)})
    if saved(form, lambda: actions.deactivate_person(by=user, person=subject, **form.cleaned_data)):
        undo = reverse("users:reactivate", args=[subject.pk])
        text = _("%(name)s is signed out everywhere and cannot sign in any more.") % {"name": subject}
        messages.success(request, text, extra_tags=f"undo:{undo}")
        return redirect("users:person", subject.pk)
    return render(request, "users/deactivate.html", {"form": form, "person": subject})


@require_POST
def hand_over(request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
    """Choose somebody for open work that nobody has."""
    user = user_of(request)
    row = get_object_or_404(queries.hand_overs_for(user), pk=hand_over_id)
    form = Leaving(request.POST, receivers=queries.receivers_for(user, row.person, row.work_side))
    receiver = form.cleaned_data["receiver"] if form.is_valid() else None
    if receiver is None:
        messages.error(request, _("Choose who takes over the work."))
    else:
        actions.hand_over(by=user, hand_over=row, receiver=receiver)
        messages.success(request, _("The open work goes to %(name)s.") % {"name": receiver})
    return redirect("users:person", row.person_id)


@require_POST
def reactivate(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Let a person sign in again."""
    subject = get_object_or_404(queries.people_for(user_of(request)), pk=person_id)
    actions.reactivate_person(by=user_of(request), person=subject)
    messages.success(request, _("%(name)s can sign in again.") % {"name": subject})
    return redirect("users:person", subject.pk)


@require_POST
def send_link(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Have the link to choose a password mailed."""
    subject = get_object_or_404(queries.people_for(user_of(request)), pk=person_id)
    policies.may_send_link(user_of(request), subject).require()
    if may_mail(request, subject):
        actions.ask_for_link(by=user_of(request), person=subject)
        told = _("A link to choose a password is on its way to %(email)s.")
        messages.success(request, told % {"email": subject.email})
    else:
        messages.error(request, TOO_MANY_MAILS)
    return redirect("users:person", subject.pk)


@require_POST
def invite_again(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Send the invitation of somebody who did not come yet once more."""
    subject = get_object_or_404(queries.people_for(user_of(request)), pk=person_id)
    policies.may_invite_again(user_of(request), subject).require()
    if may_mail(request, subject):
        messages.success(request, _told_invited(actions.invite_again(by=user_of(request), person=subject)))
    else:
        messages.error(request, TOO_MANY_MAILS)
    return redirect("users:person", subject.pk)


@require_POST
def withdraw_invitation(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Take an invitation back."""
    subject = get_object_or_404(queries.people_for(user_of(request)), pk=person_id)
    actions.withdraw_invitation(by=user_of(request), person=subject)
    text = _("The invitation of %(name)s is withdrawn: the link opens nothing any more.")
    messages.success(request, text % {"name": subject})
    return redirect("users:person", subject.pk)


@require_POST
def reset_factor(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Forget somebody's second factor."""
    subject = get_object_or_404(queries.people_for(user_of(request)), pk=person_id)
    actions.reset_factor(by=user_of(request), person=subject)
    text = _("The second factor of %(name)s counts no more. They are signed out everywhere and get a mail.")
    messages.success(request, text % {"name": subject})
    return redirect("users:person", subject.pk)


def teams(request: HttpRequest) -> HttpResponse:
    """All teams, and a form for a new one."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    form = TeamForm(posted(request))
    if saved(form, lambda: actions.save_team(by=user, **form.kept)):
        messages.success(request, _("The team is there."))
        return redirect("users:teams")
    page = page_of(queries.teams_for(user), request, sorts=BY_NAME, default="name")
    return render(request, "users/teams.html", {"form": form, "page": page})


def team(request: HttpRequest, team_id: uuid.UUID) -> HttpResponse:
    """Rename a team."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    subject = get_object_or_404(queries.teams_for(user), pk=team_id)
    form = TeamForm(posted(request), instance=subject)
    if saved(form, lambda: actions.save_team(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("users:teams")
    return render(request, "users/team.html", {"form": form, "team": subject})


def territories(request: HttpRequest) -> HttpResponse:
    """The tree of territories, and a form for a new one."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    form = TerritoryForm(posted(request))
    if saved(form, lambda: actions.save_territory(by=user, **form.kept)):
        messages.success(request, _("The territory is there."))
        return redirect("users:territories")
    return render(request, "users/territories.html", {"form": form, "tree": queries.tree_for(user)})


def territory(request: HttpRequest, territory_id: uuid.UUID) -> HttpResponse:
    """Rename a territory or hang it elsewhere."""
    user = user_of(request)
    policies.may_manage_people(user).require()
    subject = get_object_or_404(queries.territories_for(user), pk=territory_id)
    form = TerritoryForm(posted(request), instance=subject)
    if saved(form, lambda: actions.save_territory(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("users:territories")
    return render(request, "users/territory.html", {"form": form, "territory": subject})
