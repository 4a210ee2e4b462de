"""Folding of names and texts: one person is found under every spelling. Search, matching and keys use it.

The folded form is for comparing only; what people read is always the text as it was written.
"""

import re
import unicodedata

# Letters that Unicode does not decompose, as catalogues and passports write them without the special letter.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "đ": "d",
        "ı": "i",
        "þ": "th",
        "œ": "oe",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
    }
    | {"ĸ": "k", "ɨ": "i", "ƀ": "b", "ɖ": "d"}
)

# O'Brien is one word, however the apostrophe was typed; two of these (ʻ ʼ) are letters to Unicode.
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘‛ʹʻʼʽˈ′＇ꞌ"))

# Marks that only colour a letter. Others (Devanagari vowels, the voicing mark of kana) are part of the word.
_COLOURING_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _listed(
    "prof professor professore dr doctor docteur doktor med univ priv doz dozent privatdozent pd apl hc "
    "habil dipl ing mr mrs ms miss mister sir dame herr frau rer nat phil"
)
_DEGREES = _listed(
    "md phd mph msc bsc pharmd dphil dsc mbbs mbchb mbbch mba mrcp mrcpch frcp frcpc frcs facp facc facs "
    "fesc faan fasco fahsa dnp aprn crnp msn bsn rph dds dmd dvm drph scd edd llm jd esq emba mhs mhsc msph"
)
# Also surnames or initials ("Ma", "Do"): degrees only where a comma sets them apart from a complete name.
_DEGREES_AFTER_A_COMMA = _DEGREES | _listed("ma do ba bs ms rn pa np dr prof pac jr sr")


def fold(text: str) -> str:
    """The text in comparable form: lower case, no accents, no punctuation, words parted by single spaces.

    Idempotent. Scripts other than Latin keep their letters. Hyphens part words, apostrophes do not.
    """
    # Casefold before and after: compatibility forms decompose to capitals (™), casefold yields new marks (İ).
    plain = unicodedata.normalize("NFKD", _casefolded(text))
    plain = unicodedata.normalize("NFKD", _casefolded(plain))
    plain = _COLOURING_MARKS.sub("", plain).translate(_LETTERS)
    # Composed again, because Hangul and kana would otherwise stay in pieces.
    return unicodedata.normalize("NFC", " ".join("".join(map(_kept, plain)).split()))


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return fold(text).split()


def without_titles(name: str) -> str:
    """A person's name as written, without the titles before it and the degrees behind it.

    At least one word always stays. "Ma" and "Do" are kept unless a comma sets them apart, being surnames too.
    """
    kept: list[list[str]] = []
    for part in name.split(","):
        is_complete = sum(map(len, kept)) > 1
        parts = part.split() if is_complete else _without_leading_titles(part.split())
        kept.append(_without_degrees(parts, is_complete=is_complete))
    return ", ".join(" ".join(part) for part in kept if part) or name.strip()


def _casefolded(text: str) -> str:
    """Case and apostrophes taken away; the apostrophes first, since some decompose to a space."""
    return text.casefold().translate(_APOSTROPHES)


def _kept(character: str) -> str:
    """The character if it is part of a word, nothing if it is invisible, else a space."""
    category = unicodedata.category(character)
    if category[0] in "LNM":
        return character
    return "" if category == "Cf" else " "


def _without_leading_titles(parts: list[str]) -> list[str]:
    while len(parts) > 1 and all(word in _TITLES for word in words(parts[0])):
        parts = parts[1:]
    return parts


def _without_degrees(parts: list[str], *, is_complete: bool) -> list[str]:
    """The words before the trailing degrees; a part behind a complete name may vanish as a whole."""
    degrees, at_least = (_DEGREES_AFTER_A_COMMA, 0) if is_complete else (_DEGREES, 1)
    while len(parts) > at_least and fold(parts[-1]).replace(" ", "") in degrees:
        parts = parts[:-1]
    return parts
