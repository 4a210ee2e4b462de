"""When detectors raise a concern."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import saved
from apps.oversight import actions, policies, queries
from apps.oversight.detectors import rule_of
from apps.oversight.forms import DetectorForm
from apps.oversight.models import DetectorRule
from apps.users.models import User
from apps.users.requests import user_of

Detector = DetectorRule.Detector
#: What is counted, in a sentence; the numbers stand in the form below it.
SENTENCES = {
    Detector.SALES_DIRECTED_PATTERN: gettext_lazy(
        "Contacts of one medical colleague that follow a commercial contact of the same stakeholder within so many "
        "days, in the last 90 days, if they are twice as many as chance would give."
    ),
    Detector.UNAPPROVED_JOINT_VISIT: gettext_lazy(
        "Contacts of both functions with the same stakeholder within so many minutes, without an approved joint visit."
    ),
    Detector.DENIED_ACCESS_BURST: gettext_lazy(
        "Attempts of one person that were refused within so many minutes."
    ),
}


@require_safe
def detectors(request: HttpRequest) -> HttpResponse:
    """Each detector with its numbers."""
    return _page(request)


def _page(request: HttpRequest, **tried: DetectorForm) -> HttpResponse:
    user = user_of(request)
    policies.may_oversee(user).require()
    rows = [_shown(row, tried.get(row.detector)) for row in queries.detectors_for(user)]
    return render(request, "oversight/detectors.html", {"rows": rows})


def _shown(row: DetectorRule, tried: DetectorForm | None) -> dict[str, Any]:
    return {"rule": row, "form": tried or _form(row), "sentence": SENTENCES[Detector(row.detector)]}


def _form(row: DetectorRule, sent: QueryDict | None = None) -> DetectorForm:
    begun = {"at_least": row.at_least, "within": row.within, "is_active": row.is_active}
    return DetectorForm(sent, start=begun, auto_id=f"id_{row.detector}_%s")


@require_POST
def detector(request: HttpRequest, detector: str) -> HttpResponse:
    """Change the numbers of one."""
    user = user_of(request)
    policies.may_oversee(user).require()
    if detector not in Detector.values:
        raise Http404
    form = _form(rule_of(detector), request.POST)
    if saved(form, lambda: _save(user, detector, form)):
        messages.success(request, _("Saved. It counts from the next look on, within the hour."))
        return redirect("oversight:detectors")
    return _page(request, **{detector: form})


def _save(user: User, detector: str, form: DetectorForm) -> DetectorRule:
    values = {name: form.cleaned_data[name] for name in ("at_least", "within", "is_active")}
    return actions.save_detector(by=user, detector=detector, before=form.before_value, values=values)
