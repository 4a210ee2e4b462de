"""What search boxes offer while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from apps.directory.policies import may_browse
from apps.directory.queries import suggested_accounts, suggested_stakeholders
from apps.users.requests import user_of


@require_safe
def suggest_accounts(request: HttpRequest) -> JsonResponse:
    """`[{"id", "text", "detail"}]` for `?q=`, 20 at most."""
    user = user_of(request)
    may_browse(user).require()
    return JsonResponse(suggested_accounts(user, request.GET.get("q", "")), safe=False)


@require_safe
def suggest_stakeholders(request: HttpRequest) -> JsonResponse:
    """`[{"id", "text", "detail"}]` for `?q=`, 20 at most; people of `?account=` first."""
    user = user_of(request)
    may_browse(user).require()
    text, account = request.GET.get("q", ""), request.GET.get("account", "")
    return JsonResponse(suggested_stakeholders(user, text, account), safe=False)
