#!/usr/bin/env bash
# Say what this machine has and lacks, and the one command that brings it.
set -u
say() { printf '%-10s %s\n' "$1" "$2"; }
have() { command -v "$1" >/dev/null 2>&1; }
missing=0

if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then say ok "$(python3 --version)"
else say missing "Python 3.11 or newer:  sudo apt-get install python3 python3-venv"; missing=1; fi
if python3 -c 'import venv, ensurepip' 2>/dev/null; then say ok "python3 venv"
else say missing "Python's venv:  sudo apt-get install python3-venv"; missing=1; fi
if [ -e .venv/.runtime ]; then say ok "dependencies of Baraza"; else say later "dependencies of Baraza: make run installs them"; fi
if [ -e .venv/.dev ]; then say ok "dependencies of the tests"; else say later "dependencies of the tests: make test installs them"; fi
browser=$(tools/browser.sh --find)
if [ -n "$browser" ]; then say ok "browser for the tests: $browser"
else say tests "a browser:  sudo apt-get install chromium fonts-noto-core fonts-noto-cjk"; fi
if have fc-list && fc-list :lang=ar | grep -q .; then say ok "fonts for Arabic"
else say tests "fonts for pictures in six languages:  sudo apt-get install fonts-noto-core fonts-noto-cjk"; fi
if [ -d var ] && [ ! -w var ]; then say missing "var/ cannot be written:  sudo chown -R \$USER var"; missing=1; fi
free=$(df -Pm . | awk 'NR==2 {print $4}')
if [ "$free" -gt 1024 ]; then say ok "$free MB free"; else say missing "only $free MB free; Baraza and its tests want 1 GB"; missing=1; fi
exit "$missing"
