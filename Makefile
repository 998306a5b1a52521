# Needs Python 3.11 or newer and make; nothing else. The README shows the same steps without make.
PY ?= python3
BIN := .venv/bin

.PHONY: demo test check bench lock clean

demo: .venv/runtime            ## one quarter of a sample portfolio, no account, no network
	$(BIN)/pilothouse demo

test: .venv/dev                ## the whole test suite
	$(BIN)/python -m pytest -n auto

check: .venv/dev               ## what CI runs: style, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: .venv/dev               ## every benchmark, each printed beside its floor
	$(BIN)/python -m benchmarks

lock: .venv/dev                ## renew both lock files after editing pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv demo-out

.venv/bin/python:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pilothouse needs Python 3.11 or newer; '$(PY)' is older. Name another one: make PY=python3.12 demo"; exit 1; }
	@$(PY) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python comes without its venv module. On Debian and Ubuntu install it with: apt install python3-venv"; exit 1; }
	$(PY) -m venv .venv

.venv/runtime: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
