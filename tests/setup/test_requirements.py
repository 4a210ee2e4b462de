"""Packages: each is pinned, each that we chose says why, and nothing else is imported."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from msl_crm import env

RUN = env.BASE_DIR / "requirements.txt"
DEVELOP = env.BASE_DIR / "requirements-dev.txt"
# With REDIS_URL, kombu talks to Redis.
USED_PARTS = {"kombu": "redis"}
BROUGHT = "# Brought by the above"
# A bench is run by its path, so it imports its neighbours by their bare names.
OURS = {
    "apps",
    "bench",
    "msl_crm",
    "tests",
    "scripts",
    *(path.stem for path in env.BASE_DIR.glob("bench/*.py")),
}


def lines(path: Path, *, chosen: bool) -> list[str]:
    """The pins that we chose, or those that came along."""
    above, _mark, below = path.read_text().partition(BROUGHT)
    return [line for line in (above if chosen else below).splitlines() if "==" in line]


def pinned(*paths: Path, chosen_only: bool = False) -> dict[str, str]:
    """Version by package name."""
    kinds = (True,) if chosen_only else (True, False)
    found = [
        line.split("#")[0].strip() for path in paths for kind in kinds for line in lines(path, chosen=kind)
    ]
    return {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in found}


def needs(name: str) -> Iterator[str]:
    """What an installed package needs here, without the optional parts that we do not use."""
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": USED_PARTS.get(name, "")}):
            yield canonicalize_name(requirement.name)


def imported(paths: Iterable[Path]) -> set[str]:
    """The top names of all imports that are neither ours nor Python's."""
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(without_type_checking(ast.parse(path.read_text()))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS


def without_type_checking(module: ast.Module) -> ast.Module:
    """The module as it runs, without what only the type checker reads."""
    module.body = [
        part for part in module.body if ast.unparse(getattr(part, "test", part)) != "TYPE_CHECKING"
    ]
    return module


@pytest.mark.parametrize("path", [RUN, DEVELOP], ids=lambda path: path.name)
def test_every_package_that_we_chose_is_pinned_and_says_why(path: Path) -> None:
    for line in lines(path, chosen=True):
        assert re.fullmatch(r"[\w.-]+==[\w.]+ +# \w.+", line), line


@pytest.mark.parametrize("paths", [(RUN,), (RUN, DEVELOP)], ids=["run", "develop"])
def test_everything_that_comes_along_is_pinned(paths: tuple[Path, ...]) -> None:
    everything = pinned(*paths)
    missing = {
        f"{need} (for {name})" for name in everything for need in needs(name) if need not in everything
    }
    assert missing == set()


def test_the_installed_versions_are_the_pinned_ones() -> None:
    differing = {
        name: distribution(name).version
        for name, version in pinned(RUN, DEVELOP).items()
        if distribution(name).version != version
    }
    assert differing == {}


def test_the_product_imports_only_what_it_needs_to_run() -> None:
    check_imports(
        [*env.BASE_DIR.glob("apps/**/*.py"), *env.BASE_DIR.glob("msl_crm/**/*.py")],
        pinned(RUN, chosen_only=True),
    )


def test_tests_and_scripts_import_only_what_we_chose() -> None:
    folders = ("tests", "scripts", "bench")
    paths = [path for folder in folders for path in env.BASE_DIR.glob(f"{folder}/**/*.py")]
    check_imports(paths, pinned(RUN, DEVELOP))


def check_imports(paths: list[Path], allowed: dict[str, str]) -> None:
    """Every imported name comes from a package on the list."""
    packages = packages_distributions()
    strangers = {
        name
        for name in imported(paths)
        if not {canonicalize_name(package) for package in packages.get(name, [])} & set(allowed)
    }
    assert strangers == set()
