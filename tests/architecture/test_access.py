"""Every address, every persona: who gets in. A new address without a line here is a failing test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from apps.users.models import User
from tests.personas import PERSONAS
from tests.world import World

MEDICAL = {"msl", "other_msl", "manager", "director", "medical_information", "stranger"}
RECORDING = MEDICAL - {"medical_information"}
COMMERCIAL = {"kam", "commercial_lead"}
BOTH = MEDICAL | COMMERCIAL
AROUND = BOTH | {"compliance"}
DIRECTORY = AROUND | {"safety"}
EVERYBODY = set(PERSONAS)
NOBODY: set[str] = set()
#: Those who may read the interaction and the profile of `world`, which belong to `msl`.
READERS = {"msl", "manager", "director", "compliance"}

#: name: who gets 200 (or a redirect within the product) for a GET; everybody else gets 403, 404 or 405.
ACCESS: dict[str, set[str]] = {
    "home": EVERYBODY,
    "core:search": EVERYBODY,
    "users:preferences": EVERYBODY,
    "users:people": {"administrator"},
    "users:create_person": {"administrator"},
    "users:person": {"administrator"},
    "users:deactivate": {"administrator"},
    "users:hand_over": NOBODY,
    "users:reactivate": NOBODY,
    "users:send_link": NOBODY,
    "users:invite_again": NOBODY,
    "users:withdraw_invitation": NOBODY,
    "users:reset_factor": NOBODY,
    "users:teams": {"administrator"},
    "users:team": {"administrator"},
    "users:territories": {"administrator"},
    "users:territory": {"administrator"},
    "catalog:areas": {"administrator"},
    "catalog:area": {"administrator"},
    "catalog:products": {"administrator"},
    "catalog:product": {"administrator"},
    "directory:accounts": DIRECTORY,
    "directory:create_account": BOTH,
    "directory:suggest_accounts": DIRECTORY,
    "directory:account": DIRECTORY,
    "directory:children": DIRECTORY,
    "directory:edit_account": BOTH,
    "directory:archive_account": NOBODY,
    "directory:restore_account": NOBODY,
    "directory:add_account_identifier": BOTH,
    "influence:map": DIRECTORY,
    "influence:add_committee": BOTH,
    "influence:committee": DIRECTORY,
    "influence:edit_committee": BOTH,
    "influence:dissolve": NOBODY,
    "influence:bring_back": NOBODY,
    "influence:add_seat": BOTH,
    "influence:edit_seat": BOTH,
    "influence:add_tie": BOTH,
    "influence:edit_tie": BOTH,
    "influence:end_tie": NOBODY,
    "influence:bring_back_tie": NOBODY,
    "directory:stakeholders": DIRECTORY,
    "directory:create_stakeholder": BOTH,
    "directory:suggest_stakeholders": DIRECTORY,
    "directory:stakeholder": DIRECTORY,
    "directory:edit_stakeholder": BOTH,
    "directory:archive_stakeholder": NOBODY,
    "directory:restore_stakeholder": NOBODY,
    "directory:add_stakeholder_identifier": BOTH,
    "directory:add_affiliation": BOTH,
    "directory:edit_affiliation": BOTH,
    "directory:end_affiliation": BOTH,
    "directory:make_main_affiliation": NOBODY,
    "coordination:radar": AROUND,
    "coordination:account_radar": AROUND,
    "coordination:stakeholder_radar": AROUND,
    "coordination:touchpoint": AROUND,
    "coordination:look_around": NOBODY,
    "coordination:see_collision": NOBODY,
    "coordination:disclosure": AROUND,
    "coordination:draft_disclosure": NOBODY,
    # The version of `world` is a draft.
    "coordination:disclosure_version": {"compliance"},
    "coordination:approve_disclosure": NOBODY,
    "coordination:context": AROUND,
    # What stands in these addresses is a kind, tried in tests/coordination/test_context.py.
    "coordination:add_context": NOBODY,
    "coordination:edit_context": NOBODY,
    "coordination:archive_context": NOBODY,
    "coordination:restore_context": NOBODY,
    "coordination:set_days": NOBODY,
    "coordination:usual_days": {"manager", "director", "commercial_lead", "compliance"},
    "coordination:brief": MEDICAL | {"compliance"},
    "kols:list": MEDICAL | {"compliance"},
    "kols:edit": {"msl", "manager", "director"},
    "kols:change_stage": {"msl", "manager", "director"},
    # The person of `world` is a KOL already: whoever may see the profile is led there.
    "kols:nominate": READERS,
    "kols:publications": MEDICAL | {"compliance"},
    "kols:trials": MEDICAL | {"compliance"},
    "kols:trial": (RECORDING | {"compliance"}) - {"stranger"},
    "kols:person_trials": MEDICAL | {"compliance"},
    "kols:candidates": MEDICAL | {"compliance"},
    "kols:candidate": (RECORDING | {"compliance"}) - {"stranger"},
    "kols:nominate_candidate": NOBODY,
    "kols:dismiss_candidate": NOBODY,
    "kols:reopen_candidate": NOBODY,
    "kols:questions": MEDICAL | {"compliance"},
    "kols:answer_question": NOBODY,
    "interactions:list": RECORDING | {"compliance"},
    "interactions:my_day": RECORDING,
    "interactions:plan": RECORDING,
    "interactions:log_from_nothing": RECORDING,
    "interactions:read": READERS,
    "interactions:edit_plan": NOBODY,
    "interactions:log": {"msl"},
    "interactions:draft": NOBODY,
    "interactions:discard": NOBODY,
    "interactions:amend": {"msl"},
    "interactions:cancel": {"msl"},
    "interactions:versions": READERS,
    "calendar:page": RECORDING,
    "calendar:make": NOBODY,
    "calendar:revoke": NOBODY,
    "calendar:feed": NOBODY,
    "followups:list": RECORDING | {"compliance"},
    "followups:board": RECORDING,
    "followups:day": RECORDING,
    "followups:bulk": RECORDING,
    "followups:make": RECORDING,
    "followups:read": READERS,
    # The promise of `world` is cancelled.
    "followups:edit": NOBODY,
    "followups:decide": NOBODY,
    "followups:evidence_file": NOBODY,
    "followups:undo_bulk": NOBODY,
    "followups:understood": NOBODY,
    "followups:quick": NOBODY,
    "followups:take_back": NOBODY,
    "followups:begin": NOBODY,
    "followups:keep": NOBODY,
    "followups:cancel": NOBODY,
    "followups:snooze": NOBODY,
    "followups:hand_over": NOBODY,
    "followups:take_up_again": NOBODY,
    "needs:list": RECORDING | {"compliance"},
    "needs:make": RECORDING,
    "needs:read": READERS,
    # The need of `world` is closed.
    "needs:edit": NOBODY,
    "needs:assign": NOBODY,
    "needs:begin": NOBODY,
    "needs:answer": NOBODY,
    "needs:confirm": NOBODY,
    "needs:close": NOBODY,
    "needs:take_up_again": NOBODY,
    "medinfo:list": MEDICAL | {"compliance"},
    "medinfo:queue": {"medical_information"},
    "medinfo:make": RECORDING,
    "medinfo:affiliations": RECORDING,
    "medinfo:measures": MEDICAL | {"compliance"},
    "medinfo:rules": {"manager", "director", "medical_information", "compliance"},
    "medinfo:response_time": NOBODY,
    "medinfo:rule": {"manager", "director"},
    "medinfo:read": READERS,
    # The request of `world` is answered.
    "medinfo:edit": NOBODY,
    "medinfo:answers": READERS,
    "medinfo:submit": NOBODY,
    "medinfo:withdraw": NOBODY,
    "medinfo:take": NOBODY,
    "medinfo:assign": NOBODY,
    "medinfo:put_back": NOBODY,
    "medinfo:return_back": NOBODY,
    "medinfo:assess": NOBODY,
    "medinfo:answer": NOBODY,
    "medinfo:approve": NOBODY,
    "medinfo:deliver": NOBODY,
    "medinfo:sign": NOBODY,
    "medinfo:reopen": NOBODY,
    "accountplans:list": AROUND,
    "accountplans:make": RECORDING | COMMERCIAL,
    "accountplans:read": AROUND,
    "accountplans:edit": {"kam", "msl"},
    "accountplans:add_goal": {"kam", "msl"},
    "accountplans:edit_goal": {"kam", "msl"},
    "accountplans:add_milestone": {"kam", "msl"},
    "accountplans:remove_goal": NOBODY,
    "accountplans:mark": NOBODY,
    "accountplans:remove_milestone": NOBODY,
    "accountplans:review": NOBODY,
    "accountplans:join": NOBODY,
    "accountplans:leave": NOBODY,
    "accountplans:look_back": NOBODY,
    "accountplans:archive": NOBODY,
    "accountplans:restore": NOBODY,
    "interactions:room": {"msl"},
    "keyaccounts:room": {"kam"},
    "handoffs:list": COMMERCIAL | {"compliance"},
    "handoffs:make": COMMERCIAL,
    "handoffs:read": READERS | {"kam"},
    "handoffs:ask": COMMERCIAL,
    "handoffs:withdraw": NOBODY,
    "handoffs:visits": AROUND,
    "handoffs:make_visit": RECORDING | COMMERCIAL,
    "handoffs:visit": AROUND,
    "handoffs:edit_visit": {"kam"},
    "handoffs:review_visit": NOBODY,
    "handoffs:link_visit": NOBODY,
    "handoffs:unlink_visit": NOBODY,
    "handoffs:cancel_visit": NOBODY,
    "intake:queue": MEDICAL | {"compliance"},
    "intake:rules": {"manager", "director", "compliance"},
    "intake:rule": {"manager", "director"},
    "intake:accept": NOBODY,
    "intake:give": NOBODY,
    "intake:decline": NOBODY,
    "intake:finish": NOBODY,
    "intake:again": NOBODY,
    "reviews:list": AROUND,
    "reviews:rules": {"compliance"},
    "reviews:rule": {"compliance"},
    "reviews:read": {"msl", "compliance"},
    "reviews:decide": NOBODY,
    "reviews:withdraw": NOBODY,
    "dashboards:list": {"msl", "other_msl", "manager", "stranger"},
    "dashboards:read": {"msl"},
    "dashboards:choose": NOBODY,
    "keyaccounts:my_visits": COMMERCIAL,
    "keyaccounts:plan": COMMERCIAL,
    "keyaccounts:visit": COMMERCIAL | {"compliance"},
    "keyaccounts:edit_plan": {"kam"},
    "keyaccounts:draft": NOBODY,
    "keyaccounts:discard": NOBODY,
    "keyaccounts:log": {"kam"},
    "keyaccounts:cancel": NOBODY,
    "incidents:list": {"compliance"},
    "incidents:inbox": {"compliance"},
    "incidents:concern": {"compliance"},
    "incidents:dismiss": NOBODY,
    "incidents:take": NOBODY,
    "incidents:take_anonymous": {"compliance"},
    "incidents:start": EVERYBODY,
    "incidents:report": EVERYBODY,
    "incidents:report_anonymously": EVERYBODY,
    "incidents:mine": EVERYBODY,
    "incidents:finish": NOBODY,
    "incidents:read": {"compliance"},
    "incidents:move": NOBODY,
    "incidents:comment": NOBODY,
    "incidents:act": NOBODY,
    "protocols:list": EVERYBODY - {"administrator"},
    "protocols:make": {"compliance"},
    "protocols:read": EVERYBODY - {"administrator"},
    "protocols:draft": {"compliance"},
    "protocols:begin": NOBODY,
    "protocols:change": NOBODY,
    "protocols:publish": NOBODY,
    "protocols:acknowledge": NOBODY,
    "protocols:retire": NOBODY,
    "protocols:versions": EVERYBODY - {"administrator"},
    "oversight:overview": {"compliance"},
    "oversight:firewall": {"compliance"},
    "oversight:denied": {"compliance"},
    "oversight:person": {"compliance"},
    "oversight:detectors": {"compliance"},
    "oversight:detector": NOBODY,
    "oversight:samples": {"compliance"},
    "oversight:start_sample": {"compliance"},
    "oversight:draw": {"compliance"},
    "oversight:sample": {"compliance"},
    "oversight:sample_item": {"compliance"},
    "oversight:view_as": {"compliance"},
    "oversight:start_viewing": NOBODY,
    "oversight:stop_viewing": NOBODY,
    "safety:items": {"safety", "compliance"},
    "safety:item": {"safety", "compliance"},
    "notifications:list": EVERYBODY,
    "notifications:open": NOBODY,
    "notifications:mark_read": NOBODY,
    "notifications:bell": EVERYBODY,
    "notifications:latest": EVERYBODY,
    "notifications:preferences": EVERYBODY,
    "notifications:troubles": {"administrator"},
    "notifications:retry": NOBODY,
    "notifications:give_up": NOBODY,
    "integrations:start": RECORDING - {"stranger"},
    "integrations:runs": MEDICAL | {"compliance"},
    "integrations:run": (RECORDING | {"compliance"}) - {"stranger"},
    "integrations:progress": (RECORDING | {"compliance"}) - {"stranger"},
    "integrations:problems": (RECORDING | {"compliance"}) - {"stranger"},
    "integrations:review": MEDICAL | {"compliance"},
    "integrations:decide_review": NOBODY,
    "integrations:skip_review": NOBODY,
    "integrations:undo_review": NOBODY,
    "integrations:columns": (RECORDING | {"compliance"}) - {"stranger"},
    "integrations:apply": NOBODY,
    "integrations:discard": NOBODY,
    "integrations:stop": NOBODY,
    "audit:readings": {"compliance"},
    "audit:history": READERS,
    "api-commitments:list": MEDICAL | {"compliance"},
    "api-commitments:item": READERS,
    "api-commitments:keep": NOBODY,
    "api-commitments:cancel": NOBODY,
    "api-commitments:snooze": NOBODY,
    "api-commitments:hand_over": NOBODY,
    "api-commitments:take_up_again": NOBODY,
    "api-collisions:list": DIRECTORY,
    "api-collisions:item": AROUND,
    "api-critical-events:list": DIRECTORY,
    "api-critical-events:item": AROUND,
    "api-critical-events:archive": NOBODY,
    "api-critical-events:restore": NOBODY,
    "api-do-not-visit-windows:list": DIRECTORY,
    "api-do-not-visit-windows:item": AROUND,
    "api-do-not-visit-windows:archive": NOBODY,
    "api-do-not-visit-windows:restore": NOBODY,
    "api-interactions:list": MEDICAL | {"compliance"},
    "api-interactions:item": READERS,
    "api-unmet-needs:list": MEDICAL | {"compliance"},
    "api-unmet-needs:item": READERS,
    "api-protocols:list": EVERYBODY - {"administrator"},
    "api-protocols:item": EVERYBODY - {"administrator"},
    "api-protocols:acknowledge": NOBODY,
    "api-incidents:list": {"compliance"},
    "api-incidents:item": {"compliance"},
    "api-reports:list": MEDICAL | {"compliance"},
    "api-reports:item": {"msl"},
    "api-handoffs:list": DIRECTORY,
    "api-handoffs:item": READERS | {"kam"},
    "api-handoffs:accept": NOBODY,
    "api-handoffs:reassign": NOBODY,
    "api-handoffs:decline": NOBODY,
    "api-handoffs:done": NOBODY,
    "api-account-plans:list": DIRECTORY,
    "api-account-plans:item": AROUND,
    "api-joint-visits:list": DIRECTORY,
    "api-joint-visits:item": AROUND,
    "api-committees:list": DIRECTORY,
    "api-committees:item": DIRECTORY,
    "api-seats:list": DIRECTORY,
    "api-seats:item": DIRECTORY,
    "api-ties:list": DIRECTORY,
    "api-ties:item": DIRECTORY,
    "api-reviews:list": DIRECTORY,
    "api-reviews:item": {"msl", "compliance"},
    "api-reviews:approve": NOBODY,
    "api-reviews:return": NOBODY,
    "api-reviews:reject": NOBODY,
    "api-touchpoints:list": DIRECTORY,
    "api-touchpoints:item": AROUND,
    "api-requests:list": MEDICAL | {"compliance"},
    "api-requests:item": READERS,
    "api_schema": EVERYBODY,
    "api_docs": EVERYBODY,
    "api_problem": EVERYBODY,
    "api_unknown": NOBODY,
}

#: Addresses that anybody may open, signed in or not; they show nothing about anybody.
OPEN = {
    "healthz", "readyz", "account_login", "account_logout", "account_inactive", "account_reauthenticate",
    "account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "usersessions_list",
    "account_sign_out_everywhere", "account_signup", "account_email", "oauth_token",
    "openid_connect_login", "openid_connect_callback", "account_invitation", "account_accept_invitation",
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
}  # fmt: skip

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
    "incidents:finish": "incidents.CorrectiveAction", "incidents": "incidents.Incident",
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


def test_every_address_has_a_line() -> None:
    assert set(PATTERNS) == set(ACCESS) | OPEN


@pytest.mark.parametrize("name", PERSONAS)
def test_access(name: str, persona: Any, sign_in: Any, tour: World) -> None:
    web = sign_in(persona(name))
    wrong = []
    for page, allowed in ACCESS.items():
        url = "/api/v1/nothing/" if page == "api_unknown" else address(page, tour)
        status = web.get(url).status_code
        fits = status in (200, 302) if name in allowed else status in (403, 404, 405)
        if not fits:
            wrong.append(f"{page}: {status}, expected {'in' if name in allowed else 'refused'}")
    assert not wrong


def test_nobody_signed_in_is_sent_to_sign_in_or_told_to(client: Client, tour: World) -> None:
    wrong = []
    for page in ACCESS:
        url = "/api/v1/nothing/" if page == "api_unknown" else address(page, tour)
        answer = client.get(url)
        is_sent = answer.status_code == 302 and "/account/sign-in/" in answer["Location"]
        if not (is_sent or answer.status_code in (401, 405) or page in PUBLIC):
            wrong.append(f"{page}: {answer.status_code}")
    assert not wrong


#: About the API itself, not about anybody's data.
PUBLIC = {"calendar:feed", "api_problem", "api_unknown", "api_schema", "api_docs"}


def test_a_deactivated_user_is_out_at_once(msl: User, sign_in: Any) -> None:
    web = sign_in(msl)
    User.objects.filter(pk=msl.pk).update(is_active=False)
    assert web.get(reverse("interactions:my_day")).status_code == 302
