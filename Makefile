# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run test check format bench soak clean
help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

run: .venv/ready ## translate the sample corpus into output/
	$(BIN)/translate corpus/

test: .venv/dev-ready ## all tests
	$(BIN)/python -m pytest

check: .venv/dev-ready ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/dev-ready ## put the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what set-up and runs have made, but no reviewer's work
	rm -rf .venv .venv-train .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

# --no-deps: the lock file is complete, and it leaves out what argostranslate asks for and we never import.
.venv/ready: requirements/run.lock pyproject.toml | .venv/bin/python
	$(PIP) install --no-deps --require-hashes -r requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev-ready: requirements/dev.lock .venv/ready
	$(PIP) install --no-deps --require-hashes -r requirements/dev.lock
	@touch $@
