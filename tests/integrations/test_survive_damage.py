"""Randomly damaged files: each is read to its end or refused in words; no other error, and never a hang.

The seed is fixed, so a failure can be repeated by its number. `make torture` takes many more files.
"""

import gzip
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from apps.integrations.formats import FileRefused, PublicationRecord, RowProblem, TrialRecord, read_file

pytestmark = pytest.mark.torture

SAMPLE, ALL = 400, 20_000
SECONDS_PER_FILE = 10

TEXT = (Path(__file__).parent / "fixtures" / "publications.xml").read_text(encoding="utf-8")
TRIALS = (Path(__file__).parent / "fixtures" / "trials.json").read_text(encoding="utf-8").strip()
ORIGINALS = {
    "trials": TRIALS.encode(),
    "trials in utf-16": TRIALS.encode("utf-16"),
    "packed trials": gzip.compress(TRIALS.encode(), mtime=0),
    "utf-8": TEXT.encode(),
    "utf-16": TEXT.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    "gzip": gzip.compress(TEXT.encode(), mtime=0),
}


def damaged(chance: random.Random, content: bytes) -> bytes:
    """The content with random faults: bytes changed, put in, taken out or doubled, the end cut off."""
    result = bytearray(content)
    for _fault in range(chance.randint(1, 3)):
        at = chance.randrange(len(result))
        match chance.randrange(6):
            case 0:
                result[at] ^= 1 << chance.randrange(8)
            case 1:
                result[at:at] = chance.randbytes(chance.randint(1, 8))
            case 2:
                del result[max(at, 1) : at + chance.randint(1, 50)]
            case 3:
                result[at:at] = result[at : at + chance.randint(1, 500)]
            case 4:
                result[at] = chance.choice(b"0123456789aZ -/.&")
            case _:
                del result[max(at, 1) :]
    return bytes(result)


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Fails what takes longer, also inside a parser written in C that returns now and then."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def outcome(path: Path) -> str:
    """What became of a file; raises whatever is neither a row nor a refusal."""
    try:
        with time_limit(SECONDS_PER_FILE):
            rows = list(read_file(path))
    except FileRefused as refused:
        return "refused" if refused.message.strip() else "refused without a word"
    assert all(isinstance(row, PublicationRecord | TrialRecord | RowProblem) for row in rows)
    return "read"


@pytest.mark.parametrize("kind", sorted(ORIGINALS))
def test_damage_is_survived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], torture: bool, kind: str
) -> None:
    path, outcomes = tmp_path / "damaged.xml", Counter[str]()
    files = ALL if torture else SAMPLE
    for number in range(files):
        path.write_bytes(damaged(random.Random(f"{kind} {number}"), ORIGINALS[kind]))  # noqa: S311
        try:
            outcomes[outcome(path)] += 1
        except Exception as error:
            raise AssertionError(f"damaged file {kind} {number} ended in {error!r}") from error
    with capsys.disabled():
        print(f"\ndamaged {kind} files: {files}, by outcome: {dict(outcomes)}")
    assert outcomes["refused"] > files / 2
    assert outcomes["read"] + outcomes["refused"] == files


@pytest.mark.parametrize("kind", sorted(ORIGINALS))
def test_every_truncation_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], torture: bool, kind: str
) -> None:
    content, path = ORIGINALS[kind].rstrip(b"\r\n\0"), tmp_path / "cut.xml"
    step = 1 if torture else max(1, len(content) // 200)
    cuts = range(0, len(content) - 2, step)
    for cut in cuts:
        path.write_bytes(content[:cut])
        assert outcome(path) == "refused", f"cut after {cut} bytes"
    with capsys.disabled():
        print(f"\ntruncated {kind} files: {len(cuts)}, all refused")
