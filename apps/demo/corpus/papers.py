"""Titles of papers that were never written, and journals that do not exist."""

from random import Random
from typing import Final

from apps.demo.corpus.science import CARDIOMET, HAEM_ONC
from apps.demo.corpus.talk import Talk

JOURNALS: Final = {
    HAEM_ONC: (
        "Quarterly Review of Lymphoid Practice",
        "Archiv für angewandte Lymphologie und Blutkunde",
        "Northern Journal of Ward Haematology",
        "Cahiers d'hématologie clinique et sociale",
        "Leukaemia Methods and Measures",
    ),
    CARDIOMET: (
        "Lipid Clinic Proceedings",
        "Journal of Everyday Prevention in Cardiology",
        "Metabolic Risk and Practice",
        "Annales du risque cardiométabolique",
        "Transatlantic Reports in Vascular Medicine",
    ),
}
_PATTERNS: Final = (
    "{interest}: a {scope} {design} of {n} {patients}",
    "Ten-year trends in {interest}: {design} from {n} {patients}",
    "{interest} in routine care: lessons from a {scope} {design}",
    "Open questions in {interest}: a {scope} {design}",
    "{interest}: protocol of a {scope} {design}",
    "Agreement between centres on {interest}: a {scope} {design}",
    "Quality of life and {interest}: results in {n} {patients}",
    "Predictors of early change in {interest} among {n} {patients}",
    "Teaching {interest}: a {scope} {design} of residents and nurses",
    "{interest} in patients over 75: a {scope} {design}",
)
_SCOPES: Final = ("single-centre", "regional", "multicentre", "binational", "population-based", "pragmatic")
_DESIGNS: Final = (
    "cohort study",
    "registry analysis",
    "randomised trial",
    "cross-sectional survey",
    "case series",
)
_PATIENTS: Final = {HAEM_ONC: "patients with lymphoid disease", CARDIOMET: "patients at vascular risk"}


def paper_title(rng: Random, talk: Talk, area: str) -> str:
    """A plausible title about the topic's research interest."""
    title = rng.choice(_PATTERNS).format(
        interest=talk.interest,
        scope=rng.choice(_SCOPES),
        design=rng.choice(_DESIGNS),
        n=rng.randint(38, 4200),
        patients=_PATIENTS[area],
    )
    return title[0].upper() + title[1:]
