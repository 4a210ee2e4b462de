"""Does memory grow with the file? Reads made-up files of 2 MB and 200 MB in each format and compares the peaks.

Run it from the root: `.venv/bin/python bench/import_memory.py [small MB] [large MB] [format]`. Each file is read by a
fresh process, whose peak of resident memory counts. Exits with 1 when the large file needs much more.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_RATIO = 1.5

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
TAIL = "</PubmedArticleSet>\n"


def author(number: int) -> str:
    """One author of a record, with an affiliation as long as real ones are."""
    place = f"Department of Invention, Invented Hospital {number % 97}, Street {number}. a{number}@b.example"
    return (
        f'<Author ValidYN="Y"><LastName>Invented{number % 5000}</LastName><ForeName>Ana B</ForeName>'
        f"<Initials>AB</Initials><AffiliationInfo><Affiliation>{place}</Affiliation></AffiliationInfo></Author>\n"
    )


def article(number: int) -> str:
    """One record of about 10 kB, the usual size."""
    authors = "".join(author(number * 10 + place) for place in range(1 + number % 12))
    references = "".join(
        f'<Reference><ArticleIdList><ArticleId IdType="doi">10.5555/r{number}.{place}</ArticleId>'
        "</ArticleIdList></Reference>\n"
        for place in range(30)
    )
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{number}</PMID><Article><Journal><JournalIssue>'
        "<PubDate><Year>2024</Year><Month>Sep</Month></PubDate></JournalIssue><Title>Invention</Title></Journal>"
        f"<ArticleTitle>Invented finding {number}</ArticleTitle><Abstract><AbstractText>{'Made up. ' * 200}"
        f"</AbstractText></Abstract><AuthorList>{authors}</AuthorList></Article></MedlineCitation><PubmedData>"
        f'<ArticleIdList><ArticleId IdType="doi">10.5555/{number}</ArticleId></ArticleIdList>'
        f"<ReferenceList>{references}</ReferenceList></PubmedData></PubmedArticle>\n"
    )


def letter(number: int) -> str:
    """One for a name, which has no digits."""
    return "abcdefghijklmnopqrstuvwxyz"[number % 26]


def study(number: int) -> str:
    """One trial with its sites; results, which are not read, are the larger part, as in real ones."""
    places = ",".join(
        f'{{"facility": "Invented Hospital {place}", "city": "Town {place % 40}", "country": "Nowhere", "contacts":'
        f'[{{"name": "Ana In{letter(number)}{letter(place)}, MD", "role": "PRINCIPAL_INVESTIGATOR"}}]}}'
        for place in range(1 + number % 60)
    )
    results = ",".join(f'{{"id": "OG{row:03}", "value": "{row * number}"}}' for row in range(400))
    return (
        f'{{"protocolSection": {{"identificationModule": {{"nctId": "NCT{number:08}", "briefTitle": "Made up"}},'
        f'"statusModule": {{"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {{"date": "2026-01-01"}}}},'
        '"sponsorCollaboratorsModule": {"leadSponsor": {"name": "Invented", "class": "OTHER"}},'
        '"conditionsModule": {"conditions": ["Invention"]}, "designModule": {"phases": ["PHASE3"]},'
        f'"contactsLocationsModule": {{"locations": [{places}]}}}}, "resultsSection": {{"rows": [{results}]}}}}'
    )


#: How a file of each format begins, goes on and ends, and what stands between two records.
def stakeholder(number: int) -> str:
    """One row of a table, as a CRM exports it."""
    return (
        f'"003{number:09}","Ana","Invented{number % 5000}","hcp","Hematology","Germany","a{number}@b.example",'
        f'"Invented Hospital {number % 97}","Nowhere"\n'
    )


TABLE = "ID,FIRSTNAME,LASTNAME,CUSTOMER_GROUP__C,SPECIALTY__C,COUNTRY,EMAIL,ACCOUNTNAME,CITY\n"

FORMATS: dict[str, tuple[str, Callable[[int], str], str, str]] = {
    "pubmed": (HEAD, article, TAIL, ""),
    "trials": ('{"nextPageToken": "x", "studies": [', study, "]}", ",\n"),
    "table": (TABLE, stakeholder, "", ""),
}


def write_file(path: Path, megabytes: int, kind: str) -> None:
    """Write a file of that size, record by record."""
    head, record, tail, between = FORMATS[kind]
    with path.open("w", encoding="utf-8") as file:
        size, number = file.write(head + record(1)), 1
        while size < megabytes * 1024**2:
            number += 1
            size += file.write(between + record(number))
        file.write(tail)


def read_file(path: Path, kind: str) -> None:
    """Read the file in this process and print the number of records and the peak in kB."""
    sys.path.insert(0, str(ROOT))
    count = sum(1 for _row in (table_rows(path) if kind == "table" else records(path)))
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def records(path: Path) -> Iterator[object]:
    """What a format yields, without a database."""
    from django.conf import settings

    settings.configure(USE_I18N=False)
    from apps.integrations.formats import read_file

    return read_file(path)


def table_rows(path: Path) -> Iterator[object]:
    """The rows of a table as checked records, its columns guessed. The models say how long a text may be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    import django

    django.setup()
    from apps.integrations.columns import guessed
    from apps.integrations.columns.shaping import shaped
    from apps.integrations.tables import described, rows_below

    table = described(path, is_workbook=False)
    guess = guessed(table, kind="stakeholders")
    return shaped(guess, rows_below(path, table, guess.sheet, guess.header_row))


def measure(megabytes: int, kind: str) -> float:
    """Peak resident memory in MB of a process that reads a file of that size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.xml"
        write_file(path, megabytes, kind)
        began = time.monotonic()
        command = [sys.executable, __file__, "--read", str(path), kind]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    count, peak = map(int, output.split())
    seconds = time.monotonic() - began
    print(f"{kind} {megabytes:>5} MB: {count:>7} records in {seconds:5.1f} s, peak {peak / 1024:6.1f} MB")
    return peak / 1024


def main() -> int:
    """Measure both sizes; 1 when memory grows with the file."""
    if sys.argv[1:2] == ["--read"]:
        read_file(Path(sys.argv[2]), sys.argv[3])
        return 0
    if sys.argv[1:2] == ["--write"]:
        write_file(Path(sys.argv[2]), int(sys.argv[3]), "pubmed")
        return 0
    small, large = [int(text) for text in sys.argv[1:3]] or [2, 200]
    ratios = []
    for kind in sys.argv[3:] or FORMATS:
        base = measure(small, kind)
        ratios.append(measure(large, kind) / base)
        print(f"{kind}: large needs {ratios[-1]:.2f} times the memory of small (allowed: {ALLOWED_RATIO})")
    return int(max(ratios) > ALLOWED_RATIO)


if __name__ == "__main__":
    sys.exit(main())
