"""Messages about incidents: links, and none of the words."""

from django.utils import timezone

from apps.incidents.models import Incident
from apps.notifications.actions import Telling, queue_messages
from apps.notifications.models import Message
from apps.users.models import User
from apps.users.roles import Role


def tell_compliance(incident: Incident, by: User) -> None:
    """Every compliance officer but the one who reported it."""
    officers = User.objects.filter(role=Role.COMPLIANCE, is_active=True).exclude(pk=by.pk)
    link, now = incident.get_absolute_url(), timezone.now()
    kind = Message.Kind.INCIDENT_REPORTED
    queue_messages(Telling(officer, kind, incident.pk, "reported", link, now) for officer in officers)
