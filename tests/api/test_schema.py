"""The schema, its pages, and the help behind every type of problem."""

import re
from typing import Any

import pytest

from apps.integrations.api.parameters import PAGING, SHAPE
from apps.integrations.api.problems import KINDS
from apps.interactions.filters import InteractionFilter
from msl_crm.api_urls import RESOURCES
from tests.api.conftest import LIST
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client: WebClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/schema/?format=json").json()
    return found


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_resource_and_nothing_else_is_described(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1")
    assert set(schema["components"]["securitySchemes"]) == {"oauth2", "session"}
    expected = {f"/api/v1/{resource.name}/" for resource in RESOURCES}
    items = {f"{path}{{id}}/" for path in expected}
    steps = {f"/api/v1/{found.name}/{{id}}/{step.name}/" for found in RESOURCES for step in found.steps}
    assert set(schema["paths"]) == expected | items | steps


def test_every_operation_says_scope_example_and_how_it_fails(schema: dict[str, Any]) -> None:
    for path, method, operation in operations(schema):
        verb = "write" if method in {"post", "patch"} else "read"
        assert operation["security"][0]["oauth2"][0].startswith(f"{verb}:")
        status = "201" if method == "post" and "{id}" not in path else "200"
        good = operation["responses"][status]["content"]["application/json"]
        assert good["examples"]
        failures = {status for status in operation["responses"] if status >= "400"}
        assert {"401", "403", "429", "500"} <= failures
        for status in failures:
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
        told = " ".join(operation["responses"][status]["description"] for status in failures)
        assert set(re.findall(r"[a-z-]{3,}", told)) <= set(KINDS)


def test_examples_of_corrections_name_what_can_be_corrected() -> None:
    changes = [resource.change for resource in RESOURCES if resource.change]
    assert changes
    for change in changes:
        assert set(change.example) <= set(change.input().fields)


def test_every_parameter_of_the_list_is_described(schema: dict[str, Any]) -> None:
    described = {parameter["name"] for parameter in schema["paths"][LIST]["get"]["parameters"]}
    assert described >= {*SHAPE, *PAGING, *InteractionFilter.base_filters}


def test_every_described_parameter_is_known(schema: dict[str, Any], api: WebClient) -> None:
    known = set(api.get(f"{LIST}?what=x").json()["known"])
    assert known == {parameter["name"] for parameter in schema["paths"][LIST]["get"]["parameters"]}


def test_the_documentation_runs_no_inline_script(client: WebClient) -> None:
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert not re.search(rb"<script>|https?://", page.content)
    assert "script-src" not in page["Content-Security-Policy"]
    assert page["Content-Security-Policy"].startswith("default-src 'self'; style-src 'self' 'unsafe-inline'")
    assert client.get("/api/v1/docs/?script=")["Content-Type"].startswith("application/javascript")


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_of_problem_has_a_help_page(client: WebClient, kind: str) -> None:
    page = client.get(f"/api/v1/problems/{kind}/")
    assert page.status_code == 200
    assert str(KINDS[kind].status) in page.content.decode()


@pytest.mark.parametrize(
    "path", ["", "nothing/", "interactions", "interactions/not-a-key/", "interactions/x/y/"]
)
def test_an_address_that_is_none_is_a_problem(client: WebClient, path: str) -> None:
    for answer in (client.get(f"/api/v1/{path}"), client.post(f"/api/v1/{path}")):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
