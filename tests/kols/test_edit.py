"""Changing a profile: tier with its reason, areas one works in, and two people at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from apps.catalog.models import TherapeuticArea
from apps.core.merging import EditConflict, snapshot
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.actions import edit_profile
from apps.kols.models import Interest, KOLProfile
from apps.kols.queries import values_of
from apps.users.models import User
from tests.factories import UserFactory, assign, kol_profile
from tests.kols.makers import history_of
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]


@pytest.fixture
def profile(area: TherapeuticArea) -> KOLProfile:
    """A KOL whom nobody has described yet."""
    return kol_profile(area=area)


def edit(by: User, profile: KOLProfile, *, before: str = "", **changes: Any) -> KOLProfile:
    """Edit as the form does, from what stands there now."""
    held = values_of(KOLProfile.objects.get(pk=profile.pk))
    with acting_as(Side.MEDICAL):
        return edit_profile(
            by=by, profile=profile, before=before or snapshot(held), values={**held, **changes}
        )


def test_all_fields(msl: User, profile: KOLProfile) -> None:
    edit(
        msl,
        profile,
        tier=2,
        tier_reason="Chairs the national group.",
        responsible=msl,
        interests="Minimal residual disease\nReal-world data",
        topics_to_avoid="Company pipeline",
    )
    profile.refresh_from_db()
    assert (profile.tier, profile.tier_reason, profile.responsible) == (2, "Chairs the national group.", msl)
    interest = profile.interests.get(text="Real-world data")
    assert (interest.source, interest.verified_on is not None) == ("Mira Liaison", True)
    assert [topic.text for topic in profile.topics_to_avoid.all()] == ["Company pipeline"]


def test_lines_that_stay_keep_their_source(msl: User, profile: KOLProfile) -> None:
    kept = Interest.objects.create(profile=profile, text="Kept", source="A congress talk")
    Interest.objects.create(profile=profile, text="Dropped")
    edit(msl, profile, interests="Added\nKept")
    assert list(profile.interests.values_list("text", "source")) == [
        ("Added", "Mira Liaison"),
        ("Kept", "A congress talk"),
    ]
    assert profile.interests.get(text="Kept").pk == kept.pk


@pytest.mark.parametrize(
    "changes", [{"tier": 1}, {"tier_reason": "Because."}, {"tier": 1, "tier_reason": "  "}]
)
def test_a_tier_and_its_reason_go_together(changes: dict[str, Any], msl: User, profile: KOLProfile) -> None:
    with pytest.raises(ValidationError, match="go together"):
        edit(msl, profile, **changes)


def test_a_profile_keeps_an_area(msl: User, profile: KOLProfile, other_area: TherapeuticArea) -> None:
    with pytest.raises(ValidationError, match="at least one"):
        edit(msl, profile, areas=[])
    both = sorted([*values_of(profile)["areas"], str(other_area.pk)])
    with pytest.raises(ValidationError, match="areas you work in"):
        edit(msl, profile, areas=both)
    assign(msl, other_area)
    edit(msl, profile, areas=both)
    assert values_of(KOLProfile.objects.get())["areas"] == both
    edit(msl, profile, areas=[str(other_area.pk)])
    assert values_of(KOLProfile.objects.get())["areas"] == [str(other_area.pk)]


@pytest.mark.parametrize("role", ["kam", "medical_information", "compliance"])
def test_only_who_meets_kols_is_responsible(role: str, msl: User, profile: KOLProfile) -> None:
    with pytest.raises(ValidationError, match="medical side"):
        edit(msl, profile, responsible=UserFactory(role=role))


def test_two_people_change_different_fields(msl: User, manager: User, profile: KOLProfile) -> None:
    before = snapshot(values_of(profile))
    edit(manager, profile, responsible=msl)
    edit(msl, profile, before=before, responsible=None, interests="Biomarkers")
    profile.refresh_from_db()
    assert profile.responsible == msl
    assert profile.interests.get().text == "Biomarkers"


def test_two_people_change_the_same_field(msl: User, manager: User, profile: KOLProfile) -> None:
    before = snapshot(values_of(profile))
    edit(manager, profile, interests="Theirs")
    with pytest.raises(EditConflict) as caught:
        edit(msl, profile, before=before, interests="Mine")
    (conflict,) = caught.value.conflicts
    assert (conflict.name, conflict.theirs, conflict.mine) == ("interests", "Theirs", "Mine")
    assert profile.interests.get().text == "Theirs"


def test_nothing_changed_writes_nothing(msl: User, profile: KOLProfile) -> None:
    before = history_of(KOLProfile).count()
    edit(msl, profile)
    assert history_of(KOLProfile).count() == before


def test_another_area_is_refused(other_msl: User, profile: KOLProfile) -> None:
    with pytest.raises(PermissionDenied):
        edit(other_msl, profile, interests="Mine")


def test_the_page_saves(msl: User, profile: KOLProfile, area: TherapeuticArea, sign_in: SignIn) -> None:
    client, address = sign_in(msl), reverse("kols:edit", args=[profile.pk])
    form = client.get(address).context["form"]
    data = {
        "areas": [str(area.pk)],
        "before": form["before"].value(),
        "interests": "One\r\nTwo\r\none ",
        "tier": "3",
    }
    refused = client.post(address, data)
    assert refused.context["form"].errors["tier_reason"]
    saved = client.post(address, {**data, "tier_reason": "Regional boards.", "responsible": str(msl.pk)})
    assert saved["Location"] == profile.get_absolute_url()
    profile.refresh_from_db()
    assert (profile.tier, profile.responsible) == (3, msl)
    assert {row.text for row in profile.interests.all()} == {"One", "one", "Two"}


def test_the_page_shows_mine_theirs_and_before(
    msl: User, manager: User, profile: KOLProfile, area: TherapeuticArea, sign_in: SignIn
) -> None:
    client, address = sign_in(msl), reverse("kols:edit", args=[profile.pk])
    before = client.get(address).context["form"]["before"].value()
    edit(manager, profile, interests="Theirs", topics_to_avoid="Theirs too")
    answer = client.post(address, {"areas": [str(area.pk)], "before": before, "interests": "Mine"})
    form = answer.context["form"]
    (row,) = form.conflicts
    assert (row.before, row.theirs, row.mine) == ("", "Theirs", "Mine")
    assert form["topics_to_avoid"].value() == "Theirs too"
    kept = {"areas": [str(area.pk)], "before": form["before"].value(), "topics_to_avoid": "Theirs too"}
    client.post(address, {**kept, "interests": "Mine", "keep_interests": "theirs"})
    assert profile.interests.get().text == "Theirs"


def test_a_line_too_long_is_named(
    msl: User, profile: KOLProfile, area: TherapeuticArea, sign_in: SignIn
) -> None:
    data = {"areas": [str(area.pk)], "interests": "x" * 201}
    form = sign_in(msl).post(reverse("kols:edit", args=[profile.pk]), data).context["form"]
    assert "at most 200" in form.errors["interests"][0]
