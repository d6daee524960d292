# Everything a newcomer and CI run. Needs only make and Python 3.11 or newer; the rest is set up here.
.DEFAULT_GOAL := help
.PHONY: help run test test-js test-python test-browsers test-services test-faults check format audit bench bench-jobs bench-painter bench-scale environment tools clean

# Without its cache of compiled files each of some hundred starts of the app takes 0.4 s longer.
unexport PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
NODE := $(PYTHON) -m tools.node
# Those whose queries no test of the services asks.
VIEWS_OF_SQL = $(addprefix tests/views/test_,budgets.py gallery.py log.py metrics.py share.py team.py)
JS_TESTS = $(shell find tests/js -name '*.test.js' 2>/dev/null)

help:
	@echo "make run      start Redraw on http://127.0.0.1:8000 (another port: PORT=9000 make run)"
	@echo "make test     set up what the tests need, a browser included, and run all of them"
	@echo "make check    formatting, types, imports and dead links"
	@echo "make format   write the formatting that make check wants"
	@echo "make bench    speed and memory, as ratios"
	@echo ""
	@echo "make test-browsers    the same hand makes the same mask in Firefox and WebKit"
	@echo "make test-services    PostgreSQL, S3 and nginx of the tests' own: databases, buckets, workers killed at random"
	@echo "make test-faults      every fault in every state, killed and not: about half an hour"
	@echo "make audit            bandit, schemathesis and wapiti against a site of their own: ten minutes"
	@echo "make bench-painter    the painter against a bare canvas"
	@echo "make bench-jobs       jobs and viewers by the thousand"
	@echo "make bench-scale      many workers on PostgreSQL, a gallery of 100,000 pictures"

run:
	@sh tools/python.sh -m tools.environment requirements.txt
	@exec $(PYTHON) -m tools.serve

environment:
	@sh tools/python.sh -m tools.environment requirements-dev.txt

tools: environment
	@$(NODE)

test: tools
	@$(PYTHON) -m tools.browser
	$(MAKE) --no-print-directory test-js
	$(MAKE) --no-print-directory test-python

test-js: tools
	$(NODE) node --test --test-reporter=spec $(JS_TESTS)

test-python: tools
	$(NODE) $(PYTHON) -m pytest -n 2

test-browsers: tools
	@$(PYTHON) -m tools.browser
	$(PYTHON) -m tools.other_browsers
	$(NODE) $(PYTHON) -m pytest tests/browsers

test-services: environment
	$(PYTHON) -m tools.postgres
	$(PYTHON) -m tools.nginx
	$(PYTHON) -m tools.buckets
	TEST_POSTGRES=1 $(PYTHON) -m pytest -n 2 tests/db tests/services $(VIEWS_OF_SQL)
	TEST_SERVICES=1 $(PYTHON) -m pytest -n 2 tests/hosting/test_behind_nginx.py tests/storage/test_contract.py tests/services_real

test-faults: environment
	$(PYTHON) -m tools.postgres
	$(PYTHON) -m tests.faults

audit: environment
	$(PYTHON) -m tools.audit

check: tools
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(NODE) npm run --silent types
	$(NODE) npm run --silent lint
	$(NODE) npm run --silent format:check
	$(PYTHON) -m tools.links

format: tools
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(NODE) npm run --silent format

bench: tools
	@$(PYTHON) -m tools.browser
	$(PYTHON) -m bench

bench-painter: tools
	@$(PYTHON) -m tools.browser
	$(PYTHON) -m bench painter page

bench-jobs: environment
	$(PYTHON) -m bench.jobs

bench-scale: environment
	$(PYTHON) -m tools.postgres
	$(PYTHON) -m bench.scale

clean:
	rm -rf .venv .venv-audit node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
