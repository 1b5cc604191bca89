# Everything is kept in .venv, node_modules and site. Stamp files say what is installed already,
# so nothing is installed twice, and a second `make serve` needs no network.

PYTHON ?= python3
PORT ?= 8000

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Without the variable, Material prints a notice about MkDocs 2 on every build.
MKDOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url $(UPGRADE)

# One process per core. Each starts with its own share of the tests, and takes over from another
# when it is done.
PYTEST := $(BIN)/pytest --quiet --numprocesses auto --dist worksteal
HYPOTHESIS := quick
# Measuring coverage doubles the time of the unit tests: make check COVERAGE=true
# On GitHub the report is shown on the page of the run.
COVERAGE_REPORT := $(if $(GITHUB_STEP_SUMMARY),markdown-append:$(GITHUB_STEP_SUMMARY),term)
COVERAGE_OPTIONS := $(if $(filter true,$(COVERAGE)),\
	--cov=forem_smtp --cov=sitegen --cov-report=$(COVERAGE_REPORT))

VENV := .venv/venv.stamp
SITE_PACKAGES := .venv/site.stamp
TEST_PACKAGES := .venv/test.stamp
LOCK_PACKAGES := .venv/lock.stamp
PACKAGE := .venv/package.stamp
NODE := node_modules/install.stamp
NODE_TEST := node_modules/test.stamp

.DEFAULT_GOAL := help
.PHONY: help serve site check test test-all delivery screenshots bench links facts setup setup-test \
	chromium programs lock clean
# One pip at a time in one environment.
.NOTPARALLEL:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

serve: setup ## serve the site at http://127.0.0.1:8000/ (another port: make serve PORT=8001)
	$(MKDOCS) serve --dev-addr 127.0.0.1:$(PORT)

site: setup ## build the site into site/
	$(MKDOCS) build --strict

check: setup-test ## check style and types, and run the unit tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/node node_modules/eslint/bin/eslint.js
	$(BIN)/node node_modules/typescript/bin/tsc
	$(PYTEST) --hypothesis-profile $(HYPOTHESIS) $(COVERAGE_OPTIONS) tests/unit
	$(BIN)/node --test tests/unit/web/*.test.mjs

test: chromium check ## check, then test the built site, and the site in Chromium
	$(MKDOCS) build --strict
	SITE=site $(PYTEST) tests/site tests/browser

test-all: HYPOTHESIS := deep
# Programs that start slowly are started once per file.
test-all: programs test ## test, then test with real programs: mail servers, Rails, browsers and more
	SITE=site $(PYTEST) --dist loadfile tests/system

delivery: programs ## send mail with every set of settings, and update the table on the site
	$(BIN)/python -m tests.system.mail

screenshots: chromium ## retake the pictures of the checker
	$(BIN)/python -m tools.screenshots

bench: chromium ## measure the engine and how fast the page starts
	$(MKDOCS) build --strict
	$(BIN)/python -m tools.benchmarks.engine
	$(BIN)/python -m tools.benchmarks.startup

links: setup ## check every link that leads out of the site; needs the internet
	$(MKDOCS) build --strict
	$(BIN)/python -m tools.links

facts: setup ## list the facts not checked for a year (or for 90 days: make facts OLDER_THAN=90)
	$(BIN)/python -m tools.facts $(if $(OLDER_THAN),--older-than $(OLDER_THAN))

setup: $(PACKAGE) $(NODE) ## install what the site needs

setup-test: $(PACKAGE) $(NODE_TEST) $(TEST_PACKAGES) ## install what the site and the tests need

chromium: setup-test ## find or install a Chromium
	$(BIN)/python -m tests.browser.chromium

programs: setup-test ## install the programs that the tests start, on Debian as root
	$(BIN)/python -m tests.programs

lock: $(LOCK_PACKAGES) $(SITE_PACKAGES) ## update the lock files (newer packages: make lock UPGRADE=--upgrade)
	$(UV) --group lock --output-file locks/lock.txt
	$(UV) --group build --group site --output-file locks/site.txt pyproject.toml
	$(UV) --group build --group site --group test --constraints locks/site.txt \
		--output-file locks/test.txt pyproject.toml
	$(BIN)/npm $(if $(filter --upgrade,$(UPGRADE)),update,install) --package-lock-only --ignore-scripts

clean: ## remove everything installed, built or cached here
	rm -rf .venv node_modules site dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11 or newer. Name one that is: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

$(SITE_PACKAGES): locks/site.txt $(VENV)
	$(PIP) install --quiet --require-hashes -r $<
	@touch $@

# The locks agree on every version they share, so the tests only ever add packages.
$(TEST_PACKAGES): locks/test.txt | $(SITE_PACKAGES)
	$(PIP) install --quiet --require-hashes -r $<
	@touch $@

$(LOCK_PACKAGES): locks/lock.txt $(VENV)
	$(PIP) install --quiet --require-hashes -r $<
	@touch $@

$(PACKAGE): pyproject.toml | $(SITE_PACKAGES)
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE): package-lock.json .npmrc | $(SITE_PACKAGES)
	$(BIN)/npm ci --ignore-scripts --omit=dev
	@touch $@

# npm removes all that is there first, so this takes the place of the other.
$(NODE_TEST): package-lock.json .npmrc | $(SITE_PACKAGES)
	$(BIN)/npm ci --ignore-scripts
	@touch $(NODE) $@
