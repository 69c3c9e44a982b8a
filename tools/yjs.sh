#!/bin/bash
# Bundle what the text of notes needs of Yjs into one file: a page under our policy has no import map, and two copies
# of Yjs on a page would not know each other's types. Written anew only for a new version; its hash stands in
# app/static/vendor/VENDORED.txt.
set -euo pipefail
YJS=13.6.33 LIB0=0.2.120 ESBUILD=0.28.2
VENDOR="$(cd "$(dirname "$0")/../app/static/vendor" && pwd)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
npm install --silent --no-audit --no-fund "yjs@$YJS" "lib0@$LIB0" "esbuild@$ESBUILD"
echo 'export { Doc, UndoManager, applyUpdate, encodeStateAsUpdate, mergeUpdates } from "yjs"' >entry.js
npx esbuild entry.js --bundle --format=esm --minify --target=es2022 --legal-comments=none --log-level=warning \
  --outfile="$VENDOR/yjs-$YJS.min.js"
{ cat node_modules/yjs/LICENSE; printf '\nlib0, in the same file:\n\n'; cat node_modules/lib0/LICENSE; } >"$VENDOR/yjs.LICENSE"
sha256sum "$VENDOR/yjs-$YJS.min.js"
