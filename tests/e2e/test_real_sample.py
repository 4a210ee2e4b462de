"""A real file from PubMed, where one lies beside the repository. After the pictures: real names belong in none."""

from pathlib import Path

import pytest

from msl_crm import env
from tests.e2e import steps
from tests.e2e.conftest import Windows

FOLDER = Path(env.text("CRM_SAMPLE_DATA", str(env.BASE_DIR.parent / "shared" / "data")))
SAMPLE = FOLDER / "pubmed" / "pubmedsample_2019.xml"


@pytest.mark.skipif(not SAMPLE.exists(), reason="The real PubMed sample is not here (CRM_SAMPLE_DATA).")
def test_the_real_sample_twice(visit: Windows) -> None:
    me = visit("msl")
    first = steps.import_file(me, SAMPLE)
    assert first.results["New publications"] == first.expected["New publications"] > 100
    assert first.results["New candidates"] == first.expected["New candidates"] > 100
    second = steps.import_file(me, SAMPLE)
    assert second.results["Unchanged publications"] == first.results["New publications"]
    assert sum(second.results.values()) == first.results["New publications"]
