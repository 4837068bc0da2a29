# Two commands matter: `make run` opens the playground, `make test` checks everything.
# Each does all of its set-up: a virtual environment, the packages, a browser for the tests.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Tests that say how soon something must be seen take one after the other, all others two at a time.
TEST_PROCESSES ?= 2

.PHONY: run test check bench pictures catalogues clean browser
.DEFAULT_GOAL := help

help:
	@echo "make run       open the playground (PORT=$(PORT))"
	@echo "make test      format, lint, types, layering, words, and every test, browser tests included"
	@echo "make check     only the fast checks: format, lint, types, layering"
	@echo "make bench     measure the speed table and write docs/benchmarks.md"
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

run: $(VENV)/.run-installed
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

browser:
	@sh tests/browser/install_browser.sh

check: $(VENV)/.dev-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check browser
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadfile -m "not alone" $(PYTEST_ARGUMENTS)
	$(BIN)/pytest -m alone $(PYTEST_ARGUMENTS)

bench: $(VENV)/.dev-installed browser
	$(BIN)/python -m benchmarks --write

pictures: $(VENV)/.dev-installed browser
	$(BIN)/python docs/make_pictures.py

catalogues: $(VENV)/.dev-installed
	$(BIN)/python -m playground.locale.update

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
