"""PubMed XML, as E-utilities and the yearly baseline give it out: publications with their authors.

The paths are anchored, since names repeat: `ArticleIdList` also stands under references, with others' DOIs.
Element meanings: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import identifiers
from apps.integrations.formats import xmlstream
from apps.integrations.formats.base import (
    FileRefused,
    Format,
    Head,
    Notes,
    PublicationRecord,
    Row,
    Topic,
)
from apps.integrations.formats.pubmed_authors import authors
from apps.integrations.formats.pubmed_dates import Published, complete_date, published
from apps.integrations.formats.xmlstream import Node

_RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_ROOTS = _RECORDS | {"PubmedArticleSet"}

# Never kept: large, not used, and partly full of other people's names and DOIs.
_SKIPPED = frozenset(
    {"Abstract", "OtherAbstract", "ReferenceList", "InvestigatorList", "PersonalNameSubjectList", "GrantList"}
    | {"ChemicalList", "History", "KeywordList", "GeneSymbolList"}
)

_RETRACTED = frozenset({"RetractionIn", "RetractedandRepublishedIn"})

# Data banks that register trials; the others (GenBank, PDB, ...) register molecules.
_REGISTRIES = frozenset(
    "ANZCTR ChiCTR CRiS CTRI DRKS EudraCT IRCT ISRCTN JapicCTI JMACCT JPRN JRCT KCT NTR PACTR ReBec REPEC "
    "RPCEC SLCTR TCTR UMIN-CTR UMIN".casefold().split()
)


def read(path: Path) -> Iterator[Row]:
    """Every publication of a file, and what could not be used of it, in the file's order.

    Raises `FileRefused` at a fault anywhere in the file: stage all rows before using one.
    """
    row = 0
    nodes = xmlstream.records(path, alone=_RECORDS, skipped=_SKIPPED)
    for row, node in enumerate(nodes, start=1):
        yield from _rows(node, row)
    if not row:
        raise FileRefused(
            _("The file is PubMed XML but holds no publication. Repeat the search and export it again.")
        )


def _rows(node: Node, row: int) -> Iterator[Row]:
    notes = Notes(row, _pointer(node))
    if node.tag == "PubmedArticle":
        record = _publication(node, notes)
        if record:
            yield record
    elif node.tag == "PubmedBookArticle":
        notes.add(_("Book chapters are not read."))
    elif node.tag == "DeleteCitation":
        _note_deleted(node, notes)
    else:
        notes.add(_("“%(tag)s” is no publication and was left out.") % {"tag": node.tag[:60]})
    yield from notes.problems


def _pointer(node: Node) -> str:
    line = _("line %(line)s") % {"line": node.line}
    written = node.text("MedlineCitation/PMID") or node.text("BookDocument/PMID")
    return f"{line}, PMID {written[:20]}" if written else line


def _note_deleted(node: Node, notes: Notes) -> None:
    for number in node.texts("PMID"):
        message = _("PubMed has withdrawn the record with PMID %(pmid)s. Check what you hold of it.")
        notes.add(message % {"pmid": number[:20]})


def _publication(node: Node, notes: Notes) -> PublicationRecord | None:
    """The publication; None (and a note) without what it cannot be shown without: number and title."""
    citation = node.first("MedlineCitation")
    article = citation.first("Article") if citation else None
    pmid = identifiers.pmid(node.text("MedlineCitation/PMID"))
    if not (citation and article and pmid):
        notes.add(_("This record has no valid PMID or no article, and was left out."))
        return None
    title = article.text("ArticleTitle") or article.text("VernacularTitle")
    if not title:
        notes.add(_("This record has no title and was left out."))
        return None
    date = _published(article, notes)
    types = article.texts("PublicationTypeList/PublicationType")
    return PublicationRecord(
        pmid=pmid,
        version=_version(citation),
        doi=_doi(node, article, notes),
        title=title,
        journal=article.text("Journal/Title") or article.text("Journal/ISOAbbreviation"),
        issn=article.text("Journal/ISSN") or citation.text("MedlineJournalInfo/ISSNLinking"),
        published_on=date.on,
        published_precision=date.precision,
        published_text=date.text,
        types=types,
        topics=_topics(citation),
        trial_ids=_trial_ids(article, notes),
        is_retracted=_is_retracted(citation, types),
        conflict_statement=citation.text("CoiStatement"),
        authors=authors(article, notes.add),
        revised_on=complete_date(citation.first("DateRevised")),
        row=notes.row,
        line=node.line,
    )


def _version(citation: Node) -> int:
    number = citation.first("PMID")
    written = number.attributes.get("Version", "1") if number else "1"
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1


def _published(article: Node, notes: Notes) -> Published:
    date = published(article)
    if not date.is_sound:
        message = _("The publication date “%(text)s” does not exist; only its sound part was used.")
        notes.add(message % {"text": date.text[:60]})
    return date


def _doi(node: Node, article: Node, notes: Notes) -> str | None:
    """The publication's own DOI: PubMed's list first, then the publisher's entry unless marked invalid."""
    entries = [part for part in article.all("ELocationID") if part.attributes.get("ValidYN") != "N"]
    written = _marked("IdType", node.all("PubmedData/ArticleIdList/ArticleId")) + _marked("EIdType", entries)
    valid = [found for text in written if (found := identifiers.doi(text))]
    if written and not valid:
        notes.add(_("“%(text)s” is not a valid DOI and was not used.") % {"text": written[0][:120]})
    return valid[0] if valid else None


def _marked(attribute: str, nodes: Iterable[Node]) -> list[str]:
    return [node.text() for node in nodes if node.attributes.get(attribute) == "doi"]


def _topics(citation: Node) -> tuple[Topic, ...]:
    """The subject headings; one is major also where only a qualifier of it is marked, as MeSH means it."""
    found = []
    for heading in citation.all("MeshHeadingList/MeshHeading"):
        descriptor = heading.first("DescriptorName")
        if descriptor and (name := descriptor.text()):
            marked = [descriptor, *heading.all("QualifierName")]
            is_major = any(part.attributes.get("MajorTopicYN") == "Y" for part in marked)
            found.append(Topic(descriptor.attributes.get("UI", ""), name, is_major))
    return tuple(found)


def _trial_ids(article: Node, notes: Notes) -> tuple[str, ...]:
    found: list[str] = []
    for bank in article.all("DataBankList/DataBank"):
        registry = bank.text("DataBankName")
        for number in bank.texts("AccessionNumberList/AccessionNumber"):
            if registry == "ClinicalTrials.gov":
                found += _proven_nct(number, notes)
            elif registry.casefold() in _REGISTRIES:
                found.append(number)
    return tuple(dict.fromkeys(found))


def _proven_nct(written: str, notes: Notes) -> list[str]:
    number = identifiers.nct(written)
    if not number:
        notes.add(
            _("“%(text)s” is not a ClinicalTrials.gov number and was not used.") % {"text": written[:60]}
        )
    return [number] if number else []


def _is_retracted(citation: Node, types: tuple[str, ...]) -> bool:
    kinds = {
        part.attributes.get("RefType") for part in citation.all("CommentsCorrectionsList/CommentsCorrections")
    }
    return bool(kinds & _RETRACTED) or "Retracted Publication" in types


def _claims(head: Head) -> bool:
    return head.root in _ROOTS


FORMAT = Format(name="pubmed", label=gettext_lazy("PubMed XML"), claims=_claims, read=read)
