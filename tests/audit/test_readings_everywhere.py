"""No page and no endpoint shows compliance anything without a reading: tried on every address that opens for it."""

from typing import Any

from apps.audit.middleware import WITHOUT_CONTENT
from apps.audit.models import Reading
from apps.core.traces import is_untraced
from tests.architecture.access import ACCESS
from tests.architecture.addresses import PATTERNS, address
from tests.world import World

#: About the interface itself, or about nobody.
ABOUT_NOBODY = {"api_unknown", "api_problem", "api_schema", "api_docs"}


def test_every_address_that_opens_for_compliance_is_recorded(
    compliance: Any, sign_in: Any, tour: World
) -> None:
    web, missing = sign_in(compliance), []
    pages = [
        name
        for name, who in ACCESS.items()
        if name in PATTERNS and "compliance" in who and name not in ABOUT_NOBODY
    ]
    for name in pages:
        url = address(name, tour)
        Reading.objects.all().delete()
        answer = web.get(url)
        is_content = name.split(":")[0] not in WITHOUT_CONTENT and not is_untraced(url)
        if answer.status_code == 200 and is_content and not Reading.objects.filter(page=name).exists():
            missing.append(name)
    assert len(pages) > 50
    assert not missing
