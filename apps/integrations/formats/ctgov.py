"""ClinicalTrials.gov, API version 2, JSON: one study, a page of a search, or the list that the site's download gives.

Field meanings: https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import identifiers
from apps.integrations.formats import jsonstream
from apps.integrations.formats.base import FileRefused, Format, Head, Notes, Row, TrialRecord
from apps.integrations.formats.ctgov_dates import Known, known_date
from apps.integrations.formats.ctgov_people import people
from apps.integrations.formats.jsonpart import Part
from apps.integrations.formats.jsonstream import Found, clean
from apps.kols.trial_records import Heading, Intervention, SiteRecord

# The sections of a study; one of them in the outer layers says what file this is.
_SECTIONS = frozenset(
    {"protocolSection", "resultsSection", "annotationSection", "documentSection", "derivedSection"}
)
_LISTS = frozenset({"studies"})

# Never kept: large, not used, and partly full of other people's contact data.
_SKIPPED = frozenset(
    {"resultsSection", "annotationSection", "documentSection", "descriptionModule", "outcomesModule"}
    | {"eligibilityModule", "oversightModule", "ipdSharingStatementModule", "miscInfoModule", "armGroups"}
    | {"centralContacts", "geoPoint", "citation", "retractions", "seeAlsoLinks", "availIpds"}
    | {"browseLeaves", "browseBranches", "ancestors", "phone", "phoneExt", "email"}
)

# Every complete record has these; one without them was fetched with a choice of fields.
_ALWAYS = ("statusModule", "sponsorCollaboratorsModule", "conditionsModule", "designModule")

# What a study refers to as its own report; BACKGROUND is what its authors read before.
_OWN_REPORTS = frozenset({"RESULT", "DERIVED"})


def read(path: Path) -> Iterator[Row]:
    """Every study of a file, and what could not be used of it, in the file's order.

    Raises `FileRefused` at a fault anywhere in the file: stage all rows before using one.
    """
    has_study, row = False, 0
    for row, found in enumerate(jsonstream.records(path, listed=_LISTS, skipped=_SKIPPED), start=1):
        has_study = has_study or _is_study(found.value)
        yield from _rows(found, row)
    if not row:
        raise FileRefused(_("The file holds no study. Repeat the search and download it again."))
    if not has_study:
        raise FileRefused(
            _(
                "This JSON file holds no study of ClinicalTrials.gov. Download the studies as JSON (API version 2)."
            )
        )


def _is_study(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("protocolSection"), dict)


def _rows(found: Found, row: int) -> Iterator[Row]:
    notes = Notes(row, _("study %(row)s") % {"row": row})
    if not _is_study(found.value):
        notes.add(_("This is no study and was left out."))
    elif found.doubled:
        message = _("“%(name)s” stands twice in this study. It is unclear which holds, so it was left out.")
        notes.add(message % {"name": clean(found.doubled[0])})
    elif record := _trial(Part(found.value, notes.add), notes):
        yield record
    yield from notes.problems


def _trial(study: Part, notes: Notes) -> TrialRecord | None:
    """The trial; None (and a note) without what it cannot be shown without: number and title."""
    protocol = study.part("protocolSection")
    identification = protocol.part("identificationModule")
    nct_id = identifiers.nct(identification.text("nctId"))
    if not nct_id:
        notes.add(_("This study has no valid NCT number and was left out."))
        return None
    notes.pointer = f"{notes.pointer}, {nct_id}"
    title = identification.text("briefTitle") or identification.text("officialTitle")
    if not title:
        notes.add(_("This study has no title and was left out."))
        return None
    return TrialRecord(
        nct_id=nct_id,
        title=title,
        row=notes.row,
        is_partial=_is_partial(protocol, notes),
        **_names(identification, nct_id),
        **_state(protocol.part("statusModule"), notes),
        **_design(protocol.part("designModule")),
        **_sponsors(protocol.part("sponsorCollaboratorsModule")),
        **_subject(protocol, study.part("derivedSection")),
        pmids=_pmids(protocol.part("referencesModule")),
        sites=_sites(protocol.part("contactsLocationsModule")),
        **_people(protocol, notes),
    )


def _is_partial(protocol: Part, notes: Notes) -> bool:
    missing = [name for name in _ALWAYS if name not in protocol]
    if missing:
        message = _("This study is incomplete (without %(names)s): it adds to nothing that is known already.")
        notes.add(message % {"names": ", ".join(missing)})
    return bool(missing)


def _names(identification: Part, nct_id: str) -> dict[str, Any]:
    aliases = filter(None, map(identifiers.nct, identification.texts("nctIdAliases")))
    others = [part.text("id") for part in identification.parts("secondaryIdInfos")]
    numbers = [identification.part("orgStudyIdInfo").text("id"), *others]
    return {
        "aliases": tuple(alias for alias in dict.fromkeys(aliases) if alias != nct_id),
        "official_title": identification.text("officialTitle"),
        "acronym": identification.text("acronym"),
        "org_ids": tuple(dict.fromkeys(filter(None, numbers))),
    }


def _state(status: Part, notes: Notes) -> dict[str, Any]:
    started, completed = _date(status, "startDateStruct", notes), _date(status, "completionDateStruct", notes)
    revised = _date(status, "lastUpdatePostDateStruct", notes)
    return {
        "status": status.text("overallStatus"),
        "started_on": started.on,
        "started_precision": started.precision,
        "completed_on": completed.on,
        "completed_precision": completed.precision,
        "revised_on": revised.on,
    }


def _date(status: Part, name: str, notes: Notes) -> Known:
    text = status.part(name).text("date")
    found = known_date(text)
    if not found.is_sound:
        message = _("The date “%(text)s” (%(name)s) does not exist; only its sound part was used.")
        notes.add(message % {"text": text[:60], "name": name})
    return found


def _design(design: Part) -> dict[str, Any]:
    enrolment = design.part("enrollmentInfo")
    return {
        "study_type": design.text("studyType"),
        "phases": design.texts("phases"),
        "enrolment": enrolment.number("count"),
        "is_enrolment_actual": enrolment.text("type") == "ACTUAL",
    }


def _sponsors(module: Part) -> dict[str, Any]:
    lead = module.part("leadSponsor")
    others = (part.text("name") for part in module.parts("collaborators"))
    return {
        "sponsor": lead.text("name"),
        "sponsor_class": lead.text("class"),
        "collaborators": tuple(dict.fromkeys(filter(None, others))),
    }


def _subject(protocol: Part, derived: Part) -> dict[str, Any]:
    tried = protocol.part("armsInterventionsModule").parts("interventions")
    headings = [
        Heading(_mesh(part.text("id")), part.text("term"))
        for name in ("conditionBrowseModule", "interventionBrowseModule")
        for part in derived.part(name).parts("meshes")
    ]
    return {
        "conditions": protocol.part("conditionsModule").texts("conditions"),
        "interventions": tuple(
            Intervention(part.text("type"), name) for part in tried if (name := part.text("name"))
        ),
        "topics": tuple(dict.fromkeys(heading for heading in headings if heading.name)),
    }


def _mesh(written: str) -> str:
    """A MeSH number as everybody else writes it: the registry fills it up with zeros (D000003550 is D003550)."""
    letter, digits = written[:1], written[1:]
    return f"{letter}{digits[3:]}" if len(digits) == 9 and digits.startswith("000") else written


def _pmids(references: Part) -> tuple[str, ...]:
    own = (part for part in references.parts("references") if part.text("type") in _OWN_REPORTS)
    return tuple(dict.fromkeys(filter(None, (identifiers.pmid(part.text("pmid")) for part in own))))


def _sites(module: Part) -> tuple[SiteRecord, ...]:
    names = ("facility", "city", "state", "country", "status")
    return tuple(
        SiteRecord(position, **{name: part.text(name) for name in names})
        for position, part in enumerate(module.parts("locations"), start=1)
    )


def _people(protocol: Part, notes: Notes) -> dict[str, Any]:
    found, desks = people(protocol)
    for name in desks:
        message = _("“%(name)s” is a desk or an organisation, not a person, and was left out.")
        notes.add(message % {"name": name[:120]})
    return {"people": found, "desks": desks}


def _claims(head: Head) -> bool:
    if not head.text.startswith(("{", "[")):
        return False
    names = jsonstream.outline(head.text)
    return bool(names & _SECTIONS) or bool(names & _LISTS)


FORMAT = Format(
    name="ctgov",
    label=gettext_lazy("ClinicalTrials.gov JSON (API version 2)"),
    claims=_claims,
    read=read,
    kind="trials",
)
