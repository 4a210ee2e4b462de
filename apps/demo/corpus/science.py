"""What the fictional company works on: two therapeutic areas, two invented compounds, topics, materials."""

from datetime import date, timedelta
from typing import Final

from apps.demo.corpus import cardiometabolic, haematology
from apps.demo.corpus.talk import Talk
from apps.demo.records import Material, Product, TherapeuticArea, Topic

HAEM_ONC: Final = "haem_onc"
CARDIOMET: Final = "cardiomet"
THERAPEUTIC_AREAS: Final = (
    TherapeuticArea(HAEM_ONC, "Haematology-Oncology"),
    TherapeuticArea(CARDIOMET, "Cardiometabolic"),
)
PRODUCTS: Final = (
    Product(
        key="velsobrutinib",
        brand="Quelbriva",
        compound="velsobrutinib",
        therapeutic_area=HAEM_ONC,
        description="Oral BTK inhibitor for chronic lymphocytic leukaemia; mantle cell lymphoma in phase 3.",
        lifecycle_stage="launched",
    ),
    Product(
        key="narvosiran",
        brand="Ostavelle",
        compound="narvosiran",
        therapeutic_area=CARDIOMET,
        description="Lipid-lowering siRNA given twice a year; outcome study under way.",
        lifecycle_stage="research",
    ),
)
TALKS: Final[dict[str, tuple[Talk, ...]]] = {HAEM_ONC: haematology.TALKS, CARDIOMET: cardiometabolic.TALKS}
TALK_BY_KEY: Final = {talk.key: talk for talks in TALKS.values() for talk in talks}
TOPICS: Final = tuple(Topic(talk.key, talk.name, area) for area, talks in TALKS.items() for talk in talks)
AREA_OF_TOPIC: Final = {topic.key: topic.therapeutic_area for topic in TOPICS}
TOPICS_TO_AVOID: Final = {
    HAEM_ONC: (
        "comparisons across trials",
        "the closed VELMORA-1 arm",
        "pricing and reimbursement",
        "transplant policy of the neighbouring centre",
        "individual patient cases in front of colleagues",
    ),
    CARDIOMET: (
        "surrogate endpoints without outcome data",
        "pricing and reimbursement",
        "the withdrawn regional screening pilot",
        "statin debate in the press",
        "individual patient cases in front of colleagues",
    ),
}
SPECIALTIES: Final = {
    HAEM_ONC: ("Haematology", "Haematology and Oncology", "Internal medicine (haematology)", "Cell therapy"),
    CARDIOMET: (
        "Cardiology",
        "Lipidology",
        "Endocrinology and metabolism",
        "Preventive cardiology",
        "Nephrology",
    ),
}
GROUP_SPECIALTIES: Final = {
    "nurse_app": ("Oncology nursing", "Cardiac nursing", "Study nursing"),
    "pharmacist": ("Hospital pharmacy", "Oncology pharmacy"),
    "payer": ("Medical advisory service", "Contracting and access"),
    "formulary_committee": ("Drug and therapeutics committee", "Hospital pharmacy"),
    "heor_hta": ("Health economics", "Health technology assessment"),
    "patient_organisation": ("Patient advocacy",),
    "professional_society": ("Society affairs",),
}
_CLINICAL: Final = ("kol", "treating_hcp", "investigator", "nurse_app", "pharmacist", "guideline_author")
_EVERYWHERE: Final = ("DE", "AT", "FR", "GB", "US")

# topic|kind|version|title|approved n days before the load|valid for n days
_MATERIALS: Final = """
btk-sequencing|slide_deck|1.0|Sequencing in CLL: what the VELMORA programme can and cannot say|820|420
btk-sequencing|slide_deck|2.0|Sequencing in CLL: what the VELMORA programme can and cannot say|395|730
btk-resistance|publication_summary|1.1|Resistance variants by month of treatment: methods and results|640|900
mrd|slide_deck|1.0|Reading MRD: assays, kinetics, limits|700|800
rhythm-bleeding|faq_document|3.0|Rhythm, blood pressure and bleeding: questions from the ward|610|1000
frailty|publication_summary|1.0|Geriatric sub-study of VELMORA-2|580|900
mcl-first-line|poster|1.0|VELMORA-5: design of a study in untreated mantle cell lymphoma|560|1100
infection-vaccination|faq_document|1.2|Infection and vaccination under BTK inhibition|690|860
oral-adherence|disease_overview|1.0|Living with continuous oral treatment|730|560
lpa-testing|disease_overview|2.0|Lipoprotein(a): units, assays, families|760|1000
ldl-goals|slide_deck|1.3|From discharge to goal: a cohort over twelve months|650|900
sirna-durability|slide_deck|2.1|Hepatic siRNA: uptake, durability, missed doses|720|830
statin-intolerance|faq_document|1.0|Muscle symptoms, nocebo and re-challenge|600|1000
fh-cascade|disease_overview|1.0|Finding families: cascade screening step by step|800|500
ckd-lipids|publication_summary|1.0|Renal subgroup of NARVELLO-1|570|900
outcome-evidence|poster|1.0|NARVELLO-OUT: design and endpoints|590|1200
persistence|publication_summary|1.0|Persistence over two years in a multi-centre registry|555|950
outcome-evidence|slide_deck|0.3|Absolute risk by baseline: a first draft|-|-
mrd|faq_document|0.1|MRD in plain words, for patient meetings|-|-
"""


def _material(number: int, row: str, today: date) -> Material:
    topic, kind, version, title, age, validity = (cell.strip() for cell in row.split("|"))
    approved = None if age == "-" else today - timedelta(days=int(age))
    expires = None if approved is None else approved + timedelta(days=int(validity))
    return Material(
        key=f"material-{number:02}",
        title=title,
        kind=kind,
        version=version,
        state="draft" if approved is None else "approved",
        therapeutic_area=AREA_OF_TOPIC[topic],
        topic=topic,
        countries=_EVERYWHERE,
        audience=("patient_organisation",) if "plain words" in title else _CLINICAL,
        approved_on=approved,
        expires_on=expires,
    )


def make_materials(today: date) -> tuple[Material, ...]:
    """All materials, among them drafts and ones that expired before the load."""
    return tuple(_material(n, row, today) for n, row in enumerate(_MATERIALS.strip().splitlines(), 1))


def valid_materials(
    materials: tuple[Material, ...], topics: tuple[str, ...], on: date
) -> tuple[Material, ...]:
    """Materials on any of the topics that were approved and not expired on that day."""
    return tuple(
        material
        for material in materials
        if material.topic in topics
        and material.approved_on is not None
        and material.expires_on is not None
        and material.approved_on <= on < material.expires_on
    )
