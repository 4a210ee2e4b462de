"""Trials that were never registered, of a sponsor that does not exist."""

from dataclasses import dataclass
from typing import Final

from apps.demo.corpus.science import CARDIOMET, HAEM_ONC

INVENTED_SPONSOR: Final = "Velmora Study Alliance"


@dataclass(frozen=True, slots=True)
class Study:
    """One trial. `leader` and `sites` count through the KOLs of its area; `stranger` is nobody of the directory."""

    area: str
    acronym: str
    title: str
    conditions: tuple[str, ...]
    tried: tuple[tuple[str, str], ...]
    status: str
    phases: tuple[str, ...]
    study_type: str
    enrolment: int
    began_days_ago: int
    leader: int
    role: str
    sites: tuple[int, ...]
    stranger: str = ""


STUDIES: Final = (
    Study(
        HAEM_ONC,
        "VELMORA-2",
        "Velsobrutinib with or without venetoclax in untreated chronic lymphocytic leukaemia",
        ("Chronic Lymphocytic Leukaemia",),
        (("DRUG", "Velsobrutinib"), ("DRUG", "Venetoclax")),
        "RECRUITING",
        ("PHASE3",),
        "INTERVENTIONAL",
        420,
        410,
        0,
        "principal_investigator",
        (0, 1, 2, 3),
        "Ilka Brandmoor",
    ),
    Study(
        HAEM_ONC,
        "MANTIS",
        "Velsobrutinib in relapsed mantle cell lymphoma after a covalent BTK inhibitor",
        ("Mantle Cell Lymphoma",),
        (("DRUG", "Velsobrutinib"),),
        "ACTIVE_NOT_RECRUITING",
        ("PHASE2", "PHASE3"),
        "INTERVENTIONAL",
        188,
        1130,
        1,
        "study_chair",
        (1, 4),
        "Ilka Brandmoor",
    ),
    Study(
        HAEM_ONC,
        "",
        "Infections under targeted treatment of chronic lymphocytic leukaemia: a registry",
        ("Chronic Lymphocytic Leukaemia", "Infections"),
        (("OTHER", "Observation"),),
        "RECRUITING",
        (),
        "OBSERVATIONAL",
        900,
        760,
        2,
        "responsible_party",
        (2, 0, 5),
    ),
    Study(
        HAEM_ONC,
        "PAUSE-CLL",
        "Stopping treatment guided by measurable residual disease",
        ("Chronic Lymphocytic Leukaemia",),
        (("PROCEDURE", "Measurement of residual disease"),),
        "TERMINATED",
        ("PHASE2",),
        "INTERVENTIONAL",
        41,
        1890,
        0,
        "principal_investigator",
        (0,),
    ),
    Study(
        CARDIOMET,
        "OSTARA-OUTCOMES",
        "Narvosiran twice a year and cardiovascular events in people with high lipoprotein(a)",
        ("Atherosclerosis", "Hypercholesterolaemia"),
        (("DRUG", "Narvosiran"), ("DRUG", "Placebo")),
        "ACTIVE_NOT_RECRUITING",
        ("PHASE3",),
        "INTERVENTIONAL",
        7800,
        1240,
        0,
        "study_chair",
        (0, 1, 2, 4),
        "Tomas Averly",
    ),
    Study(
        CARDIOMET,
        "OSTARA-YOUNG",
        "Narvosiran in heterozygous familial hypercholesterolaemia from 12 to 17 years",
        ("Familial Hypercholesterolaemia",),
        (("DRUG", "Narvosiran"),),
        "NOT_YET_RECRUITING",
        ("PHASE2",),
        "INTERVENTIONAL",
        96,
        -40,
        1,
        "principal_investigator",
        (1, 3),
        "Tomas Averly",
    ),
    Study(
        CARDIOMET,
        "",
        "Does a reminder after discharge bring more patients to their lipid target?",
        ("Hypercholesterolaemia",),
        (("BEHAVIORAL", "Letter and call"),),
        "COMPLETED",
        ("NA",),
        "INTERVENTIONAL",
        512,
        1500,
        3,
        "responsible_party",
        (3,),
    ),
)
