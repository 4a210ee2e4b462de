"""How long to wait before trying again what another machine refused."""

import random
from datetime import timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


def pause_after(attempts: int) -> timedelta:
    """The wait after so many tries (1 or more): doubling, with up to a half more, so that not all come at once."""
    doublings = min(attempts - 1, 20)
    pause: timedelta = min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)
    return pause * (1 + random.random() / 2)  # noqa: S311 - spreads load, protects nothing
