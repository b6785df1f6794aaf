# The few commands people type. Each sets itself up: `make serve` needs only Python 3.11.5+ and make.
PYTHON ?= python3
BIN := .venv/bin
ENGINE ?= mkdocs
ADDRESS ?= 127.0.0.1:8000
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help serve build downloads test fuzz lint lock pages schemas bench bench-scale pictures overdue release prepare clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1 /' | awk '{printf "  make %-11s", $$2; $$1=$$2=""; print}'

serve: prepare  ## build and serve on http://127.0.0.1:8000, with live reload
	CSP= FAIL_ON_MACRO_ERROR=false $(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)

build: .venv/$(if $(filter mkdocs,$(ENGINE)),build,test).stamp  ## build the site, check it, and put it into site/
	@$(BIN)/python -m macros.build --engine $(ENGINE)

downloads: .venv/build.stamp  ## make the worksheets and course packages, into docs/downloads/
	@$(BIN)/python -m macros.downloads

test: .venv/test.stamp prepare  ## run every test, in a real browser too
	@$(BIN)/python tests/chromium.py
	$(BIN)/pytest -n auto

fuzz: .venv/test.stamp prepare  ## throw 10,000 hostile records at every field, and print what became of them
	FUZZ=10000 $(BIN)/pytest -n auto tests/test_fuzz.py

bench: .venv/test.stamp prepare  ## measure what a page and a search cost, beside a stock site
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m tests.bench $(ARGS)

bench-scale: .venv/test.stamp  ## measure what a build costs as cases grow to 1,000, beside a stock site
	@$(BIN)/python -m tests.scale $(ARGS)

lint: .venv/test.stamp  ## check the code's style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lock: .venv/test.stamp  ## pin the dependencies that pyproject.toml declares
	$(LOCK) --upgrade pyproject.toml -o requirements.txt
	$(LOCK) --upgrade -c requirements.txt --group build -o requirements-build.txt
	$(LOCK) --upgrade -c requirements-build.txt --group test -o requirements-test.txt

pages: .venv/serve.stamp  ## write the page of each new case, risk or question, and of what has moved
	@$(BIN)/python -m macros.stubs

schemas: .venv/serve.stamp  ## write the editors' schemas from the models
	@$(BIN)/python -m macros.schemas

pictures: .venv/test.stamp build  ## take the README's pictures and the social image anew
	@$(BIN)/python -m tests.pictures

overdue: .venv/serve.stamp  ## list the facts whose last check is too long ago
	@$(BIN)/python -m macros.overdue

release: build  ## note in published-urls.txt which addresses are new, if all that were published still lead somewhere
	@$(BIN)/python -m macros.ledger release

prepare: .venv/serve.stamp
	@$(BIN)/python -m macros.prepare

clean:  ## remove what the other commands made
	rm -rf .venv .cache site .site docs/_headers docs/catalogue.json docs/data/*.csv docs/data/*.json docs/data/schemas docs/feed.xml \
		docs/listed \
		docs/research/references.* docs/downloads/*.docx docs/downloads/*.imscc docs/downloads/*.pdf docs/cite.* docs/cases/*/cite.* \
		docs/assets/*.css docs/assets/*.js docs/assets/search

.venv/serve.stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "This project needs Python 3.11.5 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Install a newer one, or name it: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/build.stamp: .venv/serve.stamp requirements-build.txt
	@$(BIN)/pip install --quiet --require-hashes -r requirements-build.txt
	@touch $@

.venv/test.stamp: .venv/build.stamp requirements-test.txt
	@$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@
