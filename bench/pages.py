"""What is measured: the pages a liaison opens all day, and the rows each of them shows, fetched without the product.

Each page says which rows it reads as plain statements (`floor`), whose parameters are read from the page itself: the
keys on it. So the floor neither sorts nor asks what may be seen, and a page within twice of it does all of that at the
price of one more fetch. Only a search's floor looks for the words, once in each table.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bench.serving import Answer, Scale

#: Whose day it is. Number 7 works in one area; the seventh liaison of 200.
LIAISON = "msl7@bench.example"
KEY = "([0-9a-f]{8}-[0-9a-f-]{27})"
SAMPLES = 40
Parameters = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A page at several addresses of its kind, taken in turn. `found` reads the floor's parameters from an answer."""

    name: str
    addresses: Callable[[Scale], list[str]]
    floor: Sequence[str]
    found: Callable[[str, Answer], Parameters] = field(default=lambda address, answer: {})


def keys_in(kind: str, text: str) -> list[str]:
    """The keys of one kind of page that an answer links to, each once."""
    return sorted(set(re.findall(rf'href="/{kind}/{KEY}/"', text)))


def rows(scale: Scale, sql: str, **parameters: Any) -> list[Any]:
    """The first column of what a statement finds on the medical side; only to choose samples, never under the clock."""
    connection = scale.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE crm_medical")
            cursor.execute(sql, parameters)
            return [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()


def kol_list(scale: Scale) -> list[str]:
    """The first page by name, and by the latest talk."""
    return ["/kols/", "/kols/?sort=-last_interaction"]


def kol_profiles(scale: Scale) -> list[str]:
    """KOLs of the liaison's own."""
    found = rows(
        scale,
        "SELECT k.stakeholder_id FROM kols_kolprofile k JOIN users_user u ON u.id = k.responsible_id"
        " WHERE u.email = %(email)s ORDER BY k.id LIMIT %(count)s",
        email=LIAISON,
        count=SAMPLES,
    )
    return [f"/directory/stakeholders/{key}/" for key in found]


def list_searches(scale: Scale) -> list[str]:
    """The start of a last name and the first letter of a first name, frequent and rare ones alike."""
    found = rows(
        scale,
        "SELECT split_part(name_folded, ' ', 1) || '+' || left(split_part(name_folded, ' ', -1), 1)"
        " FROM directory_stakeholder TABLESAMPLE SYSTEM (20) REPEATABLE (3) LIMIT %(count)s",
        count=SAMPLES,
    )
    return [f"/directory/stakeholders/?q={words}" for words in found]


def searches(scale: Scale) -> list[str]:
    """What people type: names whole, begun and with a slip in each word, a letter or two, words of notes."""
    names = rows(
        scale,
        "SELECT name_folded FROM directory_stakeholder TABLESAMPLE SYSTEM (20) REPEATABLE (5) LIMIT %(count)s",
        count=SAMPLES // 4,
    )
    typed = [
        *names,
        *(" ".join(map(misspelt, name.split())) for name in names),
        *(name[:3] for name in names),
    ]
    typed += ["ma", "s", "m " + names[0].split()[0], "guideline", "guidelnie", "tumour board"]
    return [f"/search/?{urlencode({'q': text})}" for text in typed]


def misspelt(word: str) -> str:
    """The word with its second and third letter exchanged."""
    return word[:1] + word[2:3] + word[1:2] + word[3:]


def account_timelines(scale: Scale) -> list[str]:
    """Accounts as often as they are visited, and for every third the top of its tree."""
    found = rows(
        scale,
        "SELECT CASE WHEN row_number() OVER () %% 3 = 0 THEN a.path[1] ELSE a.id END FROM"
        " (SELECT account_id FROM coordination_touchpoint TABLESAMPLE BERNOULLI (5) REPEATABLE (3)) t"
        " JOIN directory_account a ON a.id = t.account_id ORDER BY md5(a.id::text) LIMIT %(count)s",
        count=SAMPLES,
    )
    random.Random(3).shuffle(found)
    return [f"/directory/accounts/{key}/" for key in found]


def asked(address: str) -> Parameters:
    """What was typed, as one word after the other and as a query for their beginnings."""
    typed = parse_qs(urlsplit(address).query)["q"][0].split()
    return {"words": typed, "begun": " & ".join(f"{word}:*" for word in typed)}


def shown_people(address: str, answer: Answer) -> Parameters:
    """The people whom a list links to."""
    return {"people": keys_in("directory/stakeholders", answer.body)}


def people_found(address: str, answer: Answer) -> Parameters:
    """What was typed into a list, and the people it links to."""
    return {**asked(address), **shown_people(address, answer)}


def found_lines(address: str, answer: Answer) -> Parameters:
    """What was typed, and the people, accounts and interactions that it led to."""
    return {
        **asked(address),
        "people": keys_in("directory/stakeholders", answer.body),
        "accounts": keys_in("directory/accounts", answer.body),
        "interactions": keys_in("interactions", answer.body),
        "envelopes": [],
    }


def shown_timeline(address: str, answer: Answer) -> Parameters:
    """The thing a page is about, and the contacts on it: those with content, and envelopes."""
    key = re.findall(KEY, address)
    return {
        "key": key[0],
        "accounts": keys_in("directory/accounts", answer.body),
        "people": keys_in("directory/stakeholders", answer.body),
        "interactions": keys_in("interactions", answer.body),
        "envelopes": keys_in("contacts", answer.body),
    }


#: Who asks, on every page.
FRAME = (
    "SELECT * FROM django_session WHERE session_key = %(session)s",
    "SELECT * FROM users_user WHERE id = %(user)s",
)
BELL = (
    "SELECT id FROM notifications_message WHERE recipient_id = %(user)s AND read_at IS NULL"
    " AND due_at <= now() AND state <> 'cancelled' LIMIT 100"
)
SIDE = "SET LOCAL ROLE crm_medical"
CURRENT = (
    "SELECT f.*, a.* FROM directory_affiliation f JOIN directory_account a ON a.id = f.account_id"
    " WHERE f.stakeholder_id = ANY(%(people)s::uuid[]) AND (f.ended_on IS NULL OR f.ended_on >= current_date)"
)
TIMELINE = (
    "SELECT t.*, a.*, u.*, p.* FROM coordination_touchpoint t JOIN directory_account a ON a.id = t.account_id"
    " JOIN users_user u ON u.id = t.owner_id JOIN catalog_purposeclass p ON p.id = t.purpose_id WHERE t.id = ANY("
    "ARRAY(SELECT touchpoint_id FROM interactions_interaction WHERE id = ANY(%(interactions)s::uuid[]))"
    " || %(envelopes)s::uuid[])",
    "SELECT * FROM interactions_interaction WHERE id = ANY(%(interactions)s::uuid[])",
)

#: A search has to find what it shows: the words typed, asked of each table once, neither ranked nor read as misspelt.
FIND = "SELECT id, name_folded FROM {} WHERE to_tsvector('simple', coalesce(name_folded, '')) @@ {} LIMIT 200"
BEGUN = "to_tsquery('simple', %(begun)s)"

PAGES = (
    Page(
        "KOL list",
        kol_list,
        (
            *FRAME,
            SIDE,
            "SELECT k.*, s.*, u.* FROM kols_kolprofile k JOIN directory_stakeholder s ON s.id = k.stakeholder_id"
            " LEFT JOIN users_user u ON u.id = k.responsible_id WHERE k.stakeholder_id = ANY(%(people)s::uuid[])",
            "SELECT r.*, a.* FROM kols_profilearea r JOIN catalog_therapeuticarea a ON a.id = r.therapeutic_area_id"
            " JOIN kols_kolprofile k ON k.id = r.profile_id WHERE k.stakeholder_id = ANY(%(people)s::uuid[])",
            CURRENT,
            "SELECT a.* FROM catalog_therapeuticarea a JOIN catalog_therapeuticareaassignment s"
            " ON s.therapeutic_area_id = a.id WHERE s.user_id = %(user)s",
            BELL,
        ),
        shown_people,
    ),
    Page(
        "KOL profile",
        kol_profiles,
        (
            *FRAME,
            SIDE,
            "SELECT s.*, t.* FROM directory_stakeholder s LEFT JOIN users_territory t ON t.id = s.territory_id"
            " WHERE s.id = %(key)s",
            "SELECT f.*, a.* FROM directory_affiliation f JOIN directory_account a ON a.id = f.account_id"
            " WHERE f.stakeholder_id = %(key)s",
            "SELECT k.*, u.* FROM kols_kolprofile k LEFT JOIN users_user u ON u.id = k.responsible_id"
            " WHERE k.stakeholder_id = %(key)s",
            "SELECT r.*, a.* FROM kols_profilearea r JOIN catalog_therapeuticarea a ON a.id = r.therapeutic_area_id"
            " JOIN kols_kolprofile k ON k.id = r.profile_id WHERE k.stakeholder_id = %(key)s",
            "SELECT i.* FROM kols_interest i JOIN kols_kolprofile k ON k.id = i.profile_id"
            " WHERE k.stakeholder_id = %(key)s",
            "SELECT i.* FROM kols_topictoavoid i JOIN kols_kolprofile k ON k.id = i.profile_id"
            " WHERE k.stakeholder_id = %(key)s",
            "SELECT c.*, u.* FROM kols_relationshipstagechange c JOIN users_user u ON u.id = c.changed_by_id"
            " JOIN kols_kolprofile k ON k.id = c.profile_id WHERE k.stakeholder_id = %(key)s",
            *TIMELINE,
            "SELECT w.*, p.* FROM kols_authorship w JOIN kols_publication p ON p.id = w.publication_id"
            " WHERE w.stakeholder_id = %(key)s LIMIT 11",
            "SELECT v.*, t.* FROM kols_involvement v JOIN kols_trial t ON t.id = v.trial_id"
            " WHERE v.stakeholder_id = %(key)s LIMIT 11",
            "SELECT c.*, u.* FROM followups_commitment c JOIN users_user u ON u.id = c.owner_id"
            " WHERE c.stakeholder_id = %(key)s AND c.state IN ('open', 'in_progress') LIMIT 11",
            "SELECT n.*, u.* FROM needs_unmetneed n LEFT JOIN users_user u ON u.id = n.owner_id"
            " WHERE n.stakeholder_id = %(key)s AND n.closed_on IS NULL LIMIT 11",
            "SELECT q.*, u.* FROM medinfo_medicalrequest q LEFT JOIN users_user u ON u.id = q.answerer_id"
            " WHERE q.asker_id = %(key)s LIMIT 11",
            "SELECT * FROM directory_stakeholderidentifier WHERE stakeholder_id = %(key)s",
            "SELECT m.*, c.*, a.* FROM influence_seat m JOIN influence_committee c ON c.id = m.committee_id"
            " JOIN directory_account a ON a.id = c.account_id WHERE m.stakeholder_id = %(key)s LIMIT 8",
            "SELECT t.*, s.*, o.* FROM influence_tie t JOIN directory_stakeholder s ON s.id = t.source_id"
            " JOIN directory_stakeholder o ON o.id = t.target_id"
            " WHERE t.source_id = %(key)s OR t.target_id = %(key)s LIMIT 8",
            "SELECT h.*, u.* FROM handoffs_handoff h LEFT JOIN intake_handling i ON i.handoff_id = h.id"
            " LEFT JOIN users_user u ON u.id = i.assignee_id WHERE h.stakeholder_id = %(key)s LIMIT 10",
            BELL,
        ),
        shown_timeline,
    ),
    Page(
        "Search in a list",
        list_searches,
        (
            *FRAME,
            SIDE,
            FIND.format("directory_stakeholder", BEGUN),
            "SELECT s.*, t.* FROM directory_stakeholder s LEFT JOIN users_territory t ON t.id = s.territory_id"
            " WHERE s.id = ANY(%(people)s::uuid[])",
            CURRENT,
            "SELECT * FROM users_territory",
            BELL,
        ),
        people_found,
    ),
    Page(
        "Search",
        searches,
        (
            *FRAME,
            SIDE,
            FIND.format("directory_stakeholder", BEGUN),
            FIND.format("directory_account", BEGUN),
            "SELECT id FROM interactions_interaction WHERE words @> %(words)s::varchar[] LIMIT 200",
            "SELECT * FROM directory_stakeholder WHERE id = ANY(%(people)s::uuid[])",
            CURRENT,
            "SELECT * FROM directory_account WHERE id = ANY(%(accounts)s::uuid[])",
            *TIMELINE,
            BELL,
        ),
        found_lines,
    ),
    Page(
        "Account timeline",
        account_timelines,
        (
            *FRAME,
            SIDE,
            "SELECT a.*, b.*, t.* FROM directory_account a LEFT JOIN directory_account b ON b.id = a.parent_id"
            " LEFT JOIN users_territory t ON t.id = a.territory_id WHERE a.id = %(key)s",
            "SELECT f.*, s.* FROM directory_affiliation f JOIN directory_stakeholder s ON s.id = f.stakeholder_id"
            " WHERE f.account_id = %(key)s AND f.stakeholder_id = ANY(%(people)s::uuid[])",
            "SELECT * FROM directory_account WHERE id = ANY(%(accounts)s::uuid[])",
            *TIMELINE,
            "SELECT * FROM directory_accountidentifier WHERE account_id = %(key)s",
            "SELECT * FROM coordination_accountphase WHERE account_id = %(key)s ORDER BY starts_on DESC LIMIT 1",
            "SELECT e.*, u.* FROM coordination_criticalevent e JOIN users_user u ON u.id = e.recorded_by_id"
            " WHERE e.account_id = %(key)s",
            "SELECT w.*, u.* FROM coordination_donotvisitwindow w JOIN users_user u ON u.id = w.recorded_by_id"
            " WHERE w.account_id = %(key)s",
            "SELECT * FROM coordination_collisionwindow WHERE account_id = %(key)s",
            "SELECT * FROM influence_committee WHERE account_id = %(key)s LIMIT 9",
            "SELECT p.*, u.* FROM accountplans_accountplan p JOIN users_user u ON u.id = p.owner_id"
            " WHERE p.account_id = %(key)s LIMIT 5",
            "SELECT j.*, u.*, v.* FROM handoffs_jointvisit j JOIN users_user u ON u.id = j.asked_by_id"
            " JOIN users_user v ON v.id = j.partner_id WHERE j.account_id = %(key)s LIMIT 10",
            "SELECT t.* FROM kols_trial t JOIN kols_trialsite s ON s.trial_id = t.id JOIN directory_account a"
            " ON a.name_folded = s.place_key WHERE a.id = %(key)s LIMIT 21",
            BELL,
        ),
        shown_timeline,
    ),
)
