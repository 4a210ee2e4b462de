"""Words that steer are found, whoever wrote the rule and however long the text; nobody who writes is stopped."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.folding import fold
from apps.core.models import new_id
from apps.incidents.models import Concern
from apps.reviews.actions import save_steering_rule
from apps.reviews.models import SteeringRule
from apps.reviews.steering import MOST_READ, fault_in, hits, is_hit, watch
from apps.users.models import User
from tests.personas import WebClient

pytestmark = pytest.mark.django_db

URL = "/reviews/rules/"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Please mention our new data when you see her.", "ask-to-mention"),
        ("We lose MARKET\nSHARE in this clinic.", "market-share"),
        ("Could get them to switch patients to us?", "switch-patients"),
        ("This is about the formulary win in May.", "formulary-win"),
        ("He should know our product is better.", "our-product-better"),
        ("She could use it outside the label, tell her.", "off-label-nudge"),
        ("Try to persuade the committee.", "convince"),
        ("We are behind our sales targets.", ""),
        ("Asks whether the dose is adjusted in renal impairment.", ""),
        ("Would like the poster of the congress, and the share of patients who responded.", ""),
    ],
)
def test_rules_to_begin_with(text: str, code: str) -> None:
    found = hits(text, field="handoff")
    assert (code in found) if code else found in ([], ["sales-target"])


@pytest.mark.parametrize(
    ("how", "pattern", "text", "is_found"),
    [
        ("contains", "formul", "The formulary.", True),
        ("exact", "formul", "The formulary.", False),
        ("exact", "Market-Share", "the márket  share!", True),
        ("exact", "share", "shares", False),
        ("regex", "^a.*z$", "a to z", True),
        ("regex", "b{2,3}", "abc", False),
        ("contains", "***", "anything", False),
    ],
)
def test_how_words_are_found(how: str, pattern: str, text: str, is_found: bool) -> None:
    assert is_hit(how, pattern, fold(text)) == is_found


EVIL = ["(a+)+$", "(a|aa)+$", "(.*a){20}b", r"(\w+\s?)*$b", "(x+x+)+y"]


@pytest.mark.parametrize("pattern", EVIL)
@pytest.mark.parametrize("text", ["a" * MOST_READ, "x" * MOST_READ + "!", "a " * (MOST_READ // 2)])
def test_an_evil_rule_on_a_long_text_ends(pattern: str, text: str) -> None:
    """With an engine that goes back, one of these takes longer than the universe is old."""
    is_hit("regex", pattern, fold(text))


def test_signs_that_unfold_do_not_make_a_text_longer() -> None:
    """One Arabic sign folds to eighteen letters: what is beyond the bound is not read, or a mean rule takes long."""
    SteeringRule.objects.create(code="late", how="contains", pattern="umsatzziel")
    text = "\ufdfa" * (MOST_READ - 11) + " umsatzziel"
    assert len(fold(text)) > 10 * MOST_READ
    assert hits(text, field="plan") == []


@pytest.mark.parametrize(
    "text",
    [
        "um\u00adsatz\u200bziel",
        "ＵＭＳＡＴＺＺＩＥＬ",
        "u\u0301msa\u0308tzziel",
        "umsatzziel\ufeff",
        "ᵁmsatzziel",
    ],
)
def test_signs_that_nobody_sees_do_not_hide_a_word(text: str) -> None:
    SteeringRule.objects.create(code="hidden", how="contains", pattern="umsatzziel")
    assert "hidden" in hits(text, field="plan")


def test_what_stands_at_the_end_of_a_long_text_is_found() -> None:
    text = "word " * 9_996 + "market share"
    assert len(text) <= MOST_READ
    assert hits(text, field="plan") == ["market-share"]


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "(a", "((a{1000}){1000}){1000}", "x" * 301])
def test_a_rule_that_cannot_be_read_once_through_is_refused(compliance: User, pattern: str) -> None:
    assert fault_in("regex", pattern)
    values = {"code": "bad", "how": "regex", "pattern": pattern, "field": "", "country": "", "language": ""}
    with pytest.raises(ValidationError):
        save_steering_rule(by=compliance, id=new_id(), values=values | {"is_active": True})
    SteeringRule.objects.create(code="bad", how="regex", pattern=pattern[:300])
    assert hits("aab", field="plan") in ([], ["bad"]), "one that got in all the same stops nobody"


@pytest.mark.parametrize(
    ("how", "pattern"),
    [
        ("regex", "a*"),
        ("regex", "."),
        ("regex", r"\w"),
        ("regex", "[a-z]"),
        ("regex", r"\b"),
        ("contains", "..."),
        ("exact", " "),
    ],
)
def test_a_rule_that_fits_everything_or_nothing_is_refused(how: str, pattern: str) -> None:
    assert fault_in(how, pattern)


def test_field_country_and_language_narrow_a_rule() -> None:
    SteeringRule.objects.create(code="only-here", pattern="umsatz", field="plan", country="DE", language="de")
    here = {"field": "plan", "country": "DE", "language": "de"}
    assert hits("Umsatz", **here) == ["only-here"]
    assert hits("Umsatz", field="plan") == ["only-here"], "a text that says no country may be of any"
    for other in ({"field": "handoff"}, {"country": "FR"}, {"language": "fr"}):
        assert hits("Umsatz", **(here | other)) == []


def test_a_hit_goes_to_compliance_once(kam: User) -> None:
    key = new_id()
    for _time in range(2):
        watch(by=kam, about_kind="test.thing", about_id=key, field="plan", texts=["Fine.", "Market share."])
    concern = Concern.objects.get()
    assert (concern.kind, concern.about_kind, concern.about_id, concern.rules) == (
        "steering", "test.thing", key, ["market-share"],
    )  # fmt: skip
    watch(by=kam, about_kind="test.thing", about_id=new_id(), field="plan", texts=["Fine.", ""])
    assert Concern.objects.count() == 1


def test_compliance_keeps_the_rules(web: WebClient, kam: User, sign_in: Callable[[User], WebClient]) -> None:
    typed = {"code": "rebate", "how": "exact", "pattern": "rebate", "is_active": "on"}
    assert "rebate" not in web.get(URL).content.decode()
    assert web.post(URL, typed).status_code == 302
    rule = SteeringRule.objects.get(code="rebate")
    page = web.get(f"{URL}{rule.pk}/")
    web.post(f"{URL}{rule.pk}/", {**page.context["form"].initial, "pattern": "rebates", "is_active": "on"})
    rule.refresh_from_db()
    assert rule.pattern == "rebates"
    assert (
        "cannot be read"
        in web.post(URL, typed | {"code": "x", "how": "regex", "pattern": "(a"}).content.decode()
    )
    assert sign_in(kam).get(URL).status_code == 403
    with pytest.raises(PermissionDenied):
        save_steering_rule(by=kam, id=rule.pk, values={"is_active": False})
