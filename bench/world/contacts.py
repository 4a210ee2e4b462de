"""Contacts: touchpoints, who took part, what was said, its versions, and the notes of key account managers."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.core.noted import words_of
from apps.interactions.models import Interaction, InteractionTopic, Version
from apps.keyaccounts.models import Visit
from bench.world.copying import NULL, Copier, Table
from bench.world.plan import AREAS, COMING_DAYS, KEY_ACCOUNT_MANAGERS, PAST_DAYS, SEED, Plan, key_of
from bench.world.staff import Staff

TOUCHPOINT, ATTENDANCE, INTERACTION, VERSION, VISIT, TOPIC = range(0x10, 0x16)
ACCOUNT, PERSON = 1, 2
BATCH = 50_000
#: Quarters of an hour in a working day from seven; the unit of time here.
QUARTERS = 40
TIMES = [f"{7 + quarter // 4:02}:{quarter % 4 * 15:02}:00+00" for quarter in range(QUARTERS)]
CHANNELS = ["face_to_face"] * 5 + ["video"] * 3 + ["phone", "email", "congress"]
KINDS = ["scientific_exchange"] * 6 + ["reactive_answer"] * 2 + ["trial_support", "education", "introduction"]
STEMS = ("starts_at", "created_at", "updated_at")
TABLES: dict[str, Table] = {
    "touchpoint": (
        Touchpoint,
        ("id", "account_id", "owner_id", "function", "purpose_id", "channel", "state", *STEMS),
    ),
    "attendance": (TouchpointStakeholder, ("id", "touchpoint_id", "stakeholder_id", *STEMS)),
    "interaction": (
        Interaction,
        (
            "id",
            "touchpoint_id",
            "owner_id",
            "therapeutic_area_id",
            "state",
            "kind",
            "notes",
            "words",
            "safety_answer",
            "submitted_at",
            "version",
            *STEMS,
        ),
    ),
    "version": (Version, ("id", "interaction_id", "number", "content", "made_by_id", *STEMS[1:])),
    "visit": (Visit, ("id", "touchpoint_id", "notes", "words", *STEMS[1:])),
    "topic": (InteractionTopic, ("id", "interaction_id", "topic_id", *STEMS[1:])),
}


def array_of(words: list[str]) -> str:
    """Words as COPY reads an array."""
    return f"{{{','.join(words)}}}"


SUPPLY = array_of(["supply", "was", "discussed"])


class Diary:
    """Makes the contacts in the order of time, and remembers when everybody was last met.

    `last_contact`, `last_visit` and `last_talk` hold days and quarters as one number, 0 for never: of each person with
    any function, of each account, and of each person with the medical side.
    """

    def __init__(self, plan: Plan, staff: Staff, today: date) -> None:
        self.plan, self.staff, self.random = plan, staff, Random(SEED + 2)
        self.days = [(today + timedelta(days=day)).isoformat() for day in range(-PAST_DAYS, COMING_DAYS + 1)]
        self.last_contact = array("L", bytes(8 * plan.people))
        self.last_talk = array("L", bytes(8 * plan.people))
        self.last_visit = array("L", bytes(8 * plan.accounts))
        self.notes = [(notes, array_of(words_of([notes]))) for notes in made_notes(staff.topic_names)]
        self.lines: dict[str, list[str]] = defaultdict(list)

    def moment(self, at: int) -> str:
        """When, for COPY."""
        return f"{self.days[at // QUARTERS]} {TIMES[at % QUARTERS]}" if at else NULL

    def write(self, copier: Copier) -> None:
        """Write all contacts: after each five medical ones a commercial one."""
        total = self.plan.contacts + self.plan.contacts // 5
        for number, person in enumerate(self._met(total)):
            at = number * len(self.days) // total * QUARTERS + self.random.randrange(1, QUARTERS)
            self._contact(number, person, at, is_medical=number % 6 != 5)
            if len(self.lines["touchpoint"]) >= BATCH:
                self._flush(copier)
        self._flush(copier)

    def _met(self, total: int) -> Iterator[int]:
        """Who is met, one after the other."""
        people, weights = range(self.plan.people), self.plan.weights()
        for start in range(0, total, BATCH):
            yield from self.random.choices(people, cum_weights=weights, k=min(BATCH, total - start))

    def _flush(self, copier: Copier) -> None:
        for name, lines in self.lines.items():
            copier.write(TABLES[name], lines)
        self.lines.clear()

    def _contact(self, number: int, person: int, at: int, *, is_medical: bool) -> None:
        account = self.plan.main_account[person]
        state = self._state(at)
        held_at = at if state == "held" else 0
        when = self.moment(at)
        stems = f"{when}\t{when}\t{when}"
        key = key_of(TOUCHPOINT, number)
        owner = (
            self.staff.liaisons[self.plan.responsible[person]]
            if is_medical
            else (self.staff.key_account_managers[account % KEY_ACCOUNT_MANAGERS])
        )
        purposes = self.staff.medical_purposes if is_medical else self.staff.commercial_purposes
        self.lines["touchpoint"].append(
            f"{key}\t{key_of(ACCOUNT, account)}\t{owner}\t{'medical' if is_medical else 'commercial'}\t"
            f"{purposes[number % len(purposes)]}\t{CHANNELS[number % len(CHANNELS)]}\t{state}\t{stems}"
        )
        self._attend(number, key, person, held_at, stems)
        if is_medical:
            self._said(number, key, person, owner, state, stems)
            self.last_talk[person] = max(self.last_talk[person], held_at)
        else:
            self.lines["visit"].append(
                f"{key_of(VISIT, number)}\t{key}\tSupply was discussed.\t{SUPPLY}\t{when}\t{when}"
            )
        self.last_visit[account] = max(self.last_visit[account], held_at)

    def _state(self, at: int) -> str:
        """What lies ahead is planned, and so is a part of the last week, not logged yet."""
        day = at // QUARTERS
        if day > PAST_DAYS or (day > PAST_DAYS - 7 and self.random.random() < 0.2):
            return "planned"
        return "cancelled" if self.random.random() < 0.03 else "held"

    def _attend(self, number: int, key: str, person: int, at: int, stems: str) -> None:
        """The person, and at every third contact a colleague."""
        people = [person, person ^ 1] if number % 3 == 0 and person ^ 1 < self.plan.people else [person]
        for place, somebody in enumerate(people):
            self.lines["attendance"].append(
                f"{key_of(ATTENDANCE, 2 * number + place)}\t{key}\t{key_of(PERSON, somebody)}\t{stems}"
            )
            self.last_contact[somebody] = max(self.last_contact[somebody], at)

    def _said(self, number: int, touchpoint: str, person: int, owner: str, state: str, stems: str) -> None:
        key, when = key_of(INTERACTION, number), stems[: stems.index("\t")]
        is_submitted = state == "held"
        notes, words = self.notes[self.random.randrange(len(self.notes))] if is_submitted else ("", "{}")
        kind, area = KINDS[number % len(KINDS)], self.plan.area[person]
        self.lines["interaction"].append(
            f"{key}\t{touchpoint}\t{owner}\t{self.staff.areas[area]}\t{'submitted' if is_submitted else state}\t"
            f"{kind}\t{notes}\t{words}\t{'no' if is_submitted else ''}\t{when if is_submitted else NULL}\t"
            f"{int(is_submitted)}\t{stems}"
        )
        if is_submitted:
            content = f'{{"kind": "{kind}", "notes": {json.dumps(notes[:80])}, "safety_answer": "no"}}'
            self.lines["version"].append(
                f"{key_of(VERSION, number)}\t{key}\t1\t{content}\t{owner}\t{when}\t{when}"
            )
        if number % 3 == 0:
            topics = self.staff.topics[area % AREAS]
            self.lines["topic"].append(
                f"{key_of(TOPIC, number)}\t{key}\t{topics[number % len(topics)]}\t{when}\t{when}"
            )


def made_notes(topics: list[str]) -> list[str]:
    """Some thousand different notes of the usual length."""
    random = Random(SEED + 3)
    opening = ("Asked about", "Spoke of", "Has doubts about", "Wants to read more on", "Will present on")
    middle = (
        "in older patients",
        "at the tumour board",
        "after the congress",
        "in the new trial",
        "in daily work",
    )
    ending = (
        "because the follow-up is short",
        "since the guideline changed",
        "as colleagues report otherwise",
    )
    sentences = [
        f"{a} {topic} {b}, {c}." for a in opening for topic in topics for b in middle for c in ending
    ]
    return [" ".join(random.choices(sentences, k=random.choice((1, 2, 2, 3)))) for _ in range(5000)]
