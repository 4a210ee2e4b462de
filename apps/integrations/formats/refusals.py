"""Files that people do choose and that are not read: each is named for what it is, with what to do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from apps.integrations.formats.base import Head
from apps.integrations.formats.jsonstream import outline
from apps.integrations.formats.office import office_refusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ARCHIVE = _(
    "This is an archive, or an Office document that is damaged or holds no table."
    " Unpack it, or save the table as CSV, and import that."
)
_PICTURE = _("This is a picture, whatever its name says. Choose the file that holds the records.")
_PDF = _("This is a PDF document, whatever its name says. Choose the file that holds the records.")

# The first bytes by which a kind of file is known.
_SIGNATURES: tuple[tuple[bytes, "StrOrPromise"], ...] = (
    (b"PK\x03\x04", _ARCHIVE),
    (b"PK\x05\x06", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0", _ARCHIVE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"%PDF", _PDF),
)


def _is_web_page(head: Head) -> bool:
    start = head.text[:1000].lower()
    return start.startswith("<!doctype html") or head.root.lower() == "html" or "<html" in start


# The outermost names that the answers of API version 1 had.
_RETIRED = frozenset({"FullStudiesResponse", "FullStudy", "StudyFieldsResponse", "FieldValuesResponse"})


def _is_retired_trials_json(head: Head) -> bool:
    return head.text.startswith("{") and bool(outline(head.text) & _RETIRED)


# Asked in this order; the last answers are the most general.
_KINDS: tuple[tuple[Callable[[Head], bool], "StrOrPromise"], ...] = (
    (lambda head: not head.content, _("The file is empty. Download or export it again.")),
    (lambda head: head.content[4:8] == b"ftyp", _PICTURE),
    (
        _is_web_page,
        _("This is a web page, not the file it links to. Download the records themselves, as XML."),
    ),
    (
        lambda head: head.root == "clinical_study",
        _(
            "This is the XML that ClinicalTrials.gov gave out until 2024. It has been retired; "
            "download the study again as JSON (API version 2)."
        ),
    ),
    (
        _is_retired_trials_json,
        _(
            "This is the JSON of the ClinicalTrials.gov API version 1, which was retired in 2024. "
            "Download the studies again as JSON (API version 2)."
        ),
    ),
    (
        lambda head: head.text.startswith(("{", "[")),
        _("This is a JSON file, but not of ClinicalTrials.gov (API version 2), whose studies are read."),
    ),
    (
        lambda head: head.text.startswith("PMID-"),
        _("This is PubMed's text format (nbib). It is not read yet; fetch the same records as XML."),
    ),
    (
        lambda head: head.text.startswith("<") and not head.root,
        _("This begins like XML but is damaged in its first lines. Download or export it again."),
    ),
    (lambda head: not head.text, _("The file holds nothing but blanks. Download or export it again.")),
)

_OTHER_XML = _("This XML file begins with “%(root)s”, which is no format known here. PubMed XML is read.")
_UNKNOWN = _(
    "This is no file that can be read here. PubMed XML and ClinicalTrials.gov JSON are, also packed with gzip,"
    " and tables (CSV, XLSX)."
)


def refusal(head: Head) -> str:
    """What to tell the person whose file no format claims."""
    if office := office_refusal(head):
        return office
    for signature, message in _SIGNATURES:
        if head.content.startswith(signature):
            return str(message)
    for is_kind, message in _KINDS:
        if is_kind(head):
            return str(message)
    return str(_OTHER_XML) % {"root": head.root[:60]} if head.root else str(_UNKNOWN)
