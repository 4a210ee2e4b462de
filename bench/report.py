"""What was measured, as one table for the terminal and `docs/bench.md`, with what was aimed at."""

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.measuring import LOG, Figures

HEAD = ("page", "people", "p50 ms", "p95 ms", "requests/s", "statements", "database ms", "floor ms", "ratio")
LIST = "KOL list"


@dataclass(frozen=True)
class Aim:
    """Something promised, what was found, and whether it holds."""

    words: str
    found: str
    is_met: bool


def rows_of(figures: Sequence[Figures]) -> list[tuple[str, ...]]:
    """One line per page and scale."""
    return [
        (
            one.page,
            one.scale,
            f"{one.p50:.1f}",
            f"{one.p95:.1f}",
            f"{one.per_second:.0f}",
            "-".join(str(count) for count in sorted({min(one.queries), max(one.queries)})),
            f"{statistics.median(one.databases):.2f}",
            f"{statistics.median(one.floors):.2f}",
            f"{one.ratio:.2f}",
        )
        for one in figures
    ]


#: Measured beside the pages whose aims are set.
BESIDE = {"Search in a list"}


def table(figures: Sequence[Figures]) -> str:
    """The figures as Markdown."""
    lines = [HEAD, tuple("---" for _name in HEAD), *rows_of(figures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def aims(figures: Sequence[Figures], cold_starts: Sequence[float]) -> list[Aim]:
    """Every promise about speed against what was measured."""
    figures = [one for one in figures if one.page not in BESIDE]
    large = {one.page: one for one in figures if one.scale == figures[-1].scale}
    small = {one.page: one for one in figures if one.scale == figures[0].scale}
    growth = {page: one.p95 / small[page].p95 for page, one in large.items()}
    worst, dearest = max(growth, key=lambda page: growth[page]), max(figures, key=lambda one: one.ratio)
    listed, log, cold = large[LIST], large[LOG], statistics.median(cold_starts)
    return [
        Aim(
            "p95 grows under 1.2 times between the scales",
            f"{worst}: {growth[worst]:.2f}",
            growth[worst] < 1.2,
        ),
        Aim("the list page takes 40 ms at most", f"{listed.p50:.1f} ms", listed.p50 <= 40),
        Aim("... and 15 statements at most", f"{max(listed.queries)}", max(listed.queries) <= 15),
        Aim(
            "database time is within twice its floor",
            f"{dearest.page} at {dearest.scale}: {dearest.ratio:.2f}",
            dearest.ratio <= 2,
        ),
        Aim("logging a contact takes under 30 ms", f"{log.p50:.1f} ms", log.p50 < 30),
        Aim("cold start to the first page takes under 3 s", f"{cold:.2f} s", cold < 3),
    ]


def aims_table(found: Sequence[Aim]) -> str:
    """The aims as Markdown."""
    lines = [f"| {aim.words} | {aim.found} | {'yes' if aim.is_met else '**no**'} |" for aim in found]
    return "\n".join(["| aim | found (medians) | met |", "| --- | --- | --- |", *lines])


def machine() -> str:
    """What it ran on, and how busy that was."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} processors ({_processor()}), {memory:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}; load at the end {load} (1, 5, 15 minutes), of which "
        "the measurement itself causes up to 2"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.machine()
