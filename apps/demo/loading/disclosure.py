"""Loads a first disclosure policy: what is told of contacts across the wall, approved and signed by compliance."""

from apps.audit.signing import sign
from apps.coordination.disclosure_lines import all_lines_of, content_of
from apps.coordination.models import DisclosurePolicy, DisclosureRule, DisclosureSignature
from apps.demo.loading.made import Made, save


def load_disclosure(made: Made) -> None:
    """Version 1 tells everything, as before there was one; what a stricter one does is tried by drafting it."""
    officer, drafter = made.users["compliance"], made.users["compliance2"]
    policy = DisclosurePolicy(id=made.key("disclosure", "1"), number=1, drafted_by=drafter)
    save([policy], by=drafter)
    lines = all_lines_of(None)
    save(
        (DisclosureRule(policy=policy, viewer=line.viewer, purpose=line.purpose) for line in lines),
        by=drafter,
    )
    approved = {"state": DisclosurePolicy.State.APPROVED, "approver": officer, "approved_at": made.began_at}
    DisclosurePolicy.objects.filter(pk=policy.pk).update(**approved, spread_at=made.began_at)
    sign(
        DisclosureSignature,
        by=officer,
        record=policy,
        version=1,
        content=content_of(policy),
        meaning="approved",
        proof="password",
    )
