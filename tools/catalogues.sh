#!/usr/bin/env bash
# Gather every sentence from Python, Jinja and JavaScript and merge it into the catalogues.
# What is new comes untranslated; `make test` refuses to pass until somebody has translated it.
set -eu
cd "$(dirname "$0")/.."
common=(--no-wrap --ignore-obsolete)
pybabel -q extract -F babel.cfg -k lazy_gettext -k t -k nt:1,2 --add-location=file --no-wrap --sort-by-file \
  --project Baraza --version 1 --copyright-holder "the Baraza authors" -o var/messages.pot .
for language in ar es fr ru zh; do
  po="app/translations/$language/LC_MESSAGES/messages.po"
  if [ -e "$po" ]; then
    pybabel -q update -i var/messages.pot -o "$po" -l "$language" --no-fuzzy-matching --omit-header "${common[@]}"
  else
    mkdir -p "$(dirname "$po")"
    pybabel -q init -i var/messages.pot -o "$po" -l "$language" --no-wrap
  fi
done
