"""What search boxes offer while somebody types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from apps.directory.queries import suggested_accounts, suggested_stakeholders
from apps.users.requests import user_of


@require_safe
def suggest_accounts(request: HttpRequest) -> JsonResponse:
    """`[{"id", "text", "detail"}]` for `?q=`, 20 at most."""
    return JsonResponse(suggested_accounts(user_of(request), request.GET.get("q", "")), safe=False)


@require_safe
def suggest_stakeholders(request: HttpRequest) -> JsonResponse:
    """`[{"id", "text", "detail"}]` for `?q=`, 20 at most; people of `?account=` first."""
    text, account = request.GET.get("q", ""), request.GET.get("account", "")
    return JsonResponse(suggested_stakeholders(user_of(request), text, account), safe=False)
