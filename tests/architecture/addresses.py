"""Every address of the product, and what stands in it: a line here for each that is about another row than its app."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World

#: What stands in an address: model label of the world by name of the address, else by app.
KEYS = {
    "users:team": "users.Team", "users:territory": "users.Territory", "users:hand_over": "users.HandOver",
    "users": "users.User",
    "catalog:area": "catalog.TherapeuticArea", "catalog:product": "catalog.Product",
    "directory:account": "directory.Account", "directory:children": "directory.Account",
    "directory:edit_account": "directory.Account", "directory:archive_account": "directory.Account",
    "directory:restore_account": "directory.Account", "directory:add_account_identifier": "directory.Account",
    "directory:edit_affiliation": "directory.Affiliation", "directory:end_affiliation": "directory.Affiliation",
    "directory:make_main_affiliation": "directory.Affiliation", "directory": "directory.Stakeholder",
    "coordination:context": "directory.Account", "coordination:set_days": "directory.Account",
    "api-collisions": "coordination.CollisionNotice", "api-critical-events": "coordination.CriticalEvent",
    "api-do-not-visit-windows": "coordination.DoNotVisitWindow",
    "coordination:see_collision": "coordination.CollisionNotice",
    "coordination:account_radar": "directory.Account", "coordination:stakeholder_radar": "directory.Stakeholder",
    "coordination:disclosure_version": "coordination.DisclosurePolicy",
    "coordination:approve_disclosure": "coordination.DisclosurePolicy", "coordination": "coordination.Touchpoint",
    "influence:map": "directory.Account", "influence:add_committee": "directory.Account",
    "influence:edit_seat": "influence.Seat", "influence:edit_tie": "influence.Tie",
    "influence:end_tie": "influence.Tie", "influence:bring_back_tie": "influence.Tie",
    "influence": "influence.Committee",
    "kols:edit": "kols.KOLProfile", "kols:change_stage": "kols.KOLProfile",
    "kols:nominate": "directory.Stakeholder",
    "kols:trial": "kols.Trial", "kols:person_trials": "directory.Stakeholder",
    "kols:publications": "directory.Stakeholder", "kols:answer_question": "kols.MatchQuestion",
    "kols": "kols.Candidate",
    "interactions": "interactions.Interaction", "api-interactions": "interactions.Interaction",
    "followups": "followups.Commitment", "api-commitments": "followups.Commitment",
    "needs": "needs.UnmetNeed", "api-unmet-needs": "needs.UnmetNeed",
    "medinfo:rule": "medinfo.RoutingRule", "medinfo": "medinfo.MedicalRequest",
    "api-requests": "medinfo.MedicalRequest",
    "accountplans": "accountplans.AccountPlan", "api-account-plans": "accountplans.AccountPlan",
    "interactions:room": "accountplans.AccountPlan", "keyaccounts:room": "accountplans.AccountPlan",
    "handoffs:visit": "handoffs.JointVisit",
    "handoffs:edit_visit": "handoffs.JointVisit",
    "handoffs:review_visit": "handoffs.JointVisit",
    "handoffs:link_visit": "handoffs.JointVisit",
    "handoffs:unlink_visit": "handoffs.JointVisit",
    "handoffs:cancel_visit": "handoffs.JointVisit",
    "api-joint-visits": "handoffs.JointVisit",
    "handoffs": "handoffs.Handoff", "intake": "handoffs.Handoff", "intake:rule": "intake.HandoffRule",
    "intake:due_days": "handoffs.DueDays",
    "api-handoffs": "handoffs.Handoff",
    "reviews:rule": "reviews.SteeringRule", "reviews": "reviews.ReviewRequest",
    "api-committees": "influence.Committee", "api-seats": "influence.Seat", "api-ties": "influence.Tie",
    "api-reviews": "reviews.ReviewRequest",
    "api-touchpoints": "coordination.Touchpoint",
    "dashboards": "dashboards.Edition", "api-reports": "dashboards.Edition",
    "oversight:person": "users.User", "oversight:sample_item": "oversight.SampleItem",
    "oversight:draw": "oversight.Sample", "oversight:sample": "oversight.Sample", "protocols": "protocols.Protocol",
    "api-protocols": "protocols.ProtocolVersion", "api-incidents": "incidents.Incident",
    "incidents:concern": "incidents.Concern", "incidents:dismiss": "incidents.Concern",
    "incidents:take": "incidents.Concern", "incidents:take_anonymous": "incidents.AnonymousReport",
    "incidents:finish": "incidents.CorrectiveAction",
    "incidents:say_done": "incidents.Assignment", "incidents": "incidents.Incident",
    "audit": "interactions.Interaction", "keyaccounts": "keyaccounts.Visit", "safety": "safety.SafetyItem",
    "notifications": "notifications.Message", "integrations": "integrations.ImportRun",
    "integrations:decide_review": "integrations.Review", "integrations:skip_review": "integrations.Review",
}  # fmt: skip

#: What stands in an address besides the row that the page is about.
PARTS = {
    "goal_id": "accountplans.PlanGoal",
    "milestone_id": "accountplans.PlanMilestone",
    "user_id": "users.User",
}


def named(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield f"{namespace}{pattern.name}", pattern


PATTERNS = dict(named(get_resolver()))


def address(name: str, world: World) -> str:
    """The address of a page about the row of the world that it is about."""
    if name == "api_unknown":
        return "/api/v1/nothing/"
    label = KEYS.get(name) or KEYS.get(name.split(":", maxsplit=1)[0], "")
    others = {
        "keys": "none",
        "token": "none",
        "word": "interaction",
        "detector": "denied_access_burst",
        "kind": "not-found",
        "page": "log",
    }
    names = PATTERNS[name].pattern.converters
    return reverse(name, kwargs={key: others.get(key) or world.key(PARTS.get(key, label)) for key in names})
