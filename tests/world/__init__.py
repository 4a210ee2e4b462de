"""One of everything, so that tests can visit every page and look for every word.

`world` holds a row of each model on each side; `canaries` then replaces every text in it by a word of its own.
A new table gets its row in the module of its side.
"""

from tests.world.making import tour, world
from tests.world.planting import WALLED, canaries
from tests.world.rows import World

__all__ = ["WALLED", "World", "canaries", "tour", "world"]
