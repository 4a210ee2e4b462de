"""Context viewed % and collisions per 100 visits, counted by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.coordination.measures import collision_rate, context_viewed
from apps.coordination.models import BriefView, CollisionNotice, CollisionSeen, CollisionWindow, Touchpoint
from apps.core.measuring import Period, Share
from apps.directory.models import Account
from apps.users.models import User
from tests.coordination.around import Details, plan
from tests.factories import AccountFactory
from tests.personas import PERSONAS

MONTH = Period(timezone.localdate() - timedelta(days=30), timezone.localdate())


def held(by: User, details: Details, days: float, account: Account | None = None) -> Touchpoint:
    """Held so many days ago."""
    made = plan(by, details, days=-days, **({"account": account} if account else {}))
    Touchpoint.objects.filter(pk=made.pk).update(state="held")
    made.refresh_from_db()
    return made


def opened(touchpoint: Touchpoint, hours: float, by: User | None = None) -> None:
    """The brief, so many hours before it began."""
    at = touchpoint.starts_at - timedelta(hours=hours)
    BriefView.objects.create(touchpoint=touchpoint, user=by or touchpoint.owner, viewed_at=at)


def counts(share: Share) -> tuple[int, int]:
    return share.part, share.whole


def test_context_viewed(msl: User, kam: User, details: Details) -> None:
    """Five visits to the shared account, two prepared in time; one elsewhere does not count."""
    visits = [held(msl, details, days) for days in (3, 6, 9)] + [
        held(kam, details, 12),
        held(kam, details, 15),
    ]
    alone = held(kam, details, 5, AccountFactory())
    in_time = [(visits[0], 1), (visits[0], 2), (visits[3], 47)]
    for visit, hours in [*in_time, (visits[1], 49), (visits[4], -1), (alone, 1)]:
        opened(visit, hours)
    opened(visits[2], 1, by=kam)
    share = context_viewed(msl, MONTH)
    assert counts(share) == (2, 5)
    assert share.percent == pytest.approx(40)
    assert share.low_percent == pytest.approx(11.8, abs=0.1)
    assert share.high_percent == pytest.approx(76.9, abs=0.1)


def test_collisions_per_hundred_visits(msl: User, kam: User, details: Details) -> None:
    """Of eight visits, three came within seven days after the other function; one of them knew by the brief and one by
    the notice."""
    held(msl, details, 28), held(kam, details, 25)
    first, second = held(msl, details, 16), held(kam, details, 14)
    opened(second, 100)
    third, fourth = held(kam, details, 5), held(msl, details, 2)
    one, other = sorted((third, fourth), key=lambda row: row.pk)
    notice = CollisionNotice.objects.create(
        first=one, second=other, found_at=timezone.now(), is_same_account=True, is_same_person=True
    )
    CollisionSeen.objects.create(notice=notice, user=msl, seen_at=fourth.starts_at - timedelta(days=1))
    held(msl, details, 1, AccountFactory()), held(kam, details, 1, AccountFactory())
    share = collision_rate(msl, MONTH)
    assert counts(share) == (1, 8)
    assert share.percent == pytest.approx(12.5)
    assert first.starts_at < second.starts_at


def test_the_account_says_how_close_is_a_collision(
    msl: User, kam: User, details: Details, account: Account
) -> None:
    held(msl, details, 20), held(kam, details, 8)
    assert counts(collision_rate(kam, MONTH)) == (0, 2)
    CollisionWindow.objects.create(account=account, days=12)
    assert counts(collision_rate(kam, MONTH)) == (1, 2)
    CollisionWindow.objects.update(days=0)
    assert counts(collision_rate(kam, MONTH)) == (0, 2)


@pytest.mark.parametrize("name", PERSONAS)
def test_whoever_sees_contacts_may_know_the_numbers(
    name: str, persona: Callable[[str], User], msl: User, kam: User, details: Details
) -> None:
    held(msl, details, 3), held(kam, details, 2)
    sees = 2 if name not in {"safety", "administrator"} else 0
    assert collision_rate(persona(name), MONTH).whole == context_viewed(persona(name), MONTH).whole == sees
