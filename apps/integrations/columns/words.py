"""Words of other systems as ours: closed lists, countries, days, yes and no, names. What is unknown is told."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

import pycountry
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from apps.core.folding import fold, without_titles
from apps.directory.choices import AccountKind, CustomerGroup, DecisionRole, countries

_SEVERAL = re.compile(r"[;|,/]+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
        "ter",
        "ten",
        "zu",
        "af",
    ]
)


def _words(pairs: dict[TextChoices, str]) -> dict[str, str]:
    return {word: choice.value for choice, text in pairs.items() for word in text.split("|")}


_GROUPS = _words({
    CustomerGroup.KOL: "key opinion leader|opinion leader|thought leader|meinungsbildner|expert",
    CustomerGroup.TREATING_HCP: "hcp|physician|doctor|medical doctor|specialist|prescriber|arzt|arztin|medecin|medico|"
        "covered recipient physician|treating hcp|health care professional|"
        "doctor of osteopathy|healthcare professional",
    CustomerGroup.NURSE_APP: "nurse|nurse practitioner|physician assistant|np|pa|pflege|krankenschwester|infirmiere|"
        "enfermera|advanced practice provider",
    CustomerGroup.PHARMACIST: "apotheker|apothekerin|pharmacien|farmaceutico",
    CustomerGroup.INVESTIGATOR: "principal investigator|trialist|prufarzt",
    CustomerGroup.PAYER: "payor|insurer|krankenkasse",
    CustomerGroup.FORMULARY_COMMITTEE: "formulary|p t committee",
    CustomerGroup.HEOR_HTA: "heor|hta|hta body",
    CustomerGroup.GUIDELINE_AUTHOR: "guidelines author",
    CustomerGroup.PATIENT_ORGANISATION: "patient organization|patient group|patient advocate",
    CustomerGroup.PROFESSIONAL_SOCIETY: "society|medical society",
})  # fmt: skip
_KINDS = _words({
    AccountKind.HEALTH_SYSTEM: "idn|health network|integrated delivery network|hospital group|trust",
    AccountKind.HOSPITAL: "krankenhaus|klinikum|hopital|ospedale|medical center|medical centre|teaching hospital|"
        "university hospital|uniklinik|spital|inpatient",
    AccountKind.DEPARTMENT: "abteilung|service|ward|unit|division",
    AccountKind.CLINIC: "klinik|clinique|clinica|outpatient clinic|ambulatory|mvz",
    AccountKind.PRACTICE: "praxis|cabinet|group practice|medical practice|consultorio|doctors office",
    AccountKind.UNIVERSITY: "universitat|universite|universidad|academic|medical school|college",
    AccountKind.PAYER: "payor|insurer|insurance|krankenkasse|health plan",
    AccountKind.SOCIETY: "professional society|association|medical society|gesellschaft",
    AccountKind.PATIENT_ORGANISATION: "patient organization|patient group|patient association",
})  # fmt: skip
_COUNTRIES = {
    "us": "usa|u s a|united states of america|vereinigte staaten|etats unis|estados unidos",
    "gb": "uk|england|scotland|wales|northern ireland|great britain|grossbritannien|royaume uni|reino unido",
    "de": "deutschland|allemagne|alemania|brd", "at": "osterreich|oesterreich|autriche", "ch": "schweiz|suisse|suiza",
    "fr": "frankreich|francia", "es": "spanien|espana|espagne", "it": "italien|italia|italie",
    "nl": "niederlande|holland|the netherlands|pays bas", "be": "belgien|belgique|belgica", "pl": "polen|pologne",
    "dk": "danemark", "se": "schweden|suede", "no": "norwegen|norvege", "kr": "south korea|korea|sudkorea",
    "tr": "turkey|turkei", "cz": "czech republic|tschechien", "ru": "russia|russland", "tw": "taiwan",
}  # fmt: skip
_YES = frozenset(["true", "yes", "y", "1", "x", "ja", "j", "oui", "si", "wahr", "vrai"])
_NO = frozenset(["false", "no", "n", "0", "nein", "non", "falsch", "faux"])


def _choice(choices: type[TextChoices], words: dict[str, str]) -> Callable[[str], str]:
    @cache
    def known() -> dict[str, str]:
        own = {fold(text): value for value, label in choices.choices for text in (value, str(label))}
        return {**words, **own}

    def read(text: str) -> str:
        if found := known().get(fold(text)):
            return found
        allowed = ", ".join(str(label) for label in choices.labels)
        raise ValidationError(
            _("“%(text)s” is none of these: %(allowed)s.") % {"text": text[:60], "allowed": allowed}
        )

    return read


group = _choice(CustomerGroup, _GROUPS)
account_kind = _choice(AccountKind, _KINDS)
decision_role = _choice(DecisionRole, {})


def groups(text: str) -> list[str]:
    """Customer groups of a person, each once."""
    try:
        return [group(text)]
    except ValidationError:
        parts = [part for part in _SEVERAL.split(text) if part.strip()]
        if len(parts) < 2:
            raise
        return list(dict.fromkeys(group(part) for part in parts))


@cache
def _country_words() -> dict[str, str]:
    found = {fold(name): code for code, name in countries()}
    for country in pycountry.countries:
        also = [
            country.alpha_2,
            country.alpha_3,
            getattr(country, "official_name", ""),
            getattr(country, "common_name", ""),
        ]
        found |= {fold(name): country.alpha_2 for name in also if name}
    return found | {word: code.upper() for code, text in _COUNTRIES.items() for word in text.split("|")}


def country(text: str) -> str:
    """An ISO 3166-1 code, from code or name."""
    if found := _country_words().get(fold(text)):
        return found
    raise ValidationError(
        _("“%(text)s” is no country known here. Write its name in English, or its ISO code (DE).")
        % {"text": text[:60]}
    )


def is_yes(text: str) -> bool:
    """Yes or no, in a few languages."""
    word = fold(text)
    if word not in _YES | _NO:
        raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text[:60]})
    return word in _YES


def day(text: str) -> date:
    """A day. Where day and month could be exchanged it is refused: a wrong career is worse than a question."""
    try:
        return date(*_parts_of(text.strip()))
    except (ValueError, OverflowError):
        raise ValidationError(
            _("“%(text)s” is no day. Write it as 2026-12-31.") % {"text": text[:60]}
        ) from None


def _parts_of(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if not (found := _SLASHED.fullmatch(text)):
        raise ValueError
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    if one != two and max(one, two) <= 12:
        raise ValidationError(
            _("“%(text)s” could be two days, as day and month could be exchanged. Write it as 2026-12-31.")
            % {"text": text}
        )
    return (year, one, two) if two > 12 else (year, two, one)


def number(text: str) -> str:
    """A number of another system, as it is; refused where a spreadsheet has cut its digits."""
    if _SHORTENED.fullmatch(text):
        raise ValidationError(
            _(
                "“%(text)s”: a spreadsheet shortened this number and its digits are lost."
                " Format the column as text and export again."
            )
            % {"text": text}
        )
    return text


def name_parts(whole: str) -> dict[str, str]:
    """First and last name of a whole name, "Last, First" or "First Last", titles and degrees left out."""
    plain = without_titles(whole)
    last, comma, first = plain.partition(",")
    if comma:
        return {"first_name": first.split(",")[0].strip(), "last_name": last.strip()}
    words = plain.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return {"first_name": " ".join(words[:start]), "last_name": " ".join(words[start:])}


def listed(texts: Iterable[str]) -> str:
    """For messages."""
    return ", ".join(texts)
