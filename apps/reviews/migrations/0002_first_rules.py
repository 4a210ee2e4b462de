"""Rules to begin with. A company changes them; what steers is its own judgement, in its own languages."""

from typing import Any

from django.db import migrations

#: code, how, words
RULES = (
    ("ask-to-mention", "regex", r"\b(please|could you|kindly|make sure (to|you)) (also )?(mention|highlight|bring up|push)\b"),
    ("market-share", "exact", "market share"),
    ("switch-patients", "regex", r"\bswitch(ed|ing|es)?\b.{0,60}\b(to|over|from|patients?)\b"),
    ("formulary-win", "regex", r"\b(formulary|tender) (win|wins|won|listing|vote)\b|\bget (us|it|them) on (the )?formulary\b"),
    ("our-product-better", "regex", r"\bour (product|drug|brand|medicine) (is|was|works) (much |far |clearly )?(better|superior|safer)\b"),
    ("sales-target", "regex", r"\b(sales|quota|revenue|prescriptions?|scripts?|uptake|volume) (target|goals?|numbers?|growth|push)\b"),
    ("more-prescribing", "regex", r"\b(prescribe|order|use) (more|it more|us more)\b|\bincrease (prescri[a-z]+|usage|use|orders)\b"),
    ("competitor", "regex", r"\b(against|beat|beating|replace|replacing|win back from) (the )?(competitor|competition)\b"),
    ("off-label-nudge", "regex", r"\b(off label|outside (the |its )?label|unapproved (use|indication|dose))\b"),
    ("convince", "regex", r"\b(convince|persuade|win (him|her|them|over)|talk (him|her|them) into)\b"),
)  # fmt: skip


def add_rules(apps: Any, schema_editor: Any) -> None:
    """All in use, everywhere."""
    model = apps.get_model("reviews", "SteeringRule")
    for code, how, pattern in RULES:
        model.objects.get_or_create(code=code, defaults={"how": how, "pattern": pattern})


def take_rules(apps: Any, schema_editor: Any) -> None:
    """Those that nobody changed."""
    model = apps.get_model("reviews", "SteeringRule")
    for code, how, pattern in RULES:
        model.objects.filter(code=code, how=how, pattern=pattern).delete()


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("reviews", "0001_tables")]
    operations = [migrations.RunPython(add_rules, take_rules)]
