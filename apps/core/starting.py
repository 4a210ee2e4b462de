"""Where a new row begins: its key stands in the address of its form.

So a form that is sent twice makes one row, and whoever reloads or crashes comes back to the same draft.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.core.models import new_id


def with_a_new_key(request: HttpRequest, url_name: str) -> HttpResponse:
    """Lead to this page at a key made now. What the address said (for which account, say) goes along."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse(url_name, args=[new_id()]) + query)
