"""A promise may belong to a need or a medical request: shown on both pages, to who may read both."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups.models import Commitment
from apps.medinfo.models import MedicalRequest
from apps.needs.models import UnmetNeed
from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture
def need(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> UnmetNeed:
    """What somebody lacks."""
    made: UnmetNeed = UnmetNeed.objects.create(
        recorded_by=msl,
        stakeholder=stakeholder,
        therapeutic_area=area,
        words="Long-term data are lacking.",
        heard_on=timezone.localdate(),
    )
    return made


def test_promised_about_a_need(
    msl: User,
    sign_in: Callable[[User], WebClient],
    need: UnmetNeed,
    stakeholder: Stakeholder,
    area: TherapeuticArea,
) -> None:
    web = sign_in(msl)
    page = web.get(need.get_absolute_url()).content.decode()
    assert "Promise something about this" in page
    asked = f"?need={need.pk}&stakeholder={stakeholder.pk}&therapeutic_area={area.pk}"
    form = web.get(f"/follow-ups/{new_id()}/edit/{asked}").context["form"]
    assert [str(form[name].value()) for name in ("need", "stakeholder")] == [
        str(need.pk),
        str(stakeholder.pk),
    ]
    typed = {
        "what": "Send the extension",
        "stakeholder": str(stakeholder.pk),
        "due_on": "in two weeks",
        "priority": "2",
        "therapeutic_area": str(area.pk),
        "need": str(need.pk),
    }
    web.post(f"/follow-ups/{new_id()}/edit/", typed)
    made = Commitment.objects.get()
    assert made.need == need
    assert "Send the extension" in web.get(need.get_absolute_url()).content.decode()
    assert need.get_absolute_url() in web.get(made.get_absolute_url()).content.decode()


def test_promised_about_a_request(
    msl: User,
    sign_in: Callable[[User], WebClient],
    stakeholder: Stakeholder,
    area: TherapeuticArea,
    make: Callable[..., Commitment],
) -> None:
    asked = MedicalRequest.objects.create(
        owner=msl,
        asker=stakeholder,
        question="How long is the half-life?",
        therapeutic_area=area,
        country="DE",
        language="de",
        channel="email",
        received_at=timezone.now(),
    )
    made = make(what="Forward the answer")
    Commitment.objects.filter(pk=made.pk).update(request=asked)
    web = sign_in(msl)
    page = web.get(asked.get_absolute_url()).content.decode()
    assert "Forward the answer" in page
    assert f"request={asked.pk}" in page
    assert asked.get_absolute_url() in web.get(made.get_absolute_url()).content.decode()


def test_a_need_that_one_may_not_see_is_not_taken(
    stranger: User, sign_in: Callable[[User], WebClient], need: UnmetNeed
) -> None:
    form = sign_in(stranger).get(f"/follow-ups/{new_id()}/edit/?need={need.pk}").context["form"]
    assert not form.fields["need"].queryset.exists()
