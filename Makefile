# The commands of the README. Each makes what it needs first and nothing twice.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: install run test test-sqlite test-postgresql conformance check format lock audit clean

# -- Environment ---------------------------------------------------------------------------------

$(VENV)/bin/python:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing what the hub runs on ..."
	@$(PIP) -r requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what tests and checks need ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

install: $(VENV)/run.stamp

# -- Run -----------------------------------------------------------------------------------------

run: export DEBUG ?= true
run: export PORT := $(PORT)
run: $(VENV)/run.stamp
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --hints
	@exec $(BIN)/gunicorn crm.wsgi --config .gunicorn.conf.py

# -- Test and check ------------------------------------------------------------------------------

test: test-sqlite test-postgresql

test-sqlite: $(VENV)/dev.stamp
	@echo "== Tests on SQLite"
	@env -u DATABASE_URL $(BIN)/pytest -n auto --dist loadgroup

test-postgresql: $(VENV)/dev.stamp
	@.ci/with-postgresql $(BIN)/pytest -n auto --dist loadgroup

conformance: $(VENV)/dev.stamp
	@env -u DATABASE_URL DJANGO_SETTINGS_MODULE=tests.settings \
		$(BIN)/python -m tests.conformance.run -n auto --dist loadgroup

# The variables are the options: make bench ONLY=search DATABASES=postgresql SIZES=10000 ROUNDS=5
bench: $(VENV)/dev.stamp
	@DATABASES="$(DATABASES)" SIZES="$(SIZES)" ROUNDS="$(ROUNDS)" SECONDS_EACH="$(SECONDS_EACH)" ONLY="$(ONLY)" \
		SMOKE="$(SMOKE)" WRITE="$(WRITE)" $(BIN)/python -m tests.bench

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/djlint templates --check --lint --quiet
	@env -u DATABASE_URL DEBUG=true $(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@env -u DATABASE_URL $(BIN)/pytest --quiet tests/test_arrows.py tests/conformance
	@echo "All checks passed."

format: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

# What is locked, held against the published advisories.
audit: $(VENV)/run.stamp
	@.ci/audit

# -- Upkeep --------------------------------------------------------------------------------------

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(VENV)/dev.stamp
	@$(BIN)/python -m pip install --quiet uv
	@$(LOCK) $(UPGRADE) --output-file requirements/run.txt
	@$(LOCK) $(UPGRADE) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
