#!/bin/sh
# The browser tests need a Chromium. Nothing is downloaded outside the system's own package manager; where that is not
# possible, this only says what to install, and the browser tests fail with the same words.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null && apt-get install -qq --no-install-recommends chromium </dev/null >/dev/null && exit 0
fi
echo "The browser tests need chromium: install it with the system's package manager (Debian: apt install chromium)." >&2
