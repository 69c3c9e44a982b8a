#!/usr/bin/env bash
# Runs pytest with what is given. In CI, on a machine that others use too, up to five tests that fail get a second go,
# one after another and alone; the log names each, and a test that fails twice fails the run.
set -u
pytest=.venv/bin/pytest
[ -n "${CI:-}" ] || exec "$pytest" "$@"
"$pytest" --cache-clear "$@"
code=$?
[ "$code" = 1 ] || exit "$code"
failed=$(.venv/bin/python -c 'import json; print(len(json.load(open(".pytest_cache/v/cache/lastfailed"))))') || exit 1
[ "$failed" -le 5 ] || exit 1
echo "A second go, alone, for what failed ($failed):"
exec "$pytest" "$@" -n 0 -v --last-failed --last-failed-no-failures none
