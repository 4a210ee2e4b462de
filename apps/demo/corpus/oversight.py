"""What compliance of the fictional company keeps: protocols, incidents, concerns."""

PROTOCOLS = (
    (
        "joint-visits",
        "Joint visits",
        "both",
        "A medical science liaison and a key account manager go to the same stakeholder together only when compliance "
        "approved it before.\n\nThe key account manager leaves before scientific questions are discussed.\n\nWhat was "
        "said stays in the interaction of the liaison.",
    ),
    (
        "questions-on-the-way",
        "Questions that stakeholders ask commercial colleagues",
        "commercial",
        "A question about science is handed over to the medical side in the stakeholder's own words.\n\nNobody "
        "proposes a question, and nobody asks what was answered.",
    ),
    (
        "who-chooses-whom",
        "Who chooses whom a liaison visits",
        "medical",
        "Scientific need decides whom a liaison visits and when: objectives, requests, congresses.\n\nA wish of the "
        "commercial side is a hand-off, and otherwise no reason.",
    ),
)

#: Kind, words, how many days ago, how far it came, by whom it was reported.
INCIDENTS = (
    (
        "joint_visit",
        "We met the head of the clinic together because the appointments fell on one hour. Nobody had asked.",
        40,
        ("triaged", "investigating", "near_miss"),
        "msl",
    ),
    (
        "steering",
        "In the corridor I was asked to see three accounts this week because a tender is near.",
        12,
        ("triaged", "investigating"),
        "msl",
    ),
    (
        "content_crossed",
        "A liaison's notes were printed and lay in the shared office over lunch.",
        95,
        ("triaged", "investigating", "substantiated", "correcting"),
        "kam",
    ),
    ("other", "A slide with a price on it was shown in a scientific exchange.", 3, (), "manager"),
)
REASON = "Asked those who were there; both told the same."
ANONYMOUS = "The visit lists of two liaisons are talked through in a sales meeting every Monday."
CORRECTION = "Printers in the shared office print only what is collected with a badge."
REFUSED = ("interactions:list", "interactions:read", "kols:list", "medinfo:list")
