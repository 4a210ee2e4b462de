"""The words of the hints' rules, in one place: folded, in English. A star ends a beginning: `nurse*` finds nurses.

Who edits them runs `python -m bench.insight_hints` and looks whether agreement with the labelled texts still holds.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Single words, beginnings of words, and phrases by their first word."""

    single: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: dict[str, tuple[tuple[str, ...], ...]]


def _words(single: str = "", phrases: tuple[str, ...] = ()) -> Words:
    """`single` parted by spaces, stars allowed; a phrase has two words or more."""
    parted = single.split()
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        by_first[first] = (*by_first.get(first, ()), tuple(rest))
    return Words(
        frozenset(word for word in parted if not word.endswith("*")),
        tuple(word.rstrip("*") for word in parted if word.endswith("*")),
        by_first,
    )


#: Who can have said it. Patients and colleagues are not among them: they are whom it is about.
PEOPLE = _words(
    "doctor* dr doc docs physician* surgeon* nurse* pharmacist* specialist* consultant* gp gps hcp hcps kol kols prof "
    "professor* dietician* dietitian* midwife midwives therapist* psychologist* pathologist* radiologist* geneticist* "
    "cardiologist* oncologist* haematologist* hematologist* neurologist* nephrologist* urologist* dermatologist* "
    "rheumatologist* endocrinologist* diabetologist* gastroenterologist* hepatologist* pulmonologist* ophthalmologist* "
    "gynaecologist* gynecologist* obstetrician* psychiatrist* paediatrician* pediatrician* immunologist* allergist* "
    "virologist* intensivist* anaesthetist* anesthesiologist* internist* clinician* practitioner* investigator* "
    "payer* purchaser* paramedic*",
    ("head of", "lead of", "chair of", "director of", "tumour board", "study coordinator"),
)
#: Where they work, or in what role they speak.
SETTINGS = _words(
    "hospital* clinic* practice* centre* center* unit* ward* department* university universities univ community rural "
    "institute* laboratory pharmacy congress board* network* trust trusts region* team* clinical",
    ("primary care", "private practice", "tumour board", "advisory board", "health region", "intensive care"),
)
ROLES = _words(
    "lead leads head chair chairs chief senior deputy director runs coordinator president regional academic"
)
#: Somebody said, asked or showed something.
REPORTS = _words(
    "said says say told tells reported reports stated states asked asks explained explains mentioned mentions "
    "observed observes noticed notices showed described describes complained complains warned stressed reckons saw "
    "doubts admitted quoted argued argues confirmed replied answered expects insisted pointed refuses",
    ("has seen", "have seen", "in her words", "in his words", "in their words", "according to"),
)
#: An opinion or wish is reported, not what was said.
SOFT_REPORTS = _words(
    "feel feels felt think thinks thought believe believes believed want wants wanted likes liked wish wishes "
    "prefer prefers preferred find finds noted remark* unsure seem seems hope hopes report",
    ("would like", "was noted", "are unsure", "it appears"),
)
#: We speak of ourselves.
OUR_VIEW = _words(
    "",
    (
        "i believe",
        "i think",
        "i feel",
        "i presented",
        "i showed",
        "in my view",
        "in my opinion",
        "we presented",
        "i hope",
        "i told",
        "we showed",
    ),
)
REASONS = _words(
    "because since therefore hence",
    (
        "due to",
        "owing to",
        "on account of",
        "as she",
        "as he",
        "as they",
        "as the",
        "as no",
        "as a",
        "as it",
        "as patients",
        "so that",
        "the reason",
        "her reason",
        "his reason",
        "their reason",
        "that is why",
        "what convinces",
        "what drives",
        "in order to",
        "given that",
        "out of fear",
        "thanks to",
        "for fear of",
        "is what drives",
        "b c",
        "leads to",
        "as there",
        "as nobody",
    ),
)
#: `since` as a time: what may follow it then.
TIMES_AFTER_SINCE = _words(
    "last then 19* 20* january february march april may june july august september october november december "
    "spring summer autumn winter monday yesterday"
)
#: A reason that is guessed, or that is only hinted at.
GUESSES = _words(
    "maybe perhaps probably possibly presumably apparently likely seemingly", ("might be", "may be")
)
HALF_REASONS = _words(
    "fear fears afraid worried worries concern* explains depends",
    (
        "in her view",
        "in his view",
        "in their view",
        "to avoid",
        "too long",
        "too much",
        "too little",
        "not enough",
    ),
)
#: Something follows ...
CONSEQUENCES = _words(
    "therefore challenges contradicts supports suggests implies confirms argues would belongs bears must should",
    (
        "bears on",
        "bears directly",
        "it shows",
        "this shows",
        "this means",
        "it means",
        "we need",
        "needs to",
        "belongs in",
        "to be discussed",
        "which means",
        "so our",
        "for our",
        "will limit",
    ),
)
#: ... for one of these.
TARGETS = _words(
    "evidence data trial trials study studies education registry protocol* hypothesis question questions kiq strategy "
    "strategic plan plans plans design slides publication* label launch access criteria endpoint* team",
    ("unmet need", "key question", "medical information", "patient pathway", "advisory board"),
)
WEAK_RELEVANCE = _words(
    "important importance relevant relevance matter matters interest interesting crucial should strategic* help* need",
    ("we need", "to be followed", "more evidence", "real world evidence"),
)
PATIENTS = _words(
    "patient patients people women men children child adult adults elderly infant* newborn* adolescent* families pts "
    "pt girls boys babies kids older younger aged pregnan* relatives comorbid* dialysis menopause* newborns"
)
STAGES = _words(
    "relapse* refractory metasta* severe mild moderate chronic acute early advanced adjuvant remission 1l 2l 3l stage "
    "discharge maintenance progression recurren*",
    (
        "first line",
        "second line",
        "third line",
        "lines of",
        "one line",
        "month six",
        "last line",
        "low disease",
    ),
)
TIMES = _words(
    "january february march april june july august september october november december spring summer autumn winter "
    "today yesterday monday tuesday wednesday thursday friday weekend quarter 2024 2025 2026 2027 2028 2029 2030",
    (
        "last week",
        "last month",
        "last year",
        "this week",
        "this month",
        "this year",
        "next year",
        "in may",
        "years ago",
        "months ago",
        "after twelve",
        "after six",
        "at discharge",
    ),
)
PLACES = _words(
    "hospital* clinic* centre* center* practice* ward* country countries region* district* congress south north east "
    "west rural urban city area university austria belgium bulgaria croatia cyprus czechia denmark estonia finland "
    "france germany greece hungary ireland italy latvia lithuania luxembourg malta netherlands norway poland portugal "
    "romania slovakia slovenia spain sweden switzerland uk usa canada brazil mexico japan china india australia "
    "europe* nordic german french spanish italian british american dutch polish swiss austrian",
    ("primary care", "united kingdom", "united states", "advisory board", "tumour board", "at home"),
)
#: Short forms that only the writer is sure to read.
SHORT_FORMS = _words(
    "pt pts hcp hcps w r u sd smth thx pls asap tbd tbc fu rxn inj cpl compl req reqs hv imo btw adm dx hx rx tx re vs "
    "qd bid"
)
ANOTHER_THOUGHT = _words(
    "also besides furthermore moreover additionally plus",
    ("by the way", "on top", "one more thing", "another point", "not related", "in addition"),
)
