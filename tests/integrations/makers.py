"""Made-up PubMed files of any length, and imports of them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import apply_import, start_import
from apps.integrations.models import ImportRun
from apps.integrations.working import advance
from apps.users.models import User

FIXTURE = Path(__file__).parent / "fixtures" / "publications.xml"


def article(pmid: int, title: str = "", authors: int = 2, revised: int = 2024) -> str:
    """One publication; each has its own first author, and the last one writes often."""
    people = "".join(
        f"<Author><LastName>{name}</LastName><ForeName>Ann</ForeName><Initials>A</Initials><AffiliationInfo>"
        "<Affiliation>Invented Institute, Nowhere.</Affiliation></AffiliationInfo></Author>"
        for name in [f"Invented{pmid}"] * (authors > 1) + ["Often"] * (authors > 0)
    )
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><DateRevised><Year>{revised}</Year>'
        "<Month>01</Month><Day>01</Day></DateRevised><Article><Journal><JournalIssue><PubDate><Year>2024</Year>"
        "</PubDate></JournalIssue><Title>Journal of Inventions</Title></Journal>"
        f"<ArticleTitle>{title or f'Finding {pmid}'}</ArticleTitle><AuthorList CompleteYN='Y'>{people}</AuthorList>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def file_of(*articles: str) -> str:
    """A whole file."""
    return f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"


def numbered(count: int, first: int = 1, **values: Any) -> str:
    """A file of so many publications."""
    return file_of(*(article(pmid, **values) for pmid in range(first, first + count)))


def begin(path: Path, by: User) -> ImportRun:
    """Start an import of a file that lies somewhere, as the command does."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with acting_as(Side.MEDICAL):
        return start_import(by=by, id=new_id(), file_name=path.name, stored_path=str(path), digest=digest)


def work(run: ImportRun) -> ImportRun:
    """What workers do, until nothing more is to do: each step under the side's role."""
    for _step in range(1000):
        with acting_as(Side.MEDICAL):
            if not advance(run.pk):
                break
    return ImportRun.objects.get(pk=run.pk)


def staged(path: Path, by: User) -> ImportRun:
    """Read a file."""
    return work(begin(path, by))


def imported(path: Path, by: User) -> ImportRun:
    """Read a file and import it."""
    run = staged(path, by)
    assert run.state == ImportRun.State.STAGED, run.message
    with acting_as(Side.MEDICAL):
        apply_import(by=by, run=run)
    return work(run)


Saved = Callable[..., Path]
