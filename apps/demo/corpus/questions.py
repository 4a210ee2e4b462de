"""What stakeholders ask of their own accord, by therapeutic area, and what medical information answers. All made up."""

from typing import Final

from apps.demo.corpus.science import CARDIOMET, HAEM_ONC

#: Question, answer, and whether it is about the approved use.
QUESTIONS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    HAEM_ONC: (
        (
            "My patient takes posaconazole. By how much do I have to reduce the dose?",
            "In an interaction study in 18 volunteers, exposure rose 4.1-fold with a strong CYP3A inhibitor. The label "
            "asks for a quarter of the dose while the inhibitor is given.",
            "on_label",
        ),
        (
            "Is there any experience in mantle cell lymphoma after two lines?",
            "This use is not approved. A phase 3 study is under way; no results are published. An abstract of 2024 "
            "describes 31 patients, of whom 19 responded.",
            "off_label",
        ),
        (
            "How many of the patients in the pivotal study were older than 80?",
            "Of 412 patients, 47 were older than 80. Response did not differ; atrial fibrillation was seen in 11.",
            "on_label",
        ),
        (
            "Can the capsules be opened for somebody with a feeding tube?",
            "The capsules must not be opened. There are no data on a suspension.",
            "on_label",
        ),
        (
            "What is known about stopping after a deep remission?",
            "Stopping is not described in the label. Two single-arm studies with 64 patients in all are published; the "
            "references give their designs and follow-up.",
            "off_label",
        ),
        (
            "Do you have data on vaccination responses under treatment?",
            "In 52 patients, 21 % reached the protective level after influenza vaccination; of untreated ones 58 %.",
            "on_label",
        ),
    ),
    CARDIOMET: (
        (
            "Is a dose adjustment needed when the GFR is below 30?",
            "In 24 patients with severe impairment the half-life was not changed. The study protocol keeps the dose.",
            "off_label",
        ),
        (
            "How long after the last injection does the effect persist?",
            "In the phase 2 study, lowering of LDL was still 31 % twelve months after the last dose.",
            "off_label",
        ),
        (
            "Were patients with liver cirrhosis included in the outcome study?",
            "Child-Pugh A was allowed, B and C were not. Numbers will be published with the results.",
            "off_label",
        ),
        (
            "What happens when an injection is three months late?",
            "In 86 patients with a late injection, LDL returned to 80 % of the former effect within four weeks.",
            "off_label",
        ),
        (
            "Is there any signal for injection-site reactions with repeated use?",
            "Reactions were reported in 5.0 % with the first and in 2.1 % with the fourth injection; none was severe.",
            "off_label",
        ),
    ),
}
#: Asked by payers and committees as much as by physicians.
HEOR: Final = (
    (
        "Which comparator did the model of the national appraisal use?",
        "The model compared with the standard of care of 2023; the report lists the sources of each utility.",
        "on_label",
    ),
    (
        "Do you have utility values from the quality-of-life sub-study?",
        "EQ-5D values of 288 patients at five visits are in the supplement of the reference.",
        "on_label",
    ),
)
REFERENCES: Final = (
    "Invented A, Example B. Journal of Invented Haematology 2024; 3: 14-22.",
    "Fictional C et al. Annals of Made-up Medicine 2025; 12: 101-9.",
    "Clinical study report QB-301, section 11.4 (data on file).",
)
RETURNED: Final = "Which dose does the patient take now, and since when?"
WITHDRAWN: Final = "The asker found the answer in the guideline and needs none from us."
REOPENED: Final = "The full paper was published since; the asker wants the final numbers."
