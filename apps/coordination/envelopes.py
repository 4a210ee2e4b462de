"""An envelope as a timeline entry: all that the other side may know, drawn locked where it is the other's."""

from django.utils.translation import gettext as _

from apps.coordination.models import Touchpoint
from apps.core.timeline import Mark, TimelineEntry
from apps.users.models import User

TONES = {"held": "good", "cancelled": "quiet", "planned": "accent"}


def entry_of_envelope(user: User, touchpoint: Touchpoint) -> TimelineEntry:
    """Function, purpose, account, person and state; no content is here to be shown."""
    words = {"purpose": touchpoint.purpose, "account": touchpoint.account}
    return TimelineEntry(
        kind="contact" if touchpoint.function == user.side else "envelope",
        at=touchpoint.starts_at,
        when=touchpoint.when_words,
        title=_("%(purpose)s at %(account)s") % words,
        url=touchpoint.get_absolute_url(),
        by=f"{touchpoint.owner} · {touchpoint.get_function_display()}",
        marks=(Mark(touchpoint.get_state_display(), TONES[touchpoint.state]),),
    )
