.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Tests run in this many processes at a time: some of them wait for others.
JOBS ?= 3
# They start searchkit a thousand times: it is compiled once.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/pytest --numprocesses $(JOBS) --dist worksteal

.PHONY: help demo serve test test-fast check lint types layers collect man bench bench-files cluster fuzz torture compiled clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# One environment: what searchkit needs to run, or what its developers need too.
# A change of pyproject.toml brings it up to date.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "searchkit needs Python 3.11 or later; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv --upgrade-deps $(VENV)

# The modules are compiled once for all users, also where Python is told not to save what it compiles.
$(VENV)/runs: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/runs

demo: $(VENV)/runs ## install searchkit and search the articles in corpus/ for "Tajik Army"
	$(BIN)/searchkit query "Tajik Army"

test: $(VENV)/installed ## run every test; the browser tests need Chromium
	$(PYTEST)

test-fast: $(VENV)/installed ## run the quick tests, nine in ten, in a minute or so
	$(PYTEST) -m 'not slow'

check: $(VENV)/installed ## everything that CI runs: lint, types, layers, tests
	@$(MAKE) --jobs 2 --output-sync types lint layers collect
	@$(MAKE) test

lint: $(VENV)/installed ## ruff: style and format
	$(BIN)/ruff check src web tests benchmarks docs setup.py
	$(BIN)/ruff format --check src web tests benchmarks docs setup.py

types: $(VENV)/installed ## mypy --strict
	MYPYPATH=src $(BIN)/mypy --strict --package searchkit

layers: $(VENV)/installed ## import-linter: each layer imports only what stands below it
	PYTHONPATH=src $(BIN)/lint-imports --no-cache

# pytest compiles each test once and keeps it; or each of its processes would, at the same time.
collect: $(VENV)/installed
	@$(BIN)/pytest --collect-only >$(VENV)/collected || { cat $(VENV)/collected; exit 1; }

serve: $(VENV)/runs ## the search page over corpus/
	$(BIN)/searchkit serve

man: $(VENV)/runs ## the manual page, dist/searchkit.1; read it with: man dist/searchkit.1
	$(BIN)/python docs/make_man.py dist/searchkit.1

bench: $(VENV)/installed ## measure beside other libraries: make bench [ARTICLES=a.jsonl.gz]
	$(BIN)/python benchmarks/compare.py $(ARTICLES)

bench-files: $(VENV)/installed ## measure beside Recoll and omindex, if they are there: make bench-files [ARTICLES=a.jsonl.gz] [PAGES=folder]
	$(BIN)/python benchmarks/files.py $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(PAGES),--pages $(PAGES))

cluster: $(VENV)/installed ## three real OpenSearch nodes on this machine, until Ctrl-C; needs Java 17 to 21 and Maven
	$(BIN)/python benchmarks/cluster.py

fuzz: $(VENV)/installed ## 50,000 random queries on every engine, 20,000 query texts; takes about twenty minutes
	$(BIN)/python benchmarks/fuzz_queries.py

torture: $(VENV)/installed ## kill, cut off, fill up, damage: an index must survive it; takes about ten minutes
	PYTHONPATH=tests:tests/support $(BIN)/python -m torture

compiled: $(VENV)/installed ## the quick tests on modules that are compiled, see docs/systems.md; takes five minutes
	SEARCHKIT_COMPILE=1 $(BIN)/python setup.py build --build-lib build/compiled
	$(BIN)/python -c 'from pathlib import Path; next(Path("build/compiled").glob("searchkit__mypyc.*"))'
	PYTHONPATH=build/compiled $(PYTEST) -m 'not slow' tests

clean: ## remove what was built, the environment and the index included
	rm -rf $(VENV) build dist src/*.egg-info *.egg-info
	find index -mindepth 1 ! -name .gitignore -delete
