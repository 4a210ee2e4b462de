"""What somebody on the wrong side tries who knows the addresses: guessed keys, filters and orders by hidden fields, the
other side's keys in forms. What may not be known answers as what does not exist, in words and in work."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.firewall.registry import side_of, tables
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.keyaccounts.models import Visit
from apps.users.models import User
from tests.architecture.access import ACCESS
from tests.architecture.addresses import KEYS, PATTERNS, address
from tests.personas import WebClient
from tests.world import WALLED, World

#: Fields of the medical side by which a list may be asked, as a path from the rows that both sides see.
HIDDEN = (
    "notes",
    "interaction__notes",
    "touchpoint__interaction__notes",
    "kol_profile__tier",
    "attendees__touchpoint__interaction__notes",
)
KEY = "([0-9a-f]{8}-[0-9a-f-]{27})"
#: Lists that the commercial side may read.
LISTS = (
    "/contacts/", "/directory/stakeholders/", "/directory/accounts/", "/visits/", "/search/", "/handoffs/",
    "/api/v1/touchpoints/", "/api/v1/handoffs/", "/api/v1/committees/", "/api/v1/ties/", "/api/v1/joint-visits/",
)  # fmt: skip
#: What differs between two answers that say the same: keys, and what is made anew for each answer.
CHANGING = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[A-Za-z0-9]{64}|\d{4}-\d\d-\d\d\S*"
)


@pytest.fixture
def kam_web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


def said(answer: Any) -> tuple[int, bytes]:
    """Status and words of an answer, without what changes from one to the next."""
    return answer.status_code, CHANGING.sub(b"", answer.content)


#: About rows that this persona sees elsewhere: there the refusal says why.
SEEN_ELSEWHERE = {
    "coordination:brief", "kols:nominate", "accountplans:edit", "accountplans:read", "accountplans:add_goal",
    "accountplans:edit_goal", "accountplans:add_milestone", "accountplans:edit_milestone", "interactions:room",
}  # fmt: skip
#: Under a new key these make a row, for those of the row's own side. A key that is taken is none that can be guessed.
MADE_THERE = {
    "interactions:edit_plan", "interactions:log", "followups:edit", "needs:edit", "medinfo:edit", "handoffs:edit_visit",
}  # fmt: skip


def refused_to(name: str) -> Iterator[str]:
    """Addresses with a key that this persona may not open."""
    for page, allowed in ACCESS.items():
        is_kept_out = name not in allowed and page not in SEEN_ELSEWHERE
        if page in PATTERNS and is_kept_out and "uuid" in str(PATTERNS[page].pattern):
            yield page


def guessed(page: str, known: World) -> str:
    """The same address with keys that nobody has."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda _found: str(new_id()), address(page, known))


@pytest.mark.parametrize("name", ["kam", "administrator", "stranger"])
def test_what_is_there_answers_as_what_is_not(name: str, persona: Any, sign_in: Any, tour: World) -> None:
    """A refusal that differs for a row that exists would tell that it does."""
    web = sign_in(persona(name))

    def tells(page: str) -> bool:
        return said(web.get(address(page, tour))) != said(web.get(guessed(page, tour)))

    made_there = MADE_THERE if name == "stranger" else set()
    assert [page for page in refused_to(name) if page not in made_there and tells(page)] == []


