"""Takes over publications from an import, for many at once: a constant number of queries per batch.

A publication is known by its PubMed number. A newer state replaces the fields (the history keeps the old ones), the
same state changes nothing, an older one is ignored. Its authors are recognised by `recognition`. Texts fit their
columns: whoever hands them over has cut them and said so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from apps.audit.recording import audited
from apps.core.folding import fold
from apps.kols import recognition
from apps.kols.models import Authorship, Publication
from apps.kols.policies import may_record_publications
from apps.kols.recognition import Known, Person, sketch_of
from apps.kols.records import AuthorRecord, PublicationRecord
from apps.kols.taking_over import (
    BATCH,
    Counts,
    Incoming,
    Rows,
    candidates_of,
    held_rows,
    kept,
    news_in,
    one_import_at_a_time,
    people_counted,
    person_of,
    person_values,
    save_incoming,
    save_people,
    set_origin,
)
from apps.users.models import User

Paper = Incoming[PublicationRecord, Publication]
#: What is taken over as it stands.
SAME = (
    *("pmid", "version", "title", "journal", "issn", "published_on", "published_precision", "published_text"),
    *("conflict_statement", "is_retracted"),
)


@audited
def record_publications(
    records: Sequence[PublicationRecord], *, by: User, run_file: str, verified_on: date
) -> Counts:
    """Take over publications and recognise their authors. `run_file` is the file's name as people know it."""
    may_record_publications(by).require()
    one_import_at_a_time()
    total = Counts()
    for start in range(0, len(records), BATCH):
        total += _record_batch(records[start : start + BATCH], run_file, verified_on)
    return total


def _record_batch(records: Sequence[PublicationRecord], run_file: str, verified_on: date) -> Counts:
    newest = _newest(records)
    held = {row.pmid: row for row in Publication.objects.filter(pmid__in=newest).order_by("pmid")}
    news = news_in(
        newest.values(), held=lambda record: held.get(record.pmid), is_older=_is_older, new=Publication
    )
    for item in news.incoming:
        _set_fields(item.target, item.record, run_file, verified_on)
    counts = Counts(unchanged=news.unchanged, older=news.older + len(records) - len(newest))
    return counts + _write(news.incoming) if news.incoming else counts


def _newest(records: Iterable[PublicationRecord]) -> dict[str, PublicationRecord]:
    """The newest state of each publication; files repeat themselves."""
    found: dict[str, PublicationRecord] = {}
    for record in records:
        other = found.get(record.pmid)
        if other is None or _age(record.version, record.revised_on) >= _age(other.version, other.revised_on):
            found[record.pmid] = record
    return found


def _age(version: int, revised_on: date | None) -> tuple[int, date]:
    return version, revised_on or date.min


def _is_older(record: PublicationRecord, held: Publication) -> bool:
    """Whether the file holds an earlier state. Without a date of revision only the version can tell."""
    if record.version != held.version or not (record.revised_on and held.source_revised_on):
        return record.version < held.version
    return record.revised_on < held.source_revised_on


def _set_fields(target: Publication, record: PublicationRecord, run_file: str, verified_on: date) -> None:
    for name in SAME:
        setattr(target, name, getattr(record, name))
    target.doi = record.doi or ""
    target.types, target.trial_ids = list(record.types), list(record.trial_ids)
    target.topics = [topic._asdict() for topic in record.topics]
    set_origin(target, record, run_file, verified_on)


def _write(incoming: Sequence[Paper]) -> Counts:
    held = held_rows(Authorship, "publication", incoming)
    former = candidates_of(row for rows in held.values() for row in rows)
    known = recognition.look_up((sketch_of(one.person) for one in _persons(incoming)), former)
    authors = Rows(Authorship)
    for item in incoming:
        rows = held[item.target.pk]
        authors.plan(rows, _authors(item.record, rows, known), publication=item.target)
    # In the order in which rows refer to each other.
    save_incoming(Publication, incoming)
    save_people(known)
    authors.save()
    created = sum(item.is_new for item in incoming)
    return Counts(created, len(incoming) - created, **people_counted(authors, known, former))


def _persons(incoming: Sequence[Paper]) -> Iterable[AuthorRecord]:
    return (author for item in incoming for author in item.record.authors if not author.is_collective)


def printed_name(author: AuthorRecord) -> str:
    """The name as the paper prints it."""
    parts = (author.fore_name or author.initials, author.last_name, author.suffix)
    return author.collective_name or " ".join(filter(None, parts))


def _authors(
    record: PublicationRecord, held: Sequence[Authorship], known: Known
) -> dict[int, dict[str, Any]]:
    """What each line of the author list becomes; whom an author was found to be moves along."""
    authors = [author for author in record.authors if author.is_valid]
    people = _people(authors, _former(held, known), known)
    return {author.position: _values(author, people.get(author.position)) for author in authors}


def _values(author: AuthorRecord, person: Person | None) -> dict[str, Any]:
    return {
        "is_first": author.is_first,
        "is_last": author.is_last,
        "printed_name": printed_name(author),
        "orcid": author.orcid or "",
        "affiliations": list(author.affiliations),
        **person_values(person),
    }


Former = dict[tuple[str, str], tuple[Authorship, Person]]


def _former(held: Sequence[Authorship], known: Known) -> Former:
    """Whom the authors were found to be so far: by name and ORCID iD, and by name alone."""
    found: Former = {}
    for row in held:
        before = (row, person_of(row, known))
        found[_identity(row.printed_name, row.orcid)] = before
        found.setdefault(_identity(row.printed_name, ""), before)
    return found


def _people(authors: Sequence[AuthorRecord], former: Former, known: Known) -> dict[int, Person]:
    """Who the authors of one paper are. Those with an ORCID iD first, so that nobody else takes their place."""
    found: dict[int, Person] = {}
    taken: set[UUID] = set()
    persons = [author for author in authors if not author.is_collective]
    for author in sorted(persons, key=lambda author: (not author.orcid, author.position)):
        name = printed_name(author)
        before = former.get(_identity(name, author.orcid or "")) or former.get(_identity(name, ""))
        found[author.position] = _person(known, author, before, taken)
    return found


def _person(
    known: Known, author: AuthorRecord, before: tuple[Authorship, Person] | None, taken: set[UUID]
) -> Person:
    """Whom this author was found to be before, unless the paper now names an ORCID iD that says more."""
    row, person = before or (None, None)
    if row and author.orcid in {None, row.orcid} and (same := kept(person, taken)):
        return same
    former = person.candidate if person else None
    return recognition.recognise(known, author.person, taken=taken, former=former)


def _identity(name: str, orcid: str) -> tuple[str, str]:
    return fold(name), orcid
