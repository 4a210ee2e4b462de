"""What liaisons promise, how it is kept, and why it sometimes is not."""

PROMISES = (
    "Send the abstract of the long-term extension",
    "Send the dosing table for renal impairment",
    "Ask medical information about the interaction data",
    "Share the published subgroup analysis",
    "Find out whether the registry takes new sites",
    "Send the link to the congress recording",
    "Introduce them to the trial's country coordinator",
    "Send the protocol synopsis",
    "Bring the mechanism slides to the team meeting",
    "Ask whether the biomarker data will be published",
    "Send the guideline update with the marked passages",
    "Find a speaker for the residents' teaching",
    "Send the real-world evidence poster",
    "Clarify the storage question with quality",
    "Send the patient pathway paper they asked for",
    "Ask for the reprint of the safety review",
)
EVIDENCE = (
    "Sent by e-mail; they confirmed that it arrived.",
    "Handed over in the ward meeting.",
    "Medical information answered; the answer was forwarded.",
    "Link sent, opened the same day.",
    "Introduced by e-mail, a call is agreed.",
    "Printed copy left with the secretary.",
)
#: What was sent, as material is numbered; every third promise that was kept names one.
SENT = (
    "MED-2026-0112, Long-term extension, abstract",
    "MED-2026-0087, Dosing in renal impairment",
    "MED-2026-0134, Registry poster",
)
REASONS = (
    "They found it themselves in the meantime.",
    "The data will not be published before next year; they know.",
    "They moved to another hospital and no longer need it.",
)