def test_a_refusal_costs_the_same_work(kam_web: WebClient, tour: World) -> None:
    """Time tells as words do. Statements are counted, since clocks differ."""

    def work(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            kam_web.get(url)
        return len(asked)

    told = [page for page in refused_to("kam") if work(address(page, tour)) != work(guessed(page, tour))]
    assert told == []


@pytest.mark.parametrize("path", LISTS)
def test_no_list_answers_by_a_hidden_field(
    path: str, kam_web: WebClient, tour: World, submitted: Interaction
) -> None:
    """Asked by a word that stands in notes, and by one that does not, a list shows the same rows."""
    word, other = submitted.notes.split()[0], "q" * len(submitted.notes.split()[0])
    for field in HIDDEN:
        for name in (f"{field}__icontains", field):
            assert rows_in(kam_web.get(path, {name: word})) == rows_in(kam_web.get(path, {name: other})), name
        for name in ("ordering", "sort"):
            up, down = (kam_web.get(path, {name: order}) for order in (field, f"-{field}"))
            assert rows_in(up) == rows_in(down), name
    for name in ("search", "q", "text"):
        assert rows_in(kam_web.get(path, {name: word})) == rows_in(kam_web.get(path, {name: other})), name


def rows_in(answer: Any) -> tuple[int, list[str]]:
    """Status, and the rows that an answer shows or leads to, in their order."""
    return answer.status_code, re.findall(rf'(?:href="[^"]*|"id": ?"){KEY}', answer.content.decode())


def test_a_medical_contact_is_no_visit(kam_web: WebClient, submitted: Interaction) -> None:
    """Posting to the commercial forms with the key of a medical contact makes nothing and changes nothing."""
    touchpoint = submitted.touchpoint
    before = Touchpoint.objects.filter(pk=touchpoint.pk).values().get()
    sent = {
        "account": str(touchpoint.account_id),
        "stakeholders": str(touchpoint.attendees.get().stakeholder_id),
        "purpose": str(touchpoint.purpose_id),
        "channel": "phone",
        "starts_at": "2030-01-01 10:00",
        "notes": "Taken over.",
    }
    for page in ("edit_plan", "log", "cancel"):
        answer = kam_web.post(reverse(f"keyaccounts:{page}", args=[touchpoint.pk]), sent)
        assert answer.status_code in (200, 403, 404), page
    assert Touchpoint.objects.filter(pk=touchpoint.pk).values().get() == before
    assert not Visit.objects.filter(touchpoint=touchpoint).exists()


def test_the_other_side_s_keys_are_no_choices(
    kam_web: WebClient, kam: User, submitted: Interaction, area: Any
) -> None:
    """A form field takes keys that its user could have chosen, whatever is posted."""
    opened = kam_web.get(reverse("keyaccounts:plan"), follow=True)
    address = opened.redirect_chain[-1][0]
    sent = {
        "account": str(submitted.pk),
        "stakeholders": str(submitted.pk),
        "purpose": str(area.pk),
        "channel": "phone",
    }
    answer = kam_web.post(address, {**sent, "starts_at": "2030-01-01 10:00"})
    assert answer.status_code == 200
    assert {"account", "stakeholders", "purpose"} <= set(answer.context["form"].errors)


@pytest.mark.parametrize("side", [Side.COMMERCIAL, Side.SAFETY, Side.ADMINISTRATION])
def test_the_database_refuses_the_table_whatever_the_code_says(side: Side, submitted: Interaction) -> None:
    from django.db import transaction
    from django.db.utils import ProgrammingError

    for table in ("interactions_interaction", "interactions_interactionhistoryrow", "interactions_version"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(side),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT * FROM {table} LIMIT 1")  # noqa: S608


def test_every_key_of_the_world_is_tried() -> None:
    """The generated tests above see every address that takes a key."""
    with_key = [page for page in ACCESS if page in PATTERNS and "uuid" in str(PATTERNS[page].pattern)]
    assert len(with_key) > 60
    assert {page.split(":")[0] for page in with_key} >= {
        "interactions",
        "keyaccounts",
        "kols",
        "medinfo",
        "intake",
    }


# --- forms that are sent ---

#: What somebody may put into any form, whatever its fields are called: the keys of rows that they may not see.
TAMPERED = {
    "interaction": "interactions.Interaction", "touchpoint": "keyaccounts.Visit", "to": "users.User",
    "stakeholder": "interactions.Interaction", "account": "medinfo.MedicalRequest", "person": "needs.UnmetNeed",
}  # fmt: skip


def hidden_from(user: User, known: World) -> Iterator[str]:
    """Addresses about a row that this person may not see."""
    for page in ACCESS:
        if page in PATTERNS and "uuid" in str(PATTERNS[page].pattern):
            model: Any = apps.get_model(KEYS.get(page) or KEYS[page.partition(":")[0]])
            rows = getattr(model._default_manager, "visible_to", None)
            if rows is not None and not rows(user).filter(pk=known.key(model._meta.label)).exists():
                yield page


@pytest.mark.parametrize("name", ["kam", "stranger", "administrator", "safety"])
def test_what_is_sent_to_a_hidden_row_is_answered_as_if_it_were_not_there(
    name: str, persona: Any, sign_in: Any, tour: World
) -> None:
    """The same words, as many statements, and no row added, whatever keys of the other side are sent along."""
    user = persona(name)
    web, keys = sign_in(user), {field: str(tour.key(label)) for field, label in TAMPERED.items()}

    def answers(url: str) -> Any:
        # What the page before said in passing would stand on this one.
        web.cookies.pop("messages", None)
        with CaptureQueriesContext(connection) as asked:
            answer = web.post(url, keys)
        return said(answer), len(asked)

    made_there = MADE_THERE if name == "stranger" else set()
    pages = [page for page in hidden_from(user, tour) if page not in made_there]
    before = {model: model._base_manager.count() for model in tables() if side_of(model) in WALLED}
    tells = [page for page in pages if answers(address(page, tour)) != answers(guessed(page, tour))]
    assert len(pages) > 20
    assert tells == []
    # What was tried, and a draft that is the sender's own, whatever key it was kept under.
    uncounted = {"audit.DeniedAttempt", "interactions.Draft"}
    changed = [model for model, count in before.items() if model._base_manager.count() != count]
    assert {model._meta.label for model in changed} <= uncounted
