"""docker-compose.yml and docker/: every name leads somewhere. Docker itself is not needed to read them."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from msl_crm import entrypoint, env

COMPOSE: dict[str, Any] = yaml.safe_load((env.BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (env.BASE_DIR / "docker/Dockerfile").read_text()
#: Keys of the Compose specification that we use; a misspelt one would be ignored or refused only on the server.
TOP = {"services", "networks", "volumes", "secrets"}
KEYS = {
    "build", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck", "image", "init", "networks",
    "ports", "read_only", "restart", "secrets", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "volumes",
}  # fmt: skip
OF_HEALTHCHECKS = {"test", "interval", "timeout", "retries", "start_period", "disable"}
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
THEIRS = {name: service for name, service in SERVICES.items() if "build" not in service}
CONDITIONS = {"service_healthy", "service_completed_successfully", "service_started"}


def read_names() -> set[str]:
    """Every variable that the product reads."""
    found: set[str] = set()
    for path in env.BASE_DIR.glob("msl_crm/*.py"):
        found |= set(
            re.findall(r"""env\.(?:text|flag|names|database_url)\(\s*['"](\w+)['"]""", path.read_text())
        )
    urls = {name for name in found if name.endswith("DATABASE_URL")}
    passwords = {name.replace("_URL", "_PASSWORD") for name in urls}
    return found | passwords | {f"{name}_FILE" for name in found | passwords}


def test_every_key_is_one_that_compose_knows() -> None:
    assert {key for key in COMPOSE if not key.startswith("x-")} == TOP
    for name, service in SERVICES.items():
        assert set(service) <= KEYS, name
        assert set(service.get("healthcheck", {})) <= OF_HEALTHCHECKS, name


def test_every_part_of_the_product_runs_and_only_the_web_is_published() -> None:
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}
    for name, service in OURS.items():
        assert service["command"] == [name]
        assert name in {**entrypoint.COMMANDS, **entrypoint.OWNERS_PARTS}


@pytest.mark.parametrize("name", SERVICES)
def test_every_reference_leads_somewhere(name: str) -> None:
    service = SERVICES[name]
    assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    for other, how in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert how["condition"] in CONDITIONS
        if how["condition"] == "service_healthy":
            assert "test" in SERVICES[other]["healthcheck"]
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        assert (env.BASE_DIR / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]
    for variable, value in service.get("environment", {}).items():
        if variable.endswith("_FILE"):
            assert Path(value).name in service["secrets"], f"{variable} is not given to {name}"


def test_the_product_reads_every_variable_that_it_is_given() -> None:
    known = read_names()
    for name, service in OURS.items():
        assert set(service["environment"]) <= known, name
    # PUBLISH is read by compose itself, WEB_... and WORKER_... by the entrypoint.
    example = (env.BASE_DIR / "docker/env.example").read_text()
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) - known == {"PUBLISH"}


def test_only_migrate_knows_the_owner() -> None:
    for name, service in OURS.items():
        knows = "owner_password" in service["secrets"] or any(
            "OWNER" in key for key in service["environment"]
        )
        assert knows == (name == "migrate")
    assert all("secret_key" not in service.get("secrets", []) for service in THEIRS.values())


def test_everything_that_runs_is_watched_and_started_again() -> None:
    for name, service in SERVICES.items():
        assert service["restart"] == ("on-failure:5" if name == "migrate" else "unless-stopped")
        assert name == "migrate" or service["healthcheck"]["test"][0] == "CMD"
    for part in ("web", "worker", "beat"):
        assert SERVICES[part]["healthcheck"]["test"][-2:] == ["health", part]


def test_database_and_redis_reach_nothing_outside() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(service["networks"] == ["inside"] for service in THEIRS.values())


def test_containers_may_do_little() -> None:
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_is_not_roots_and_brings_no_compiler() -> None:
    run_stage = DOCKERFILE.split("\nFROM ")[-1]
    assert re.findall(r"^USER (.*)$", run_stage, re.MULTILINE) == ["10001:10001"]
    assert "HEALTHCHECK" in run_stage
    assert not re.search(r"apt-get|build-essential|gcc|node", run_stage)
    assert "msl_crm.entrypoint" in run_stage


def test_the_image_copies_only_what_is_there_and_let_through() -> None:
    ignored = (env.BASE_DIR / ".dockerignore").read_text().splitlines()
    assert ignored[1] == "*"
    for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (env.BASE_DIR / source).exists(), source
            assert f"!{source.rstrip('/')}" in ignored, f"{source} is kept out by .dockerignore"


def test_every_script_may_be_run_and_is_used() -> None:
    used = (
        DOCKERFILE
        + (env.BASE_DIR / "docker-compose.yml").read_text()
        + (env.BASE_DIR / "docs/deploy.md").read_text()
    )
    for path in env.BASE_DIR.glob("docker/*.sh"):
        assert path.stat().st_mode & stat.S_IXUSR, path.name
        assert f"docker/{path.name}" in used, path.name


def test_secrets_are_those_that_are_made_and_never_committed() -> None:
    script = (env.BASE_DIR / "docker/make-secrets.sh").read_text()
    made = set(script.split("for name in ")[1].split(";")[0].split())
    assert made == set(COMPOSE["secrets"])
    assert {f"./secrets/{name}" for name in made} == {
        secret["file"] for secret in COMPOSE["secrets"].values()
    }
    assert {"secrets/", ".env"} <= set((env.BASE_DIR / ".gitignore").read_text().splitlines())
