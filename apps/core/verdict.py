"""An answer to "may this person do that?" that always carries its reason."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """Allowed, or refused with the sentence that the page shows. True in a condition when allowed."""

    is_allowed: bool
    reason: "str | Promise" = ""

    def __bool__(self) -> bool:
        return self.is_allowed

    def require(self) -> None:
        """Raise PermissionDenied with the reason (a 403 that says why) when refused."""
        if not self.is_allowed:
            raise PermissionDenied(self.reason)


ALLOWED = Verdict(True)


def refused(reason: "str | Promise") -> Verdict:
    """A refusal; the reason says what would have to be different."""
    return Verdict(False, reason)
