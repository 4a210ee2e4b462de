"""The page of the measures of coordination."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.coordination.measured import FEWEST, WEEKS, measured_for, period_of, team_of
from apps.coordination.policies import may_read_measures
from apps.users.requests import user_of


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """How well the functions go prepared and keep out of each other's way, for who leads on either side."""
    user = user_of(request)
    may_read_measures(user).require()
    period = period_of(request.GET.get("weeks", ""), timezone.localdate())
    context = {
        "period": period,
        "weeks": ((period.last - period.first).days + 1) // 7,
        "choices": [(f"?weeks={number}", number) for number in WEEKS],
        "measured": measured_for(user, period),
        "leads": bool(team_of(user)),
        "fewest": FEWEST,
    }
    return render(request, "coordination/measures.html", context)
