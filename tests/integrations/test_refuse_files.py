"""Files that cannot be used: each ends in one clear refusal, quickly, whatever is wrong with it."""

import gzip
import io
import itertools
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apps.integrations.formats import (
    FileRefused,
    PublicationRecord,
    TrialRecord,
    read_file,
    recognise,
    source,
    xmlstream,
)

GOOD = (Path(__file__).parent / "fixtures" / "publications.xml").read_bytes()
SMALL = (
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T%s</ArticleTitle>"
    b"</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
)


def read(path: Path) -> list[object]:
    return list(read_file(path))


def refusal_of(path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(path)
    assert caught.value.message == str(caught.value)
    return caught.value


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Saves content under a name that promises PubMed XML, whatever it is."""

    def save(content: bytes, name: str = "records.xml") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return save


def a_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("records.xml", GOOD)
    return file.getvalue()


def with_entities(declarations: str, use: str) -> bytes:
    return f"<!DOCTYPE PubmedArticleSet [{declarations}]>".encode() + SMALL % use.encode()


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(code)} "{f"&{chr(code - 1)};" * 10}">' for code in range(ord("b"), ord("k"))
)

STUDY = b'{"protocolSection": {"identificationModule": {"nctId": "NCT99000001", "briefTitle": "A trial"}}}'

WRONG: list[tuple[str, bytes, str]] = [
    ("empty", b"", "The file is empty"),
    ("blank", b" \n\n ", "nothing but blanks"),
    ("zip", a_zip(), "an archive, or an Office document"),
    ("photo", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "a picture"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
    ("phone photo", b"\x00\x00\x00\x18ftypheic" + bytes(100), "a picture"),
    ("pdf", b"%PDF-1.7\n", "a PDF document"),
    ("web page", b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "a web page"),
    ("xhtml page", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a web page"),
    (
        "retired trial",
        b'<?xml version="1.0"?>\n<clinical_study><id/></clinical_study>',
        r"JSON \(API version 2\)",
    ),
    ("version 1 trials", b'{"FullStudiesResponse": {"FullStudies": []}}', "API version 1, which was retired"),
    ("version 1 fields", b'{\n"StudyFieldsResponse": {}}', "API version 1, which was retired"),
    ("other json", b'{"person": {"name"', "a JSON file, but not of ClinicalTrials.gov"),
    ("json list", b"[1, 2, 3]", "a JSON file, but not of ClinicalTrials.gov"),
    ("no studies", b'{"studies": [], "totalCount": 0}', "holds no study. Repeat the search"),
    ("studies of others", b'{"studies": [{"name": "x"}]}', "holds no study of ClinicalTrials.gov"),
    ("one study as studies", b'{"studies": {"protocolSection": {}}}', "holds no study of ClinicalTrials.gov"),
    ("two lists", b'{"studies": [%s], "studies": []}' % STUDY, "Behind study 1: .*two lists of studies"),
    ("truncated json", b'{"studies": [%s' % STUDY, "Behind study 1: The file ends in the middle"),
    ("truncated study", STUDY[:-5], "ends in the middle"),
    ("not a number", b'{"studies": [%s, {"protocolSection": {"x": NaN}}]}' % STUDY, "study 1: .*damaged"),
    ("single quotes", b"{\"studies\": [%s, {'protocolSection': 1}]}" % STUDY, "study 1: .*damaged"),
    ("two values", STUDY + STUDY, "damaged"),
    ("trial in latin-1", STUDY.replace(b"A trial", "Für".encode("latin-1")), "not in the encoding UTF-8"),
    ("deep json", b'{"studies": [%s, {"protocolSection": %s' % (STUDY, b"[" * 100_000), "nested deeper"),
    (
        "endless text",
        b'{"studies": [{"protocolSection": "%s"}]}' % (b"x" * 5_000_000),
        "One value has more text",
    ),
    ("endless list", b'{"protocolSection": [%s1]}' % (b"1," * 500_000), "longer than any real one"),
    ("huge number", b'{"studies": [{"x": %s}]}' % (b"9" * 5_000), "a JSON file, but not"),
    ("number over pieces", b'{"studies": [%s%s]}' % (b" " * 65_000, b"9" * 5_000), "more digits"),
    ("huge exponent", b'{"studies": [{"x": 1e99999999999999999999}]}', "damaged"),
    ("nbib", b"PMID- 1\nTI  - A title\n", "nbib"),
    ("words", b"name of a city\nA B\n", "no file that can be read here"),
    ("other xml", b"<catalogue><book/></catalogue>", "begins with “catalogue”"),
    ("null bytes", bytes(2000), "no file that can be read here"),
    (
        "unknown encoding",
        b'<?xml version="1.0" encoding="klingon"?>' + SMALL % b"",
        "damaged in its first lines",
    ),
    (
        "multi-byte encoding",
        b'<?xml version="1.0" encoding="shift_jis"?>' + SMALL % b"",
        "damaged in its first lines",
    ),
    ("null byte inside", SMALL % b"a\x00b", "damaged here"),
    ("half a character", SMALL % "ü".encode("latin-1"), "not in the encoding"),
    ("not closed", SMALL.replace(b"</Article>", b"") % b"", "damaged here"),
    ("two roots", SMALL % b"" + SMALL % b"", "damaged here"),
    ("text behind", SMALL % b"" + b"more", "damaged here"),
    ("internal entity", with_entities('<!ENTITY x "y">', "&x;"), "declares an entity"),
    ("unused entity", with_entities('<!ENTITY x "y">', ""), "declares an entity"),
    ("laughs", with_entities(LAUGHS, "&j;"), "declares an entity"),
    (
        "external entity",
        with_entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "declares an entity",
    ),
    (
        "parameter entity",
        with_entities('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;', ""),
        "declares an entity",
    ),
    ("undefined entity", SMALL % b"&uuml;", "damaged here"),
    (
        "entity of the DTD",
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">' + SMALL % b"M&uuml;ller",
        "&uuml;",
    ),
]


@pytest.mark.parametrize(("content", "says"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_no_publication_file_is_named_for_what_it_is(
    saved: Callable[..., Path], content: bytes, says: str
) -> None:
    with pytest.raises(FileRefused, match=says):
        read(saved(content))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", ["records.xml", "records.txt", "photo.jpg", "records"])
def test_content_counts_and_not_the_name(saved: Callable[..., Path], name: str, packed: bool) -> None:
    path = saved(gzip.compress(GOOD) if packed else GOOD, name)
    assert recognise(path).name == "pubmed"
    assert len(read(path)) == len(read(saved(GOOD)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1", "windows-1252"])
def test_declared_encodings_are_read(saved: Callable[..., Path], encoding: str) -> None:
    text = (SMALL % b"").decode().replace(">T<", ">Ünïcode<")
    declared = encoding.removesuffix("-sig")
    path = saved(f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding))
    (record,) = read(path)
    assert isinstance(record, PublicationRecord)
    assert record.title == "Ünïcode"


def test_a_fault_names_its_line(saved: Callable[..., Path]) -> None:
    lines = GOOD.splitlines(keepends=True)
    lines[30] = lines[30].replace(b">", b"<", 1)
    refused = refusal_of(saved(b"".join(lines)))
    assert refused.line == 31
    assert refused.message.startswith("Line 31: ")


def test_a_fault_far_behind_good_records_still_refuses_the_file(saved: Callable[..., Path]) -> None:
    record = (SMALL % b"")[len("<PubmedArticleSet>") : -len("</PubmedArticleSet>")]
    path = saved(b"<PubmedArticleSet>" + record * 5000 + b"<oops></PubmedArticleSet>")
    rows: Iterator[object] = read_file(path)
    assert len(list(itertools.islice(rows, 1000))) == 1000
    with pytest.raises(FileRefused, match="damaged here"):
        list(rows)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_called_incomplete(saved: Callable[..., Path], share: float) -> None:
    assert "incomplete" in refusal_of(saved(GOOD[: int(len(GOOD) * share)])).message


def test_a_truncated_gzip_file_is_called_incomplete(saved: Callable[..., Path]) -> None:
    packed = gzip.compress(GOOD)
    assert "incomplete" in refusal_of(saved(packed[: len(packed) // 2])).message
    assert "incomplete" in refusal_of(saved(packed[:200] + b"\x00\xff" + packed[202:])).message


def test_a_file_packed_twice_is_refused(saved: Callable[..., Path]) -> None:
    assert "packed twice" in refusal_of(saved(gzip.compress(gzip.compress(GOOD)))).message


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal_of(tmp_path / "nothing.xml").message
    assert "cannot be opened" in refusal_of(tmp_path).message


def flood(inside: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    return (SMALL % b"|").replace(b"|", before + inside * times + after)


def names(count: int) -> bytes:
    return b"".join(b'"n%d": 1,' % number for number in range(count))


FLOODS: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb", lambda: gzip.compress(flood(b" " * 1024**2, 64), 9), "unpacks to far more"),
    (
        "blanks between records",
        lambda: gzip.compress(b"<PubmedArticleSet>" + b" " * 2**26, 9),
        "unpacks to far more",
    ),
    ("one text", lambda: flood(b"a" * 1024**2, 20), "more text"),
    ("deep", lambda: flood(b"<i>", 200), "nested deeper"),
    ("very deep", lambda: flood(b"<i>", 1_000_000), "nested deeper"),
    ("many elements", lambda: flood(b"<i/>", 500_000), "is longer"),
    ("long attribute", lambda: flood(b"a" * 1024**2, 40, before=b'<i x="', after=b'"/>'), "a tag has no end"),
    ("long comment", lambda: flood(b"a" * 1024**2, 40, before=b"<!--", after=b"-->"), "a tag has no end"),
    (
        "many names",
        lambda: flood(b"", 1, before=b"".join(b"<n%d/>" % n for n in range(9000))),
        "too many names",
    ),
    ("long name", lambda: flood(b"a" * 1024**2, 20, before=b"<"), "a tag has no end"),
    (
        "json bomb",
        lambda: gzip.compress(b'{"studies": [' + (b'"%s",' % (b"x" * 1000)) * 2**16, 9),
        "unpacks to far more",
    ),
    ("endless json text", lambda: b'{"studies": ["' + b"x" * 2**26, "One value has more text"),
    ("very deep json", lambda: b'{"studies": ' + b"[" * 2**20, "nested deeper"),
    ("many json values", lambda: b'{"protocolSection": [' + b"1," * 2**21, "longer than any real one"),
    (
        "many json names",
        lambda: b'{"studies": [{"protocolSection": {' + names(9**6),
        "longer than any real one",
    ),
]


@pytest.mark.parametrize(("make", "says"), [case[1:] for case in FLOODS], ids=[case[0] for case in FLOODS])
def test_floods_are_stopped_early(saved: Callable[..., Path], make: Callable[[], bytes], says: str) -> None:
    path = saved(make())
    began = time.process_time()
    assert says in refusal_of(path).message
    assert time.process_time() - began < 5


def test_a_file_above_the_size_limit_is_refused(
    saved: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1024)
    assert "Split it" in refusal_of(saved(GOOD)).message
    assert "Split it" in refusal_of(saved(gzip.compress(GOOD))).message


def test_memory_does_not_grow_with_the_file(saved: Callable[..., Path]) -> None:
    start, end = GOOD.index(b"<PubmedArticle>"), GOOD.index(b"</PubmedArticleSet>")

    def peak(times: int) -> int:
        path = saved(GOOD[:start] + GOOD[start:end] * times + GOOD[end:])
        tracemalloc.start()
        try:
            assert sum(1 for _row in read_file(path)) == 10 * times
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(200) < 2 * peak(20)


def test_memory_does_not_grow_with_the_studies(saved: Callable[..., Path]) -> None:
    def peak(times: int) -> int:
        path = saved(b'{"studies": [%s]}' % b",".join([STUDY] * times))
        tracemalloc.start()
        try:
            assert sum(isinstance(row, TrialRecord) for row in read_file(path)) == times
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4_000) < 2 * peak(400)


def test_limits_leave_room_for_the_largest_real_trial(saved: Callable[..., Path]) -> None:
    site = b'{"facility": "Hospital", "city": "Town", "country": "Land", "zip": "1", "contacts": [{"name": "A B"}]}'
    module = b'{"contactsLocationsModule": {"locations": [%s]}, "ident' % b",".join([site] * 5000)
    (record, _note) = read(saved(STUDY.replace(b'{"ident', module, 1)))
    assert isinstance(record, TrialRecord)
    assert len(record.sites) == 5000


def test_limits_leave_room_for_the_largest_real_record(saved: Callable[..., Path]) -> None:
    place = b"<AffiliationInfo><Affiliation>Institute of Invented Physics</Affiliation></AffiliationInfo>"
    one = (
        b"<Author><LastName>Someone</LastName><ForeName>A B</ForeName><Initials>AB</Initials>"
        + place * 5
        + b"</Author>"
    )
    path = saved(
        (SMALL % b"").replace(b"</Article>", b"<AuthorList>" + one * 5000 + b"</AuthorList></Article>")
    )
    (record,) = read(path)
    assert isinstance(record, PublicationRecord)
    assert len(record.authors) == 5000


def test_skipped_parts_count_against_the_limits_too(
    saved: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xmlstream, "MAX_TEXT", 1000)
    content = (SMALL % b"").replace(b"</Article>", b"<Abstract>" + b"a" * 2000 + b"</Abstract></Article>")
    assert "more text" in refusal_of(saved(content)).message
