"""The README's pictures, of fictional people only. UPDATE_PICTURES=1 keeps them; else they only have to be small."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msl_crm import env
from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.e2e.visitor import PHONE, Visitor

FOLDER = env.BASE_DIR / "docs" / "pictures"
MOST_BYTES = 200_000
DARK: dict[str, Any] = {"color_scheme": "dark"}
MOBILE: dict[str, Any] = {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


def my_day(me: Visitor) -> None:
    """What an MSL sees first."""
    me.go("/interactions/my-day/")


def kol(me: Visitor) -> None:
    """Somebody with a tier, papers and contacts."""
    me.go("/kols/?sort=-last_interaction&tier=2")
    me.follow(me.page.get_by_role("table").get_by_role("link").nth(4))


def log(me: Visitor) -> None:
    """The form, opened from a plan of today."""
    me.go("/interactions/my-day/")
    region = me.page.get_by_role("region", name="To be logged")
    me.follow(region.get_by_role("link", name="Log:").first)


def radar(me: Visitor) -> None:
    """Both functions' contacts, as a key account manager sees them."""
    me.go("/contacts/")


def candidates(me: Visitor) -> None:
    """Authors ranked by evidence."""
    me.go("/kols/candidates/")


PICTURES: dict[str, tuple[str, Callable[[Visitor], None], dict[str, Any]]] = {
    "my-day": ("msl", my_day, {}),
    "kol": ("msl", kol, {}),
    "log": ("msl", log, {}),
    "radar": ("kam", radar, {}),
    "candidates": ("msl", candidates, {}),
    "kol-dark": ("msl", kol, DARK),
    "my-day-phone": ("msl", my_day, MOBILE),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, imported: steps.Import, visit: Windows, tmp_path: Path) -> None:
    login, show, screen = PICTURES[name]
    me = visit(login, **screen)
    show(me)
    folder = FOLDER if env.flag("UPDATE_PICTURES") else tmp_path
    path = folder / f"{name}.png"
    folder.mkdir(parents=True, exist_ok=True)
    me.page.screenshot(path=path, scale="css", animations="disabled")
    assert 10_000 < path.stat().st_size < MOST_BYTES
