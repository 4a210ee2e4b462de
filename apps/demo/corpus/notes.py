"""The grammar of notes: two to six sentences, put together from the topic, the occasion and the history.

Medical notes carry no commercial words at all; commercial ones speak of logistics, contracts and service
only. A test holds both to it.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from apps.demo.corpus.talk import Talk


@dataclass(frozen=True, slots=True)
class Scene:
    """What a medical note must reflect. `earlier` is the month of the last contact with that person."""

    talk: Talk
    name: str
    place: str
    channel: str
    interaction_type: str
    earlier: str | None
    material: str | None
    has_safety_event: bool


_BY_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "reactive_answer": (
        "{name} had written with a question and asked for a personal answer.",
        "Answered an unsolicited question from {name}.",
        "Call back to {name}, who had raised a question after the tumour board or clinic round.",
        "{name} asked for the data behind a recent abstract.",
    ),
    "trial_support": (
        "Site meeting at {place}; screening and query status first.",
        "Met {name} with the study nurse about recruitment.",
        "Went through open protocol questions with {name} and the study team.",
        "Feasibility talk with {name}: patients seen, staff, laboratory times.",
    ),
    "education": (
        "Teaching session at {place}, chaired by {name}.",
        "Case-based session for residents and nurses; {name} moderated.",
        "Journal club at {place}: {name} had chosen the paper.",
        "Lunchtime session requested by {name}; questions kept coming after the end.",
    ),
    "congress": (
        "Short meeting with {name} between two sessions.",
        "Met {name} at the poster and stayed for half the break.",
        "Talked with {name} after the morning symposium.",
        "Coffee with {name} on the congress floor.",
    ),
    "advisory_board": (
        "Advisory board; {name} spoke to the second agenda item.",
        "Board meeting on the evidence plan, {name} among the experts.",
        "{name} took part in the board and challenged the draft protocol.",
    ),
    "introduction": (
        "First meeting with {name}; introduced my role and what it does not include.",
        "Introduced myself to {name} on the recommendation of a colleague at {place}.",
        "{name} had twenty minutes for a first conversation about the work at {place}.",
        "First contact with {name}, who explained how referrals reach {place}.",
    ),
}
_BY_CHANNEL: Final[dict[str, tuple[str, ...]]] = {
    "face_to_face": (
        "Visited {name} at {place} between clinics.",
        "Met {name} in the office at {place} as agreed.",
        "{name} took time after the ward round.",
        "Conversation with {name} at {place}, longer than planned.",
        "Saw {name} before the afternoon clinic.",
    ),
    "video": (
        "Video call with {name}, slides shared on request.",
        "{name} joined by video from {place}.",
        "Video meeting with {name}; a colleague listened in for the first half.",
    ),
    "phone": (
        "Phone call with {name}, who was between two patients.",
        "{name} called back as agreed.",
        "Short call with {name}.",
    ),
    "email": ("Written exchange with {name}.", "{name} replied to the summary sent last week."),
    "web_conference": (
        "Web conference with {name} and the team at {place}.",
        "{name} presented in the web round.",
    ),
    "chat": ("Brief chat with {name}.",),
    "other": ("Spoke with {name} on the margins of a committee meeting.",),
}
_EARLIER: Final = (
    "Picked up where we had stopped in {month}.",
    "Started with the open point from {month}.",
    "{name} had tried what we discussed in {month} and reported back.",
    "Since {month} a new colleague has joined, so we recapped first.",
)
_MATERIAL: Final = (
    'Shared "{title}" at their request.',
    'Shared "{title}" and marked the limitations.',
    'Used "{title}" to look at the figures together.',
)
_MATERIAL_SENT: Final = ('Sent "{title}" afterwards.', 'They had asked for "{title}"; sent the same day.')
SAFETY: Final = (
    "They mentioned bruising and a nosebleed in one treated patient; details passed to safety the same day.",
    "They reported persistent nausea in one patient; recorded and forwarded to safety.",
    "A rash after the second dose was mentioned; the safety report has been made.",
)
WHY_CANCELLED: Final = {
    "stakeholder_unavailable": "They could not make it.",
    "clinical_emergency": "They were called to an emergency on the ward.",
    "travel_disruption": "The train was cancelled; I did not get there.",
    "rescheduled": "Moved to a later date at their request.",
    "no_longer_needed": "The question had been answered by then.",
}
UNFINISHED: Final = (
    "Called after the clinic with a question about first-line treatment in a frail patient group: which of the "
    "sub-studies reported falls separately? Promised to look it up and"
)
_CLOSING: Final = (
    "Agreed to speak again once the next read-out is public.",
    "Will send the reference list by the end of the week.",
    "They will raise it in their own team meeting.",
    "No action from my side; they wanted to think aloud.",
    "They suggested including the study nurse next time.",
    "I promised an answer from medical information.",
    "They asked for a shorter conversation next quarter.",
    "Next contact when the sub-study is published.",
    "They offered to comment on the methods section.",
    "They would like to meet a colleague from another centre with the same question.",
    "Follow-up agreed for after the regional meeting.",
    "They will send an anonymous overview of their own cohort.",
    "I checked my understanding at the end and they corrected one point.",
    "Asked to restate the limits of the analysis, they named both.",
)
_SHORT: Final = frozenset({"email", "chat", "phone"})
_NO_NEED: Final = ("", "", "None raised this time.")

_VISIT_OPENING: Final = (
    "Met {name} at {place}.",
    "Regular visit at {place}, received by {name}.",
    "Meeting with {name} about the running agreement.",
    "{name} had asked for a visit to {place}.",
    "Short appointment with {name}; the head of unit joined later.",
    "Call with {name} at {place}.",
)
_VISIT_BODY: Final[dict[str, tuple[str, ...]]] = {
    "commercial_visit": (
        "Talked about delivery windows before the long weekend.",
        "They want one contact for ordering and one for complaints, not four.",
        "Cold-chain steps were explained to two new members of staff.",
        "They are merging two storage sites and expect a quieter quarter.",
        "Stock levels are fine; the reorder point will be reviewed.",
        "The new packaging was shown and the barcode checked with their scanner.",
        "They asked who to call at night when a delivery fails.",
        "Ward managers wish for smaller boxes.",
    ),
    "contract_meeting": (
        "The framework agreement runs out in two quarters; they will send the timetable.",
        "Payment terms were the main subject; legal has to confirm the wording.",
        "They want the service level in an annex instead of the main text.",
        "The tender calendar was shared; questions must be in writing.",
        "Annual review of the agreement; two clauses need an update.",
        "They asked for a single invoice per site.",
        "The committee meets next month and needs the documents ten days before.",
    ),
    "service_visit": (
        "Training for the ordering portal, six people took part.",
        "Checked the return process after last month's mix-up.",
        "The temperature logger was replaced and the record handed over.",
        "Walked the delivery route with the pharmacy team.",
        "The portal now shows batch numbers, as they had asked.",
        "Reviewed open tickets; one remains with the carrier.",
        "Two accounts in the portal were closed after staff changes.",
    ),
}
_VISIT_CLOSING: Final = (
    "Will confirm in writing by Friday.",
    "Next appointment set for next quarter.",
    "A scientific question came up; referred to medical without discussing it.",
    "Waiting for their reply before the next step.",
    "No open points.",
    "They will name a deputy for the holidays.",
    "To be raised in the account team.",
    "Minutes sent the same afternoon.",
    "They were content with the last delivery.",
    "Asked for an update by phone, not by e-mail.",
)


def _opening(rng: Random, scene: Scene) -> str:
    special = _BY_TYPE.get(scene.interaction_type)
    choices = (
        special if special and rng.random() < 0.85 else _BY_CHANNEL.get(scene.channel, _BY_TYPE["congress"])
    )
    return rng.choice(choices).format(name=scene.name, place=scene.place)


def _extras(rng: Random, scene: Scene) -> list[str]:
    """Sentences that the circumstances call for; the least necessary last, since a long note is cut."""
    extras = [rng.choice(SAFETY)] if scene.has_safety_event else []
    if scene.material:
        shared = _MATERIAL_SENT if scene.channel in _SHORT else _MATERIAL
        extras.append(rng.choice(shared).format(title=scene.material))
    return extras + ([rng.choice(scene.talk.questions)] if rng.random() < 0.5 else [])


def medical_note(rng: Random, scene: Scene) -> str:
    """A scientific note of two to six sentences."""
    sentences = [_opening(rng, scene)]
    if scene.channel in _SHORT:
        sentences.append(rng.choice(scene.talk.questions + scene.talk.views))
    else:
        if scene.earlier and rng.random() < 0.4:
            sentences.append(rng.choice(_EARLIER).format(month=scene.earlier, name=scene.name))
        sentences += [rng.choice(scene.talk.discussed), rng.choice(scene.talk.views)]
    sentences += _extras(rng, scene)
    if len(sentences) < 6 and rng.random() < 0.8:
        sentences.append(rng.choice(_CLOSING))
    return " ".join(sentences[:6])


def needs_and_concerns(rng: Random, talk: Talk) -> str:
    """One or two needs, or nothing: not every conversation brings one."""
    if rng.random() < 0.35:
        return rng.choice(_NO_NEED)
    return " ".join(rng.sample(talk.needs, k=1 if rng.random() < 0.8 else 2))


def visit_note(rng: Random, purpose_class: str, name: str, place: str) -> str:
    """A note of a commercial visit: logistics, contracts, service; nothing medical."""
    body = rng.sample(_VISIT_BODY[purpose_class], k=1 if rng.random() < 0.55 else 2)
    return " ".join(
        [rng.choice(_VISIT_OPENING).format(name=name, place=place), *body, rng.choice(_VISIT_CLOSING)]
    )
