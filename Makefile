# Everything a person does to this tree, on a Debian 12 or Ubuntu 24.04 with python3 (>= 3.11), make and git.
# The environment lies in .venv/ and is filled from requirements-dev.lock, every file checked against its hash.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
PY := $(VENV)/bin/python
LOCK_SUM := $(shell cksum < requirements-dev.lock | cut -d' ' -f1)
STAMP := $(VENV)/installed-$(LOCK_SUM)
PIP := $(PY) -m pip --disable-pip-version-check install --quiet
PIP_LATEST := .venv-qt-latest/bin/python -m pip --disable-pip-version-check install --quiet
# One resolution for Windows x86_64, Linux x86_64 and aarch64, Python 3.11 to 3.13; no line says where a file was fetched from.
LOCK := env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS $(VENV)/bin/uv --no-config pip compile --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command "make lock"
export PYTHON PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup window demo test lint run package bench screens lock test-qt-latest migration clean

help:  ## say what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

setup: $(STAMP)  ## make the environment in .venv/

# Anew only when the lock has changed: its checksum is in the stamp's name.
$(STAMP): | $(VENV)/bin/python
	$(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/installed-*
	@touch $@

$(VENV)/bin/python:
	@tools/system_packages.sh python
	$(PYTHON) -m venv $(VENV)

window: $(STAMP)
	@tools/system_packages.sh window

demo: window  ## sample workspace, June's report, sheets and a bundle under build/demo/; a window if there is a screen
	$(PY) tools/demo.py build/demo

run: window  ## open the window on your own workspace
	$(PY) -m ui

lint: $(STAMP)  ## style, strict types, import contracts
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/pyright --pythonpath $(PY)
	PATH="$(abspath $(VENV)/bin):$$PATH" PYTHONPATH=. lint-imports --no-logo

test: lint window  ## lint, then every test, without a screen
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(JOBS) $(TESTS)

test-qt-latest: window  ## the window's tests on the newest Qt, in an environment of its own
	$(PYTHON) -m venv .venv-qt-latest
	@mkdir -p build
	awk '/^[a-z]/ {qt = /^(pyside6|shiboken6)/} !qt' requirements-dev.lock > build/without-qt.lock
	$(PIP_LATEST) --require-hashes --only-binary :all: -r build/without-qt.lock
	$(PIP_LATEST) --upgrade --only-binary :all: PySide6-Essentials PySide6-Addons
	.venv-qt-latest/bin/python -c "import PySide6; print('PySide6', PySide6.__version__)"
	QT_QPA_PLATFORM=offscreen .venv-qt-latest/bin/python -m pytest -n $(JOBS) tests/ui

bench: window  ## measure, each figure beside its baseline
	QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(PY) bench/run.py

screens: window  ## photograph every page at 100, 125 and 150 % into docs/screens/
	QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(PY) tools/screens.py docs/screens

package: window  ## build dist/dundian-desktop/, then try what was built
	@tools/system_packages.sh package
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN --workpath build/pyinstaller --distpath dist build.spec
	tools/try_package.sh dist/dundian-desktop

migration: $(STAMP)  ## write a migration from the declarations: make migration MESSAGE="what changes"
	@test -n "$(MESSAGE)" || { echo 'Say what changes: make migration MESSAGE="..."' >&2; exit 2; }
	$(PY) -m dundian_desktop.store.migrate autogenerate "$(MESSAGE)"

lock: $(STAMP)  ## renew both lock files from pyproject.toml
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --output-file requirements-dev.lock --extra dev pyproject.toml

clean:  ## throw away everything that was made, the environment too
	rm -rf build dist .venv-qt-latest .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info $(VENV)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
