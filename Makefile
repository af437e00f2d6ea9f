# The same words on a laptop and in CI. Everything goes through .venv, which makes itself.
SHELL := /bin/sh
.DEFAULT_GOAL := run
VENV := .venv/bin
PORT ?= 8000
# Beside a PostgreSQL of this checkout's own, which stops with make, however make ends.
DATABASE := $(VENV)/python -m wsp.local_postgres --parent $$PPID
LOCAL := exec env WSP_ENV="$${WSP_ENV:-local}" $(DATABASE) --
TEST := exec env WSP_ENV=test $(DATABASE) --data .data/test-postgres --
# Never another database than its own: DATABASE_URL is left out on purpose.
BENCH := exec env -u DATABASE_URL WSP_ENV=test $(DATABASE) --data .data/bench-postgres --

.PHONY: run test check demo bench bench-data bench-national soak screenshots install native browser

run: install native ## install, start the database, load the demo, and serve
	@$(LOCAL) env PORT=$(PORT) sh .ci/serve

test: install native browser ## the whole suite, on every core and a database cluster of its own
	@$(TEST) $(VENV)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

check: install native browser ## format, lint, walls, deployment, migrations, tests
	@$(VENV)/ruff format --check .
	@$(VENV)/ruff check .
	@$(VENV)/lint-imports
	@$(VENV)/bandit --quiet --configfile pyproject.toml --recursive wsp regions safekeeping employers instruments guidance checklists
	@WSP_ENV=production WSP_SECRET_KEY=$$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		WSP_ALLOWED_HOSTS=kompas.voorbeeld.nl DATABASE_URL=postgres://nobody@localhost/none \
		$(VENV)/python manage.py check --deploy --fail-level WARNING
	@$(TEST) $(VENV)/python manage.py makemigrations --check
	@$(VENV)/python -m tests.safekeeping
	@$(MAKE) --no-print-directory test

demo: install ## throw the made-up employers away and load them again
	@$(LOCAL) sh -c 'for step in "migrate --verbosity 0" load_reference "load_demo --reset"; do $(VENV)/python manage.py $$step || exit; done'

bench: install native browser ## medians at 10,000 employers, beside a bare view; ARGS=pages, tablets, eye or walls only those
	@$(TEST) $(VENV)/python -m tests.benchmarks $(ARGS)

bench-data: install ## fill a database of its own with a country: 500,000 employers, some 5 GB in .data/bench-postgres
	@$(BENCH) $(VENV)/python -m tests.benchmarks.national_data

bench-national: install ## medians in the largest and the smallest region of that country
	@$(BENCH) $(VENV)/python -m tests.benchmarks.national $(ARGS)

soak: install native ## 55 people at work for three minutes while things break; as root also with a full disk
	@WSP_ENV=test $(VENV)/python -m tests.soak

screenshots: install native browser ## every page as a picture; ARGS=--docs renews those of the docs
	@$(TEST) $(VENV)/python -m tests.screenshots $(ARGS)

install:
	@sh .ci/install

native:
	@sh .ci/native pdf

browser:
	@sh .ci/native browser
