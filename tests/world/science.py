"""What the medical side knows of people: profiles, papers, trials."""

from datetime import date

from apps.kols.models import (
    Authorship,
    Candidate,
    Interest,
    Involvement,
    KOLProfile,
    MatchQuestion,
    Publication,
    RelationshipStageChange,
    TopicToAvoid,
    Trial,
    TrialSite,
)
from apps.kols.trial_recording import place_key
from apps.users.models import User
from tests.factories import kol_profile
from tests.world.rows import World


def knowledge(made: World, msl: User) -> None:
    """Of the stakeholder, who is a KOL of `msl`, and of somebody who is only printed in a paper."""
    profile = _profile(made, msl)
    _paper(made, profile)
    _trial(made, profile)


def _profile(made: World, msl: User) -> KOLProfile:
    profile: KOLProfile = made.add(
        kol_profile(
            area=made.rows["catalog.Topic"].therapeutic_area,
            stakeholder=made.rows["directory.Stakeholder"],
            tier=2,
            tier_reason="Wrote it.",
            nomination_reason="Knows.",
            responsible=msl,
        )
    )
    made.add(profile.areas.get())
    made.add(Interest.objects.create(profile=profile, text="Resistance", source="Talk"))
    made.add(TopicToAvoid.objects.create(profile=profile, text="Pricing"))
    made.add(
        RelationshipStageChange.objects.create(
            profile=profile, stage="engaged", evidence="Called.", changed_on=date(2026, 1, 1), changed_by=msl
        )
    )
    return profile


def _paper(made: World, profile: KOLProfile) -> None:
    paper = made.add(
        Publication.objects.create(
            pmid="1", title="A", journal="B", source="made up", source_file="f.xml", verified_on=date(2026, 1, 1),
            published_on=date(2026, 1, 1), topics=[{"name": "C"}], conflict_statement="None.", doi="10.1/1",
            types=["Letter"], trial_ids=["NCT1"],
        )
    )  # fmt: skip
    someone = made.add(Candidate.objects.create(last_name="D", name_folded="d", affiliation="E", reason="F"))
    as_printed = {"publication": paper, "printed_name": "G", "affiliations": ["H"], "match_reasons": ["I"]}
    made.add(Authorship.objects.create(position=1, stakeholder=profile.stakeholder, **as_printed))
    made.add(Authorship.objects.create(position=2, candidate=someone, **as_printed))
    pair = {"candidate": someone, "stakeholder": profile.stakeholder}
    made.add(MatchQuestion.objects.create(**pair, score=60, reasons=["J"]))


def _trial(made: World, profile: KOLProfile) -> None:
    trial = made.add(
        Trial.objects.create(
            nct_id="NCT00000001", title="A", official_title="B", acronym="C", status="RECRUITING", phases=["PHASE2"],
            sponsor="D", collaborators=["E"], conditions=["F"], interventions=[{"kind": "DRUG", "name": "G"}],
            topics=[{"ui": "H", "name": "I"}], org_ids=["J"], source="made up", source_file="f.json",
            verified_on=date(2026, 1, 1), pmids=["1"],
        )
    )  # fmt: skip
    account = made.rows["directory.Account"]
    key = place_key(account.name, account.city)
    made.add(TrialSite.objects.create(trial=trial, position=1, facility="K", city="L", place_key=key))
    as_printed = {"printed_name": "M", "affiliations": ["N"], "match_reasons": ["O"]}
    leads = {"trial": trial, "roles": ["principal_investigator"], **as_printed}
    made.add(Involvement.objects.create(position=1, stakeholder=profile.stakeholder, **leads))
    made.add(Involvement.objects.create(position=2, candidate=made.rows["kols.Candidate"], **leads))
