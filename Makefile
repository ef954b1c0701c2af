# One runner for people and CI. Every target makes its environment by itself.
VENV   ?= .venv
PYTHON ?= python3
BIN     = $(VENV)/bin
SOURCES = muster bot ssm_documents eventbridge templates tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help env awscli policies pins demo drill story test test-slow soak check bench format golden pictures clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

env: $(VENV)/.installed  ## the virtual environment, once

$(VENV)/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "muster needs Python 3.11 or newer; install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "muster needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say where a newer one is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Installing muster into $(VENV) (once)."
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
	  uv pip install --quiet --compile-bytecode --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	fi
	@touch $@

# The real aws CLI, as a black box: it pins botocore, so it has an environment of its own.
AWSCLI ?= .venv-awscli
AWSCLI_VERSION = 1.46.2

awscli: env $(AWSCLI)/.installed-$(AWSCLI_VERSION)  ## the aws CLI that tests use, once

$(AWSCLI)/.installed-$(AWSCLI_VERSION):
	@echo "Installing the aws CLI $(AWSCLI_VERSION) into $(AWSCLI) (once)."
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(BIN)/python $(AWSCLI) && \
	  uv pip install --quiet --compile-bytecode --python $(AWSCLI)/bin/python awscli==$(AWSCLI_VERSION); \
	else \
	  $(BIN)/python -m venv $(AWSCLI) && \
	  $(AWSCLI)/bin/python -m pip install --quiet --disable-pip-version-check awscli==$(AWSCLI_VERSION); \
	fi
	@touch $@

# IAM's evaluator, by ministack: it pins botocore, so it has an environment of its own.
ORACLE ?= .venv-policies
ORACLE_VERSION = 1.5.33

policies: env $(ORACLE)/.installed-$(ORACLE_VERSION)  ## the IAM evaluator that tests use, once

$(ORACLE)/.installed-$(ORACLE_VERSION):
	@echo "Installing ministack $(ORACLE_VERSION) into $(ORACLE) (once)."
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(BIN)/python $(ORACLE) && \
	  uv pip install --quiet --python $(ORACLE)/bin/python ministack==$(ORACLE_VERSION); \
	else \
	  $(BIN)/python -m venv $(ORACLE) && \
	  $(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check ministack==$(ORACLE_VERSION); \
	fi
	@touch $@

PINS = muster/entrypoints/packaging/requirements.txt

pins:  ## pin what the functions run with, from constraints.txt (needs uv)
	@{ echo "# What the functions run with, exactly; \`make pins\` writes it anew from constraints.txt."; \
	  printf 'boto3\npydantic\nslack-bolt\nslack-sdk\n' | uv pip compile --quiet --no-header --no-annotate \
	    --generate-hashes --universal --python-version 3.11 --constraint constraints.txt -; } > $(PINS)

demo: env  ## a drill with a team, in a chat on this machine: [PLAN= INVENTORY= FAULT= SPEED=]
	@$(BIN)/muster demo $(if $(PLAN),--plan "$(PLAN)") $(if $(INVENTORY),--inventory "$(INVENTORY)") \
	  $(if $(FAULT),--fault "$(FAULT)") $(if $(SPEED),--speed "$(SPEED)")

drill: env  ## a whole drill in this terminal, on an embedded AWS
	@$(BIN)/muster demo --headless

# Where the story's pictures go; anything else than docs/images leaves the documentation as it is.
IMAGES ?= docs/images

story: env  ## the tutorial, played in a headless Chromium that takes its pictures
	@MUSTER_STORY_IMAGES="$(IMAGES)" $(BIN)/python -m pytest -q -rs tests/story
	@$(if $(filter docs/images,$(IMAGES)),$(BIN)/python tests/story/small_png.py docs/images/*.png)

# Else each worker and each program that a test starts would compile every module again.
test test-slow: export PYTHONDONTWRITEBYTECODE =

test: env  ## the tests that take minutes at most
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow"

test-slow: env  ## whole runs played again and again, other programs started
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m slow tests/scenario tests/contract tests/packaging

# 10,000 seeds take a night; it goes on where it stopped, and SEED=17 plays one again.
soak: env  ## random plans, faults and people, seed after seed: [SEEDS=10000 MOST= WORKERS=2 SEED=]
	@PYTHONPATH=tests $(BIN)/python -m soak $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),10000) \
	  $(if $(MOST),--most $(MOST)) --workers $(or $(WORKERS),2))

check: env  ## lint, types, imports, spelling, generated files
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell $(SOURCES) docs *.md
	@$(BIN)/python -m muster.entrypoints.generate --check
	@$(BIN)/python -m muster.entrypoints.generate --pictures --check

bench: env awscli  ## measure everything and write docs/performance.md: [PARTS="makespan cli …"]
	@$(BIN)/python -m benchmarks --write $(PARTS)

format: env  ## format and mend what can be mended
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

golden: env  ## rewrite golden and generated files, to be read before they are committed
	@$(BIN)/python -m muster.entrypoints.generate
	@$(BIN)/python -m pytest -q tests/golden --update-golden

pictures: env  ## draw the pictures and count the figures of the documentation anew, from real drills
	@$(BIN)/python -m muster.entrypoints.generate --pictures
	@$(BIN)/python -m muster.entrypoints.generate --figures

clean:  ## remove what make made
	@rm -rf $(VENV) $(AWSCLI) $(ORACLE) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
