"""Who asks about imports, and about which one. Whom they do not concern is not told that there are any."""

import uuid

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from apps.integrations.models import ImportRun
from apps.integrations.policies import may_read_imports
from apps.integrations.queries import runs_for
from apps.users.models import User
from apps.users.requests import user_of


def reader_of(request: HttpRequest) -> User:
    """Who calls a page about imports. Raises Http404 for whoever may not read any."""
    user = user_of(request)
    if not may_read_imports(user):
        raise Http404
    return user


def run_or_404(user: User, id: uuid.UUID) -> ImportRun:
    """One import that this person may see."""
    return get_object_or_404(runs_for(user), pk=id)
