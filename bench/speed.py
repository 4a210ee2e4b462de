"""How quick are the pages people open all day, and do they stay so when the company is ten times as large?

Run it from the root: `make bench`, or `.venv/bin/python -m bench.speed [small|full] [--data DIR]`. Databases are made
once and kept in the folder. `full` (100,000 and 1,000,000 people) is what `docs/bench.md` reports, and writes it; it
needs about 12 GB and an hour. `small` (3,000 and 30,000) takes minutes and shows whether something became slow.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.measuring import Figures, measure_all
from bench.pages import LIAISON
from bench.report import aims, aims_table, machine, table
from bench.serving import ROOT, Scale
from msl_crm import embedded
from msl_crm.embedded_files import Home

#: People outside the company, and medical contacts of each. Ten each at a million people would need 25 GB and hours.
SCALES = {"small": ((3_000, 10), (30_000, 10)), "full": ((100_000, 10), (1_000_000, 2))}
TIMES = {"small": 60, "full": 200}
SECONDS = {"small": 3.0, "full": 5.0}
COLD_STARTS = 3
DOCUMENT = ROOT / "docs" / "bench.md"
MARKS = ("<!-- measured -->", "<!-- /measured -->")


def main() -> int:
    """Make what is missing, measure, print, and after a full run write the document. 0 also when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scale", nargs="?", default="small", choices=SCALES)
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "bench")
    parser.add_argument("--times", type=int, help="requests per page and scale")
    asked = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    scales = [Scale(f"{people:,}", asked.data / str(people)) for people, _each in SCALES[asked.scale]]
    for scale, (people, each) in zip(scales, SCALES[asked.scale], strict=True):
        generate(scale, people, each)
    with ExitStack() as stack:
        text = measured(scales, stack, asked.times or TIMES[asked.scale], SECONDS[asked.scale])
    print(text)
    if asked.scale == "full":
        write(text)
    return 0


def generate(scale: Scale, people: int, each: int) -> None:
    """Make the database of a scale, in a process of its own."""
    size = ["--scale", str(people), "--contacts", str(each), "--data-dir", str(scale.folder)]
    command = [sys.executable, "-m", "bench.generate", *size]
    subprocess.run(command, cwd=ROOT, check=True)


def measured(scales: Sequence[Scale], stack: ExitStack, times: int, seconds: float) -> str:
    """Start everything, measure, and say what was found."""
    cold: list[float] = []
    for scale in scales:
        embedded.attach(Home(scale.folder.resolve()))
        stack.callback(embedded.detach, Home(scale.folder.resolve()))
        stack.callback(scale.stop)
        scale.run("msl_crm.prepare", as_owner=True)
        scale.session = scale.run("bench.sign_in", LIAISON).strip()
    for _number in range(COLD_STARTS):
        for scale in scales:
            cold.append(scale.start())
            scale.stop()
    for scale in scales:
        scale.start()
    return in_words(measure_all(scales, times, seconds), cold, times)


def in_words(figures: Sequence[Figures], cold: Sequence[float], times: int) -> str:
    """The measured part of the document."""
    starts = ", ".join(f"{seconds:.2f}" for seconds in cold)
    return "\n\n".join(
        (
            f"{machine()}. {times} requests per page and scale.",
            table(figures),
            aims_table(aims(figures, cold)),
            f"Cold starts, seconds: {starts}.",
        )
    )


def write(text: str) -> None:
    """Put the measured part into the document, between its marks."""
    before, rest = DOCUMENT.read_text().split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}")


if __name__ == "__main__":
    sys.exit(main())
