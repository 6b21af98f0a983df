# Everything that is done to this checkout. `make help` lists it.
# Needed beforehand: Python 3.11 or newer with pip and venv, and make.

# The first interpreter that runs and is new enough. Choose your own: make PYTHON=/path
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

# Without .pyc files each start of migcase would compile everything again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1

VENV := .venv
BIN := $(VENV)/bin
PLUGINS := plugins/avrr plugins/reintegration plugins/mobility
EDITABLE := $(foreach plugin,$(PLUGINS),--editable $(plugin))
PROJECTS := pyproject.toml $(PLUGINS:%=%/pyproject.toml)
TYPED := src/migcase $(patsubst %/__init__.py,%,$(wildcard plugins/*/src/*/__init__.py)) \
	$(wildcard examples benchmarks conftest.py docs/consoles.py)
FORMED := conftest.py src tests plugins docs $(wildcard examples benchmarks)
TESTS := tests $(wildcard plugins/*/tests)
PAGES := docs $(wildcard README.md)
JOBS ?= 2
# A file stays with one process: a page is read from top to bottom, a server started once.
PYTEST := $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile
DATA ?= ../shared/data
MINUTES ?= 5
IMAGES ?= 100000

# The newest Python that is found, where it may well not be the one of .venv; pyenv
# keeps its own out of the way.
NEWEST ?= $(shell for python in python3.14 python3.13 python3.12 $$(ls -d \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9].*/bin/python 2>/dev/null | sort -rV); do \
	$$python -c '' 2>/dev/null && echo $$python && break; done)

# What depends on Python or a library shows without a hundred examples of each property.
WHICH ?= not slow
ONCE_MORE := tests WHICH="not slow and not hypothesis"

# A stamp for each size of installation: a second run installs nothing.
RUNS := $(VENV)/.installed
CHECKS := $(VENV)/.installed-with-checks
BUILDS_PAGES := $(VENV)/.installed-with-docs

.DEFAULT_GOAL := help
.PHONY: help demo test lint fmt types floors tests newest oldest slow torture torture-ci fuzz docs \
	docs-html replay bench-smoke coverage changelog clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(RUNS) ## an office with invented people, on this machine, in a moment
	@$(BIN)/migcase demo

test: lint types floors tests ## all that must hold before a change is offered

lint: $(CHECKS) ## form of the code
	$(BIN)/ruff check $(FORMED)
	$(BIN)/ruff format --check $(FORMED)

fmt: $(CHECKS) ## put the code into form
	$(BIN)/ruff check --fix $(FORMED)
	$(BIN)/ruff format $(FORMED)

types: $(CHECKS) ## types, strictly
	$(BIN)/mypy $(TYPED)

floors: $(CHECKS) ## imports only go down; one library, one room
	$(BIN)/lint-imports

tests: $(CHECKS) ## the promises
	$(PYTEST) -m "$(WHICH)" $(TESTS)

newest: $(CHECKS) ## the promises once more, under the newest Python of this machine
	@newest="$(NEWEST)"; \
	if [ -z "$$newest" ] || [ "$$("$$newest" --version)" = "$$($(BIN)/python --version)" ]; \
	then echo "There is no newer Python here than $$($(BIN)/python --version)."; \
	else $(MAKE) --no-print-directory PYTHON="$$newest" VENV=.venv-newest $(ONCE_MORE); fi

oldest: $(CHECKS) ## and once more with the oldest libraries that migcase may be installed with
	@$(BIN)/python -m tests.oldest > $(VENV)/oldest.txt
	@PIP_CONSTRAINT="$(CURDIR)/$(VENV)/oldest.txt" \
	$(MAKE) --no-print-directory VENV=.venv-oldest $(ONCE_MORE)

slow: $(CHECKS) ## what takes longer: slow tests, and many more examples of each property
	$(PYTEST) -m slow --ignore tests/torture $(TESTS); status=$$?; \
	if [ $$status -ne 0 ] && [ $$status -ne 5 ]; then exit $$status; fi
	$(PYTEST) --hypothesis-profile=many -m "hypothesis and not slow" $(TESTS)

torture: $(CHECKS) ## cut the power as often as you like: make torture IMAGES=100000 SEED=1
	$(BIN)/python -m tests.torture --images $(IMAGES) --jobs $(JOBS) $(if $(SEED),--seed $(SEED))

torture-ci: $(CHECKS) ## the same in minutes, with kills, failing disks and many writers
	TORTURE_IN_EARNEST=1 $(PYTEST) -rP tests/torture

fuzz: $(CHECKS) ## feed every reader what nobody would write: make fuzz MINUTES=5 SEED=1
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

docs: $(CHECKS) ## run every example; build the pages where Sphinx is installed
	$(PYTEST) $(PAGES)
	@if $(BIN)/python -c 'import furo, myst_parser, sphinx' 2>/dev/null; \
	then $(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html \
		&& echo "The pages are in docs/_build/html."; \
	else echo "Sphinx is not installed: the examples ran, no page was built. To build: make docs-html"; fi

docs-html: $(BUILDS_PAGES) docs ## the same, after installing Sphinx

replay: $(RUNS) ## real case histories through the office, where they are at hand
	@if [ ! -d $(DATA)/logs ]; then echo "Nothing to replay: there is no folder $(DATA)/logs."; \
	elif [ ! -d examples/replay ]; then echo "Nothing to replay with: there is no folder examples/replay."; \
	else $(BIN)/python -m examples.replay $(DATA)/logs; fi

bench-smoke: $(RUNS) ## each benchmark once and small: does it still run?
	@if [ ! -d benchmarks ]; then echo "No benchmarks yet."; \
	else $(BIN)/python -m benchmarks --smoke; fi

coverage: $(CHECKS) ## which lines no test reaches
	$(BIN)/python -m coverage run -m pytest -q -m "not slow" tests $(wildcard plugins/*/tests)
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report

changelog: $(CHECKS) ## print the next entry of the changelog
	$(BIN)/towncrier build --draft --version next

clean: ## remove what was made, the virtual environment too
	rm -rf $(VENV) .venv-newest .venv-oldest docs/_build build dist htmlcov .coverage .coverage.* \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests plugins docs $(wildcard examples benchmarks) -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------- installation
# The builder comes first, so that pip need not fetch it anew for each of the four
# distributions.
$(BIN)/python:
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "migcase needs Python 3.11 or newer; \`$(or $(PYTHON),python3)\` is missing or older."; \
		echo "Install it, or name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; \
		exit 1; fi
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

define install
@echo "Installing migcase and its plugins$(2) ..."
@$(BIN)/python -m pip install --quiet 'hatchling>=1.27' 'editables>=0.5'
@$(BIN)/python -m pip install --quiet --no-build-isolation --editable '.$(1)' $(EDITABLE)
@$(BIN)/python -m compileall -q src plugins/*/src
endef

$(RUNS): $(BIN)/python $(PROJECTS)
	$(call install,,)
	@touch $@

$(CHECKS): $(BIN)/python $(PROJECTS)
	$(call install,[dev$(comma)test],$(comma) with what the checks need)
	@touch $(RUNS) $@

$(BUILDS_PAGES): $(CHECKS)
	$(call install,[docs],$(comma) with Sphinx)
	@touch $@

comma := ,
