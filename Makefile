# `make run` and `make test` set up everything they need; the rest are parts of them.

SHELL := /bin/bash
BIN := .venv/bin
CODE := $(wildcard app.py gunicorn.conf.py smup layouts callbacks tests bench .ci)

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test lint format types contracts unit e2e bench freeze clean

help: ## list the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

run: setup ## set up everything and serve on http://127.0.0.1:8050 (SMUP_PORT changes the port)
	@.ci/serve

setup: ## prepare the environment (.venv) and the browser files (assets/vendor)
	@.ci/setup

setup-dev: ## prepare also what the checks need, chromium and PostgreSQL included
	@.ci/setup dev

# Where the environment forbids it, every process of the tests would compile the program anew.
test unit e2e: export PYTHONDONTWRITEBYTECODE =

test: setup-dev ## set up everything and run all checks: lint, types, import contracts, tests
	@$(MAKE) --no-print-directory lint types contracts
	$(BIN)/python -m pytest -n auto --dist loadfile tests

lint: ## check style and format
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

format: ## correct style and format
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

types: ## check types
	$(BIN)/mypy

contracts: ## check who imports whom
	$(BIN)/lint-imports

unit: ## run the tests that need no browser
	$(BIN)/python -m pytest -n auto --dist loadfile tests -m "not e2e"

e2e: ## run the tests in Chromium
	$(BIN)/python -m pytest tests/e2e

bench: setup-dev ## measure speed and memory; the figures go to docs/performance.md
	PYTHONPATH=. $(BIN)/python bench/run.py

freeze: ## write the second part of the requirements files from what is installed
	$(BIN)/python .ci/pins.py requirements.txt requirements-dev.txt

clean: ## remove everything that the commands above made, the database excepted
	rm -rf .venv node_modules assets/vendor assets/css/00-* .pytest_cache .mypy_cache .ruff_cache
