"""The row of a request, held until the action has ended."""

from typing import Any

from apps.medinfo.models import MedicalRequest


def locked(request: MedicalRequest) -> MedicalRequest:
    """The request as it is now, under a lock, with what policies ask about it."""
    rows: Any = MedicalRequest.objects.select_for_update(of=("self",))
    found: MedicalRequest = rows.select_related("owner__team", "answerer__team", "queue").get(pk=request.pk)
    return found
