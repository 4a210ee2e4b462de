"""Electronic signatures: what exactly is signed, its digest, and whether it still is what was signed.

Designed to support 21 CFR Part 11 (11.50: name, time and meaning; 11.70: bound to the record). An app passes the
content of a record as plain values (`content`), with keys instead of names, since names may change without the record.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.utils import timezone

from apps.audit.models import Signature

Signed = TypeVar("Signed", bound=Signature)


@dataclass(frozen=True)
class Checked:
    """A signature and what became of it. `is_whole`: neither it nor what it holds was altered; `is_same`: the record
    still says what was signed."""

    signature: Signature
    is_whole: bool
    is_same: bool

    @property
    def matches(self) -> bool:
        """Whether the signature matches this version of the record."""
        return self.is_whole and self.is_same


def canonical(content: Any) -> str:
    """Plain values as one text: sorted names, no spaces, moments in UTC. The same content gives the same text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_in_words)


def sign(
    model: type[Signed], *, by: Any, record: Any, version: int, content: Any, meaning: str, proof: str
) -> Signed:
    """Write a signature under a record. Whoever calls has the signer prove who they are, and locks the record."""
    row = model(
        signer=by,
        printed_name=str(by),
        signed_at=timezone.now(),
        meaning=meaning,
        proof=proof,
        version=version,
        content=canonical(content),
        record=record,
    )
    row.digest = digest_of(row)
    row.save(force_insert=True)
    return row


def digest_of(signature: Signature) -> str:
    """sha256, in hexadecimal, over what was signed and by whom, when and in which meaning."""
    lines = {
        "record": str(signature.record_id),  # type: ignore[attr-defined]
        "version": signature.version,
        "signer": str(signature.signer_id),
        "name": signature.printed_name,
        "at": signature.signed_at,
        "meaning": signature.meaning,
        "content": signature.content,
    }
    return hashlib.sha256(canonical(lines).encode()).hexdigest()


def check(signature: Signature, content: Any) -> Checked:
    """Compare a signature with itself, and with what its record says now."""
    return Checked(
        signature, digest_of(signature) == signature.digest, canonical(content) == signature.content
    )


def _in_words(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)
