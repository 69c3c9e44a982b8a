# Baraza. `make run` serves the product; `make test` proves it; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$p; break; fi; done)
UV := .venv-uv/bin/uv
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export FLASK_APP := wsgi
# Compiled modules are kept, whatever an image of a container says: a server starts twice as fast.
unexport PYTHONDONTWRITEBYTECODE
N ?= 100
SECONDS ?= 60
RUNS ?= 3
BOARDS ?= 1
PEOPLE ?= 36
SEQUENCE ?= centre_half_day
PACE ?= 1
NO_PACKAGES := The packages could not be fetched. Is there a network? Behind a proxy set HTTPS_PROXY and try again; \
  docs/when-something-breaks.md says how to install without a network.
CHECKED := app tests tools benchmarks wsgi.py
PYTEST := tools/pytest.sh -q -n 3 --dist loadfile --no-loadscope-reorder --ignore=tests/browser

.PHONY: help run run-scaled test check lint types contracts browser-code unit house processes torture on-postgresql broken-houses long-histories storms bad-luck soak browser load load-all rehearsal tour states rows docs doctor lock icons po

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/.runtime ## Set everything up and serve the product, with the demo workshop live
	@$(BIN)/python wsgi.py

run-scaled: .venv/.dev ## Serve the product from two processes, with a PostgreSQL and a Valkey that come with the tests
	@$(BIN)/python tools/scaled.py

test: check house processes browser ## Set everything up and run every test
	@echo "All tests passed."

check: .venv/.dev node_modules/.installed ## The fast part: lint, types, contracts, unit tests
	@$(MAKE) --no-print-directory --jobs 2 browser-code types lint contracts
	@$(MAKE) --no-print-directory unit

lint: .venv/.dev
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/ruff format --check -q $(CHECKED)

types: .venv/.dev
	@$(BIN)/mypy --no-error-summary

contracts: .venv/.dev
	@$(BIN)/lint-imports --no-logo 2>&1 | tail -12

