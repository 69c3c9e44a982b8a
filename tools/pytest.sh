#!/usr/bin/env bash
# Runs pytest with what is given. In CI, on a machine that others use too, up to five tests that fail get a second go,
# one after another and alone; the log names each, and a test that fails twice fails the run. Where others were kept
# waiting too long while a module was tried, all of that module is tried again.
set -u
# Where it is set, as images of containers often have it, each of the thousand processes that tests start would compile
# all of its modules anew.
unset PYTHONDONTWRITEBYTECODE
pytest=.venv/bin/pytest
.venv/bin/python -m compileall -q app benchmarks tests tools wsgi.py
[ -n "${CI:-}" ] || exec "$pytest" "$@"
"$pytest" --cache-clear "$@"
code=$?
[ "$code" = 1 ] || exit "$code"
.venv/bin/python tools/second_go.py .pytest_cache || exit 1
exec "$pytest" "$@" -n 0 -v --last-failed --last-failed-no-failures none
