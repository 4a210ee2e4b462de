"""Rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from celery import current_app

from apps.firewall.sides import ROLE_OF
from apps.firewall.tasks import SideTask

ROOT = Path(__file__).parents[2]
APPS = sorted(path for path in (ROOT / "apps").rglob("*.py") if "migrations" not in path.parts)


#: How modules end that serve pages and REST, and those below them that know nothing of either.
PAGES = re.compile(r"(.+_)?(views?|api|pages?|panels)")
READING_AND_WRITING = re.compile(r"(.+_)?(queries|queue|actions|policies|workflow)")


def named(names: re.Pattern[str]) -> list[Path]:
    """Modules whose name ends so, or inside such a package; the REST plumbing in `integrations` is no page."""
    found = [path for path in APPS if names.fullmatch(path.stem) or names.fullmatch(path.parent.name)]
    return [path for path in found if "integrations/api" not in path.as_posix()]


def audited_in(path: Path) -> list[ast.FunctionDef]:
    """The actions of a module, by their mark, wherever they stand."""
    return [
        function
        for function in functions(path)
        if any(isinstance(mark, ast.Name) and mark.id == "audited" for mark in function.decorator_list)
    ]


def test_every_task_of_ours_stands_on_a_side() -> None:
    current_app.loader.import_default_modules()
    ours = {name: task for name, task in current_app.tasks.items() if name.startswith("apps.")}
    assert ours, "no task was found at all"
    for name, task in ours.items():
        assert isinstance(task, SideTask), f"{name} is no SideTask"
        assert hasattr(task, "side"), f"{name} names no side"
        assert task.side is None or task.side in ROLE_OF, f"{name} stands on {task.side}"


def test_views_read_through_queries_and_write_through_actions() -> None:
    """Neither by a manager, nor by a table handed to a shortcut."""
    by_hand = r".*(?:\.objects\b|\._default_manager\b|_or_404\(\s*[A-Z]).*"
    wrong = [
        f"{path.relative_to(ROOT)}: {match}"
        for path in named(PAGES)
        for match in re.findall(by_hand, path.read_text())
    ]
    assert not wrong


def test_reading_and_writing_know_no_http() -> None:
    """A query answers rows or none, an action refuses with a reason; that a page is not found is said by the view."""
    http = re.compile(r"^from (django\.http|django\.shortcuts|django_htmx|rest_framework)\b.*", re.MULTILINE)
    found = {*named(READING_AND_WRITING), *(path for path in APPS if audited_in(path))}
    wrong = [f"{path.relative_to(ROOT)}: {http.findall(path.read_text())}" for path in sorted(found)]
    assert not [told for told in wrong if not told.endswith("[]")]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function of a module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_functions_and_modules_stay_small() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in APPS
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= 40
    ]
    large = [str(path.relative_to(ROOT)) for path in APPS if path.read_text().count("\n") > 400]
    assert not long + large


def test_actions_take_keywords_and_name_their_actor() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in APPS
        for function in audited_in(path)
        if "by" not in {argument.arg for argument in function.args.kwonlyargs}
    ]
    assert not wrong


def test_migrations_have_names() -> None:
    unnamed = [
        path.name for path in (ROOT / "apps").rglob("migrations/*.py") if re.search(r"_auto_\d", path.name)
    ]
    assert not unnamed


def test_every_app_says_what_it_is_for() -> None:
    missing = [
        path.parent.name
        for path in (ROOT / "apps").glob("*/apps.py")
        if not (path.parent / "README.md").exists()
    ]
    assert not missing


def test_every_dependency_says_why_it_is_there() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        chosen = (ROOT / name).read_text().split("# Brought by the above")[0].splitlines()
        assert not [line for line in chosen if "==" in line and "#" not in line], name
