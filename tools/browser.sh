#!/usr/bin/env bash
# Make sure there is a browser for the tests: take the machine's, or install one where that needs no question.
# With --find it only prints where the browser is, or nothing.
set -eu
# The headless shell is the same Chromium without windows: it draws the same with two thirds of the work.
names="chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable microsoft-edge"
mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

find_browser() {
  for name in "${CHROME_PATH:-}" $names "$mac"; do
    if [ -n "$name" ] && command -v "$name"; then return 0; fi
  done
  return 1
}

install="apt-get install -y --no-install-recommends"
fonts="fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"
if [ "${1:-}" = --find ]; then find_browser || true; exit 0; fi
if find_browser >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "No browser yet: installing Chromium and fonts…"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # Debian has the headless shell; other distributions have the whole browser alone.
  $install -qq chromium-headless-shell $fonts >/dev/null 2>&1 || $install -qq chromium $fonts >/dev/null
  exit 0
fi
echo "The browser tests need Chromium. This command brings it:  sudo $install chromium $fonts"
exit 1
