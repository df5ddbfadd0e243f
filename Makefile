# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

SAMPLE := pipeline/engine/sample/translate-de_en-sample-1_0
HELD_OUT := recipes/sample_model/data/held_out.tsv

.PHONY: help run test soak pictures check bench format clean
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

run: .venv/ready ## translate the sample corpus into output/
	$(BIN)/translate corpus/ </dev/null

test: .venv/dev-ready ## all tests
	$(BIN)/python -m pytest

soak: .venv/dev-ready ## 1,000 random histories of people and machine instead of 100
	$(BIN)/python -m pytest --hypothesis-profile=soak tests/test_histories.py

pictures: .venv/dev-ready ## take the pictures of the documentation again (needs Chromium)
	$(BIN)/python -m pytest tests/pictures.py

check: .venv/dev-ready ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv-bench/ready ## compare with Argos itself (installs stanza, spacy and torch) and measure terms
	.venv-bench/bin/python -m benchmarks.parity $(SAMPLE) $(HELD_OUT)
	.venv-bench/bin/python -m benchmarks.terms $(SAMPLE)

format: .venv/dev-ready ## put the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what set-up and runs have made, but no reviewer's work
	rm -rf .venv .venv-bench .venv-train .mypy_cache .pytest_cache .ruff_cache .hypothesis

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

.venv-bench/ready: requirements/run.lock pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip --quiet install --editable . sacrebleu
	@touch $@

include recipes/sample_model/Makefile
