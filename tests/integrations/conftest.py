"""Where real files lie, for the tests that also run on them (they are never part of this repository)."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files: `CRM_SAMPLE_DATA`, else beside the repository; skips without it."""
    folder = Path(os.environ.get("CRM_SAMPLE_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "pubmed").is_dir():
        pytest.skip(f"no real files in {folder}: set CRM_SAMPLE_DATA to run this test")
    return folder
