# The two commands are `make run` and `make test`; `make help` lists the rest.
# Everything is installed into .venv and node_modules. Files named .made mark what is done, so that a second start
# skips it; a changed list of packages is installed again.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --no-input --disable-pip-version-check
# One test database per processor; more than four only wait for the server.
PYTEST := $(PY) -m pytest -n logical --maxprocesses=4
# What a production server would be told, for Django's own deployment checks.
PRODUCTION := DEBUG= DEMO= HTTPS=1 HSTS_INCLUDE_SUBDOMAINS=1 HSTS_PRELOAD=1 BEHIND_PROXY=1 ALLOWED_HOSTS=crm.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')
CHECK_DATA := DATA_DIR=$(CURDIR)/.data/check

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check check-style check-types check-imports check-templates check-django format \
	bench proof torture clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: setup ## set up everything and serve the product with demo data (HOST, PORT, DATA_DIR)
	@exec $(PY) -m msl_crm.serve

test: setup-test ## set up everything and run every test
	@exec $(PYTEST)

check: check-style check-types check-imports check-templates check-django ## style, types, imports, templates, migrations, deployment settings

check-style: setup-test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

check-types: setup-test
	$(VENV)/bin/mypy .

check-imports: setup-test
	$(VENV)/bin/lint-imports

check-templates: setup-test
	$(VENV)/bin/djhtml --check templates
	$(VENV)/bin/djlint templates --lint --quiet

check-django: setup-test
	$(CHECK_DATA) CRM_AS_OWNER=1 $(PY) -W error manage.py makemigrations --check --dry-run
	@$(CHECK_DATA) $(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: setup-test ## write code and templates the way `make check` wants them
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djhtml templates

bench: setup-test ## measure what is promised to be fast (SCALE=full: what docs/bench.md reports)
	@$(PY) bench/import_memory.py
	@$(PY) bench/import_pipeline.py
	@$(PY) -m bench.messages $(or $(SCALE),small)
	@$(PY) -m bench.speed $(or $(SCALE),small)

proof: setup-test ## run the leak test and write what it found to proof.json, for `manage.py record_proof`
	@PROOF_FILE=$(CURDIR)/proof.json exec $(PY) -m pytest -n 0 -q tests/firewall/test_leak.py

torture: setup-test ## the fault and fuzz series in full; `make test` runs a sample of them
	@TORTURE=1 exec $(PYTEST) -m torture -rP

clean: ## remove what was installed or generated; the data in .data stays
	rm -rf $(VENV) node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .artifacts .data/test .data/check
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(VENV)/.made static/vendor/.made

setup-test: setup $(VENV)/.made-dev
	@sh scripts/install_chromium.sh

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "MSL CRM needs Python 3.11 or newer; there is no $(PYTHON)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(("MSL CRM needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name another: make run PYTHON=python3.12" % v) if v < (3, 11) else 0)'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing (Debian: apt install python3-venv)." >&2; exit 1; }

$(VENV)/.made: requirements.txt | $(VENV)/bin/python
	@echo "Installing the Python packages (a minute or two) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.made-dev: requirements-dev.txt $(VENV)/.made
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.made: package.json package-lock.json requirements-node.txt | $(VENV)/.made
	@echo "Installing the browser packages ..."
	@$(PY) scripts/install_node_modules.py
	@touch $@

static/vendor/.made: node_modules/.made static/icons.txt scripts/copy_assets.py
	@echo "Copying styles, scripts and icons ..."
	@$(PY) scripts/copy_assets.py
	@touch $@
