"""What of a request is signed: every value of it and of its answers, keys instead of names."""

from typing import Any

from apps.audit.signing import Checked, check
from apps.medinfo.models import Answer, MedicalRequest, RequestSignature

#: The fields of the first form of a signed request. A field that is added later makes a second form; what was signed
#: in this one is compared with this one for good.
FORM = 1
_REQUEST = (
    "id", "version", "earlier_id", "reopen_reason", "owner_id", "kind", "asker_id", "affiliation_id", "question",
    "product_id", "therapeutic_area_id", "label_class", "country", "language", "complexity", "volume", "channel",
    "received_at", "interaction_id", "delivery", "state", "attested_by_id", "attested_at", "submitted_at", "due_at",
    "answerer_id", "assigned_at", "return_question", "answered_at", "closed_at",
)  # fmt: skip
_ANSWER = (
    "id", "number", "text", "sources", "written_by_id", "approved_by_id", "approved_at", "delivered_by_id",
    "delivered_at", "delivered_how", "delivered_to",
)  # fmt: skip


def content_of(request: MedicalRequest) -> dict[str, Any]:
    """The whole request with all versions of its answer, as plain values."""
    answers = Answer.objects.filter(request=request).order_by("number")
    return {
        "form": FORM,
        "request": {name: getattr(request, name) for name in _REQUEST},
        "answers": [{name: getattr(answer, name) for name in _ANSWER} for answer in answers],
    }


def signatures_of(request: MedicalRequest) -> list[Checked]:
    """Every signature under a request, each compared with itself and with what the request says now."""
    found = list(RequestSignature.objects.filter(record=request).select_related("signer"))
    if not found:
        return []
    content = content_of(request)
    return [check(signature, content) for signature in found]
