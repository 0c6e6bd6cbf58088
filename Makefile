# Set-up is part of every target; nothing needs configuration.
# make demo   sets up, loads the demo community, serves, prints the address and log-ins
# make test   sets up, runs all tests
# make check  lint + types + contracts + make test: exactly what CI runs
BIN := .venv/bin
UV := $(BIN)/uv pip install --python $(BIN)/python -q
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q

.PHONY: demo server test audit engine fund pilot check lint types contracts openapi lock clean

.venv/runtime: requirements/bootstrap.txt requirements/runtime.txt pyproject.toml
	python3 -m venv .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements/bootstrap.txt
	$(UV) --require-hashes -r requirements/runtime.txt
	$(UV) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

# What a server needs, and no more: docs/run/server.md
server: .venv/runtime requirements/postgres.txt
	$(UV) --require-hashes -r requirements/postgres.txt
	$(BIN)/python -m fuerwort.project.messages compile

# PORT=8001 make demo, where 8000 is taken
demo: .venv/runtime
	$(BIN)/fuerwort serve --demo --port $(or $(PORT),8000)

# The house runs on SQLite and again, where it stores anything, on PostgreSQL; what walks through the whole of it does so once:
# browsers, the tables of access, any input for the API.
ONCE := tests/journeys tests/shape tests/api/test_access.py tests/api/test_any_input.py tests/api/test_client.py
test: .venv/dev
	$(MAKE) --no-print-directory -j2 -Otarget engine pilot
	$(BIN)/python -m pytest tests --ignore tests/engine -n auto
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest tests $(addprefix --ignore ,$(ONCE)) -m django_db -n auto

# Every branch of the engine and of the pilot's analysis is run, without a database. `make fund` counts those of the fund, 98 %
# when last seen; it is no part of the gate, which runs the same tests once already.
COUNTED = COVERAGE_FILE=.coverage.$@ $(BIN)/coverage

engine: .venv/dev
	$(COUNTED) run --source fuerwort.engine -m pytest tests/engine
	$(COUNTED) report

fund: .venv/dev
	$(COUNTED) run --source fuerwort.fund -m pytest tests/fund tests/web/test_fund.py tests/cli/test_fund.py
	$(COUNTED) report --fail-under 0

pilot: .venv/dev
	$(COUNTED) run --source fuerwort.pilot.analysis,fuerwort.pilot.items -m pytest tests/pilot -m "not django_db"
	$(COUNTED) report

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

contracts: .venv/dev
	$(BIN)/lint-imports --no-cache

# Known holes in what we build on; asks a database on the internet, so it is no part of the gate
audit: .venv/dev
	$(BIN)/uv tool run pip-audit --disable-pip --require-hashes -r requirements/runtime.txt -r requirements/postgres.txt

check: lint types contracts test

# The API's description; a test compares it
openapi: .venv/dev
	$(BIN)/python -m fuerwort.api.describe docs/openapi.json

lock: .venv/dev
	$(LOCK) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(LOCK) requirements/runtime.in -o requirements/runtime.txt
	$(LOCK) requirements/dev.in -c requirements/runtime.txt -o requirements/dev.txt
	$(LOCK) requirements/postgres.in -c requirements/runtime.txt -o requirements/postgres.txt
	$(LOCK) requirements/bench.in -c requirements/runtime.txt -o requirements/bench.txt

clean:
	rm -rf .venv var .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
