#!/bin/sh
# Run by the image of PostgreSQL when its volume is empty, and by hand on a server of your own: makes the owner's
# login and an empty database for it. The owner is no superuser. All other roles are made by `entrypoint migrate`.
# POSTGRES_USER is the superuser; OWNER_DATABASE_PASSWORD_FILE names the file with the owner's password.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
\set password `cat "$OWNER_DATABASE_PASSWORD_FILE"`
CREATE ROLE crm_owner LOGIN CREATEROLE NOCREATEDB NOSUPERUSER PASSWORD :'password';
CREATE DATABASE crm OWNER crm_owner;
REVOKE TEMPORARY ON DATABASE crm FROM PUBLIC;
SQL
