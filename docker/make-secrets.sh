#!/bin/sh
# make-secrets.sh [FOLDER]: one file of random characters for each secret of docker-compose.yml that is not there yet.
# The folder is open to you alone; the files in it are readable, because containers read them as another user.
set -eu
folder=${1:-secrets}
umask 022
mkdir -p "$folder"
chmod 700 "$folder"
for name in secret_key postgres_password owner_password web_password; do
  if [ ! -s "$folder/$name" ]; then
    head -c 48 /dev/urandom | base64 | tr -d '\n' | tr '+/' '-_' > "$folder/$name"
    echo "made $folder/$name"
  fi
done
