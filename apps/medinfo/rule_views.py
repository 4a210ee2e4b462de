"""Pages about rules: who answers what, and within how long."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.editing import posted, saved
from apps.core.visible import found_or_404
from apps.medinfo import actions, policies, queries
from apps.medinfo.forms import ResponseTimeForm, RuleForm
from apps.medinfo.routing import answerers
from apps.users.requests import user_of


def rules(request: HttpRequest) -> HttpResponse:
    """All rules, a form for a new one, and the response times."""
    user = user_of(request)
    policies.may_read_rules(user).require()
    if request.method == "POST":
        policies.may_keep_rules(user).require()
    form = RuleForm(posted(request))
    if saved(form, lambda: actions.save_routing_rule(by=user, **form.kept)):
        messages.success(request, _("The rule holds for what is submitted from now on."))
        return redirect("medinfo:rules")
    context = {
        "form": form,
        "rules": queries.rules_for(user),
        "times": queries.response_times(user),
        "units": ResponseTimeForm.base_fields["unit"],
        "answerers": answerers(None),
        "may_keep": policies.may_keep_rules(user),
    }
    return render(request, "medinfo/rules.html", context)


def rule(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Change a rule, or take it out of use."""
    user = user_of(request)
    policies.may_keep_rules(user).require()
    row = found_or_404(queries.rule_for(user, id))
    form = RuleForm(posted(request), instance=row)
    if saved(form, lambda: actions.save_routing_rule(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("medinfo:rules")
    return render(request, "medinfo/rule.html", {"form": form, "rule": row})


@require_POST
def response_time(request: HttpRequest) -> HttpResponse:
    """Say within how long a kind and complexity is answered."""
    user = user_of(request)
    policies.may_keep_rules(user).require()
    form = ResponseTimeForm(request.POST)
    if saved(form, lambda: actions.save_response_time(by=user, **form.cleaned_data)):
        messages.success(request, _("It holds for what is submitted or assessed from now on."))
    else:
        messages.error(request, _("A number from 1 to 250 is needed."))
    return redirect("medinfo:rules")
