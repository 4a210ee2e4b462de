"""What somebody does after an incident, for them: everybody but administrators, who see no shared records."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.visible import found_or_404
from apps.incidents import actions, policies, queries
from apps.users.requests import user_of

#: Of those that are done.
AT_MOST = 20


@require_safe
def assigned(request: HttpRequest) -> HttpResponse:
    """My corrective actions: what is open, and what I did lately."""
    user = user_of(request)
    policies.may_report(user).require()
    verdict = policies.may_follow(user)
    context = {
        "open": queries.assignments_of(user, is_done=False) if verdict else [],
        "done": queries.assignments_of(user, is_done=True)[:AT_MOST] if verdict else [],
        "may_follow": verdict,
    }
    return render(request, "incidents/assigned.html", context)


@require_POST
def say_done(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One of them is done."""
    user = user_of(request)
    policies.may_follow(user).require()
    row = found_or_404(queries.assignment_for(user, id))
    actions.say_assignment_done(by=user, assignment=row)
    messages.success(request, _("Done as of today. Compliance is told, and checks it."))
    return redirect("incidents:assigned")
