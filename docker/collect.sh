#!/bin/sh
# collect.sh PYTHON FOLDER: the files that browsers get, named by their contents and compressed, into FOLDER.
# Needs node_modules; asks no database. The data folder is only for this build and goes again.
set -eu
"$1" scripts/copy_assets.py
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
DATA_DIR="$data" STATIC_ROOT="$2" "$1" manage.py collectstatic --no-input --clear --verbosity 0
