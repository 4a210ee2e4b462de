"""Loads the stakeholder map: a board for each hospital whose people are known, its chair, and who asks whom."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import models

from apps.demo.loading.made import Made, save
from apps.demo.records import Affiliation
from apps.directory.choices import Evidence
from apps.directory.models import Account
from apps.influence.choices import CommitteeKind, SeatRole, TieKind
from apps.influence.models import Committee, Seat, Tie

#: Smaller places have no board of their own.
FEWEST = 4
_WEIGHT = ("decision_maker", "influencer", "gatekeeper", "user", "blocker", "unknown")


def load_map(made: Made) -> None:
    """Boards, seats and ties follow from who works where."""
    save(_rows(made), by=made.users["director"])


def _rows(made: Made) -> Iterator[models.Model]:
    for key, posts in sorted(_posts(made).items()):
        if len(posts) >= FEWEST:
            yield from _board(made, made.accounts[key], posts)
            yield from _ties(made, posts)


def _posts(made: Made) -> dict[str, list[Affiliation]]:
    """Main posts that hold now, by the top of the tree, those who decide first."""
    found = defaultdict(list)
    tops = {account.key: account.parent for account in made.plan.accounts}
    for post in made.plan.affiliations:
        if post.ends_on is None and post.is_primary:
            found[tops[post.account] or post.account].append(post)
    for posts in found.values():
        posts.sort(key=lambda post: (_WEIGHT.index(post.decision_role), post.stakeholder))
    return found


def _board(made: Made, account: Account, posts: Sequence[Affiliation]) -> Iterator[models.Model]:
    board = Committee(
        pk=made.key("committee", account.name),
        account=account,
        name=f"Formulary board of {account.name}"[:200],
        kind=CommitteeKind.FORMULARY,
    )
    yield board
    for post, role in zip(posts, (SeatRole.CHAIR, SeatRole.DEPUTY, SeatRole.MEMBER), strict=False):
        yield Seat(
            pk=made.key("seat", f"{account.name} {post.stakeholder}"),
            committee=board,
            stakeholder=made.stakeholders[post.stakeholder],
            role=role,
            started_on=post.starts_on,
        )


def _ties(made: Made, posts: Sequence[Affiliation]) -> Iterator[Tie]:
    """Two of those who use a medicine ask the second in weight; the last one reports to the first."""
    head, asked, *others = posts
    pairs = [(post, TieKind.ASKS_ADVICE, asked) for post in others[:2]]
    for source, kind, target in [*pairs, (others[-1], TieKind.REPORTS_TO, head)]:
        yield Tie(
            pk=made.key("tie", f"{source.stakeholder} {kind} {target.stakeholder}"),
            source=made.stakeholders[source.stakeholder],
            kind=kind,
            target=made.stakeholders[target.stakeholder],
            evidence=Evidence.CHART if kind == TieKind.REPORTS_TO else Evidence.SEEN,
            reviewed_on=made.plan.today,
        )
