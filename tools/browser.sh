#!/usr/bin/env bash
# Make sure there is a browser for the tests: take the machine's, or install one where that needs no question.
set -eu
for name in "${CHROME_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
command='apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji'
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "No browser yet: installing Chromium and fonts…"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null
  exit 0
fi
echo "The browser tests need Chromium. This command brings it:  sudo $command"
exit 1
