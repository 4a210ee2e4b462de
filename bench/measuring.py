"""The clock: pages of both scales in turn, so that a machine that slows down slows both; then eight clients at once."""

import statistics
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from bench.logging_contacts import LogFloor, check, forms_to_send
from bench.pages import LIAISON, PAGES, SAMPLES, Page, rows
from bench.serving import Answer, Browser, Scale

CLIENTS = 8
#: Each address is opened once before the clock runs: what is read from the disk for the first time is no page's own.
WARM = SAMPLES
LOG = "Log a contact"
Ask = Callable[[Browser], Answer]


@dataclass
class Figures:
    """What was measured of one page at one scale. Times in milliseconds."""

    page: str
    scale: str
    times: list[float] = field(default_factory=list)
    databases: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)
    per_second: float = 0.0

    @property
    def p50(self) -> float:
        """The usual time."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """What one in twenty exceeds."""
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]

    @property
    def ratio(self) -> float:
        """Database time against the floor, pair by pair."""
        return statistics.median(
            mine / floor for mine, floor in zip(self.databases, self.floors, strict=True)
        )


class Under:
    """One page at one scale under measurement: who asks, and the floor beside it."""

    def __init__(self, scale: Scale, page: Page | None) -> None:
        self.scale, self.page = scale, page
        self.figures = Figures(page.name if page else LOG, scale.name)
        self.browser, self.connection = Browser(scale), scale.connect()
        user = rows(scale, "SELECT id FROM users_user WHERE email = %(email)s", email=LIAISON)[0]
        self.who = {"session": scale.session, "user": user}
        self.lock = threading.Lock()
        self.turns: Iterator[Any] = cycle(page.addresses(scale)) if page else forms_to_send(scale)

    def close(self) -> None:
        """Let go of both connections."""
        self.browser.close()
        self.connection.close()

    def next(self) -> Any:
        """The next address or form; clients ask for theirs one after the other."""
        with self.lock:
            return next(self.turns)

    def ask(self, browser: Browser, turn: Any) -> Answer:
        """One request, checked."""
        if self.page is None:
            answer = browser.post(turn.path, turn.fields)
            check(answer)
            return answer
        answer = browser.get(turn)
        if answer.status != 200:
            raise RuntimeError(f"{turn} answered {answer.status}.")
        return answer

    def measure(self, *, is_counted: bool) -> None:
        """One request and its floor right after it."""
        turn = self.next()
        answer = self.ask(self.browser, turn)
        floor = self.floor(turn, answer)
        if is_counted:
            self.figures.times.append(answer.milliseconds)
            self.figures.databases.append(answer.database)
            self.figures.floors.append(floor)
            self.figures.queries.add(answer.queries)

    def floor(self, turn: Any, answer: Answer) -> float:
        """Milliseconds that the same rows take with plain psycopg2, in one transaction under the same role."""
        clock = _Clock(self.connection.cursor(), answer.between)
        if self.page is None:
            floor = LogFloor(self.connection, self.who, turn)
            floor.run(clock)
        else:
            parameters = {**self.who, **self.page.found(turn, answer)}
            for statement in self.page.floor:
                clock(statement, parameters)
        self.connection.rollback()
        return clock.seconds * 1000

    def press(self, seconds: float) -> None:
        """Eight clients, each sending its next request when the last was answered."""
        until, counts = time.perf_counter() + seconds, [0] * CLIENTS
        began = time.perf_counter()
        threads = [
            threading.Thread(target=self._client, args=(counts, place, until)) for place in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.figures.per_second = sum(counts) / (time.perf_counter() - began)

    def _client(self, counts: list[int], place: int, until: float) -> None:
        with closing(Browser(self.scale)) as browser:
            while time.perf_counter() < until:
                self.ask(browser, self.next())
                counts[place] += 1


class _Clock:
    """Runs statements and adds up how long they took.

    Between two of them it works as long as the page did: a server that was asked just before answers in half the time,
    since the processor still has everything at hand.
    """

    def __init__(self, cursor: Any, between: float) -> None:
        self.cursor, self.between, self.seconds = cursor, between, 0.0

    def __call__(self, statement: Any, parameters: Any) -> None:
        _work(self.between)
        began = time.perf_counter()
        self.cursor.execute(statement, parameters)
        self.seconds += time.perf_counter() - began


def _work(seconds: float) -> None:
    """Make and join words for so long, as drawing a page does."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        "".join([str(number) for number in range(200)])


def measure_all(scales: Iterable[Scale], times: int, seconds: float) -> list[Figures]:
    """Every page at every scale, the scales in turn."""
    found = []
    for page in (*PAGES, None):
        pair = [Under(scale, page) for scale in scales]
        for number in range(times + WARM):
            for under in pair:
                under.measure(is_counted=number >= WARM)
        for under in pair:
            under.press(seconds)
            under.close()
            found.append(under.figures)
            print(f"  {under.figures.page}, {under.scale.name}: p50 {under.figures.p50:.1f} ms", flush=True)
    return found
