"""For whom KOL pages exist: for everybody else they are not there, rather than forbidden."""

from django.http import Http404, HttpRequest

from apps.kols.policies import may_read_kols
from apps.users.models import User
from apps.users.requests import user_of


def reader_of(request: HttpRequest) -> User:
    """Who reads. Raises Http404 on a side that may not even know what is here."""
    user = user_of(request)
    if not may_read_kols(user):
        raise Http404
    return user
