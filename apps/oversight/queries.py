"""Reading what compliance keeps, viewer first."""

from typing import Any

from django.db.models import QuerySet

from apps.coordination.models import Touchpoint
from apps.firewall.sides import SIDES_OF_PEOPLE
from apps.interactions.models import Interaction
from apps.keyaccounts.models import Visit
from apps.oversight.detectors import DEFAULTS
from apps.oversight.models import DetectorRule, GrantAudit, LeakTest, Sample, SampleItem, Viewing
from apps.oversight.policies import NOT_VIEWED, may_oversee
from apps.users.models import User
from apps.users.queries import people_on


def people_to_view_as() -> QuerySet[User]:
    """Everybody as whom compliance may look."""
    return people_on(set(SIDES_OF_PEOPLE) - NOT_VIEWED)


def viewings_for(user: User) -> Any:
    """Who looked as whom."""
    return Viewing.objects.visible_to(user).select_related("officer", "person")


def viewing_of(user: User, key: Any) -> Viewing | None:
    """One's own viewing."""
    found: Viewing | None = viewings_for(user).filter(pk=key, officer=user).first()
    return found


def detectors_for(user: User) -> list[DetectorRule]:
    """Every detector with its numbers, kept or usual; none for who does not oversee."""
    if not may_oversee(user):
        return []
    kept = {row.detector: row for row in DetectorRule.objects.all()}
    usual = (
        DetectorRule(detector=name, at_least=numbers.at_least, within=numbers.within)
        for name, numbers in DEFAULTS.items()
    )
    return [kept.get(row.detector, row) for row in usual]


def grant_audits_for(user: User) -> Any:
    """Audits of the grants, the latest first."""
    rows = GrantAudit.objects.order_by("-created_at")
    return rows if may_oversee(user) else rows.none()


def leak_tests_for(user: User) -> Any:
    """Recorded runs of the leak test, the latest first."""
    rows = LeakTest.objects.order_by("-ran_at")
    return rows if may_oversee(user) else rows.none()


def person_for(user: User, id: Any) -> User | None:
    """Somebody whom a concern is about."""
    return User.objects.filter(pk=id).first() if may_oversee(user) else None


def samples_for(user: User) -> Any:
    """Samples with their progress."""
    return Sample.objects.visible_to(user).with_progress().select_related("drawn_by")


def sample_for(user: User, id: Any) -> Sample | None:
    """One sample."""
    found: Sample | None = samples_for(user).filter(pk=id).first()
    return found


def items_of(user: User, sample: Sample) -> list[SampleItem]:
    """What was drawn, in the order of drawing."""
    rows = SampleItem.objects.visible_to(user).filter(sample=sample)
    return list(rows.select_related("touchpoint__account", "touchpoint__owner", "reviewed_by"))


def sample_item_for(user: User, id: Any) -> SampleItem | None:
    """One contact that was drawn."""
    rows = SampleItem.objects.visible_to(user).select_related(
        "sample", "touchpoint__account", "touchpoint__owner", "touchpoint__purpose", "reviewed_by"
    )
    found: SampleItem | None = rows.filter(pk=id).first()
    return found


def next_item(user: User, item: SampleItem) -> SampleItem | None:
    """The next one of the same sample that nobody has read."""
    rows = SampleItem.objects.visible_to(user).filter(sample=item.sample_id, finding="")
    found: SampleItem | None = rows.order_by("position").first()
    return found


def content_url_of(touchpoint: Touchpoint) -> str:
    """Where the content of a contact stands, of whichever side; its envelope where there is none."""
    for model in (Interaction, Visit):
        if (content := model.objects.filter(touchpoint=touchpoint).first()) is not None:
            return str(content.get_absolute_url())
    return touchpoint.get_absolute_url()


def sample_progress(user: User) -> tuple[int, int]:
    """How many contacts of all samples are still to be read, and how many were drawn."""
    rows = SampleItem.objects.visible_to(user)
    return rows.filter(finding="").count(), rows.count()