browser-code: node_modules/.installed
	@node_modules/.bin/tsc -p tsconfig.json
	@node_modules/.bin/eslint app/static tests/js tools --max-warnings 0
	@node --test --test-concurrency=4 --test-timeout=60000 tests/js/*.test.js >var/node-tests.txt 2>&1 || { cat var/node-tests.txt; exit 1; }
	@grep -E '^(#|ℹ) (tests|pass) ' var/node-tests.txt || true

unit: .venv/.dev node_modules/.installed
	@$(PYTEST) --part=unit

house: .venv/.dev node_modules/.installed ## The application over a real SQLite and a real PostgreSQL
	@$(PYTEST) --part=house --keep-statements=var/statements
	@$(PYTEST) --database=postgresql --enough-of=var/statements

processes: .venv/.dev node_modules/.installed ## Real sockets, full disks, killed servers
	@$(PYTEST) --part=process

torture: on-postgresql broken-houses long-histories storms bad-luck soak ## What takes hours; each part by itself too, and with -k all of them whatever fails

on-postgresql: .venv/.dev node_modules/.installed
	@$(PYTEST) --database=postgresql

broken-houses: .venv/.dev node_modules/.installed # Goes on where it was stopped
	@EXAMPLES=$${EXAMPLES:-2000} $(BIN)/python tools/mutants.py

long-histories: .venv/.dev node_modules/.installed
	@KILLS=$${KILLS:-50} $(BIN)/pytest -q --timeout=0 tests/boards/test_killed.py
	@EXAMPLES=$${EXAMPLES:-10000} STEPS=$${STEPS:-150} LETTERS=$${LETTERS:-300} SHRINK=yes $(BIN)/pytest -q -s --timeout=0 tests/torture

storms: .venv/.dev
	@$(BIN)/pytest -q --timeout=0 tests/realtime/test_slow_readers.py tests/realtime/test_hostile_frames.py tests/house/test_full_disk.py
	@$(BIN)/pytest -q --timeout=0 tests/voting/test_at_once.py
	@$(BIN)/pytest -q --timeout=0 --database=postgresql tests/voting/test_at_once.py tests/boards/test_live.py
	@RACES=$${RACES:-1000} VOTERS=$${VOTERS:-50} WORKERS=$${WORKERS:-4} $(BIN)/pytest -q -s --timeout=0 tests/scaled
	@$(BIN)/pytest -q -s --timeout=0 tests/house/test_by_the_clock.py tests/boards/test_by_the_clock.py
	@CROWD=$${CROWD:-200} $(BIN)/pytest -q -s --timeout=0 tests/realtime/test_slow_crowd.py
	@ATTACKED=$${ATTACKED:-60} $(BIN)/pytest -q -s --timeout=0 tests/torture/test_from_outside.py

bad-luck: .venv/.dev
	@SEEDS=$${SEEDS:-10} GUESTS=$${GUESTS:-60} WITHOUT_REDIS=$${WITHOUT_REDIS:-60} $(BIN)/pytest -q -s --timeout=0 tests/scaled/test_bad_luck.py

soak: .venv/.dev
	@HOURS=$${HOURS:-8} $(BIN)/pytest -q -s --timeout=0 tests/scaled/test_soak.py

browser: .venv/.dev node_modules/.installed ## Journeys, accessibility and policy in a real browser
	@tools/browser.sh
	@tools/pytest.sh -q -n 2 --dist worksteal tests/browser

load: .venv/.dev ## Measure how much this machine carries: make load N=500 [SECONDS= RUNS= BOARDS= SCALED=yes DATABASE= JOIN= KEEP=yes]
	@$(BIN)/python -m benchmarks $(N) --seconds $(SECONDS) --runs $(RUNS) --boards $(BOARDS) $(if $(SCALED),--scaled) \
	  $(if $(DATABASE),--database "$(DATABASE)") $(if $(JOIN),--join "$(JOIN)") $(if $(KEEP),--keep)

load-all: .venv/.dev ## Measure all there is into docs/operations.md, in more than an hour: [ONLY="storm load-05" MISSING=yes LIST=yes]
	@$(BIN)/python -m benchmarks.programme $(if $(ONLY),--only $(ONLY)) $(if $(MISSING),--missing) $(if $(LIST),--list)

rehearsal: .venv/.dev ## A whole room uses a ready sequence, every screen is photographed: [PEOPLE=36 SEQUENCE=centre_half_day PACE=1]
	@tools/browser.sh
	@$(BIN)/python -m tools.rehearsal --people $(PEOPLE) --sequence $(SEQUENCE) --pace $(PACE)

tour: .venv/.dev ## Take pictures of the main pages into tour/
	@tools/browser.sh
	@$(BIN)/python tools/tour.py

states: .venv/.dev ## Take pictures of a board in every state people meet, into tour/states/
	@tools/browser.sh
	@$(BIN)/python -m tools.states

rows: .venv/.dev ## Print which feature rows are held by which tests
	@$(BIN)/python tools/rows.py

docs: .venv/.dev ## Write the reference in docs/ from the code
	@$(BIN)/python tools/reference.py

po: .venv/.dev ## Gather every sentence of the house and merge the catalogues
	@tools/catalogues.sh

doctor: ## Say what is missing on this machine, and the one command that brings it
	@tools/doctor.sh

lock: .venv-uv/bin/uv ## Pin and hash the dependencies anew
	@$(UV) pip compile -q --no-header --universal --python-version 3.11 --generate-hashes pyproject.toml --group dev -o requirements-dev.lock
	@$(UV) pip compile -q --no-header --universal --python-version 3.11 --generate-hashes pyproject.toml -c requirements-dev.lock -o requirements.lock

icons: node_modules/.installed ## Draw the icon sprite from the names used
	@$(BIN)/python tools/icons.py node_modules/lucide-static/icons

.venv-uv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Baraza needs Python 3.11 or newer: sudo apt-get install python3 python3-venv"; exit 1; }
	@echo "Fetching uv, which installs the rest (once)…"
	@$(PYTHON) -m venv --clear .venv-uv || { echo "Python lacks venv: sudo apt-get install python3-venv"; exit 1; }
	@.venv-uv/bin/python -m pip install -q --disable-pip-version-check --retries 1 --timeout 15 --require-hashes -r tools/uv.lock \
	  2>.venv-uv/setup.log || { echo "$(NO_PACKAGES) What pip said is in .venv-uv/setup.log."; exit 1; }

# A stamp of its own: .venv/bin/python is a link, and as old as the Python it leads to.
.venv/.made: .venv-uv/bin/uv
	@$(UV) venv -q --allow-existing --python "$(PYTHON)" .venv
	@touch $@

.venv/.runtime: requirements.lock | .venv/.made
	@echo "Installing what Baraza needs (once; a minute or two on a slow line)…"
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements.lock || { echo "$(NO_PACKAGES)"; exit 1; }
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/.made
	@mkdir -p var
	@echo "Installing what Baraza and its tests need (once; some minutes on a slow line)…"
	@$(UV) pip sync --python $(BIN)/python --require-hashes requirements-dev.lock || { echo "$(NO_PACKAGES)"; exit 1; }
	@touch $@ .venv/.runtime

node_modules/.installed: package-lock.json .venv/.dev
	@echo "Installing what the tests of browser code need (once)…"
	@npm ci --silent --no-progress || { echo "$(NO_PACKAGES)"; exit 1; }
	@touch $@
