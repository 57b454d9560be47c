# Kyoso: `make demo` shows it, `make test` proves it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
export PUBLIC_PORT ?= 8000
export OFFICE_PORT ?= 8001

.PHONY: demo demo-reset test check check-types check-rest bench bundle clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.base node_modules/.installed
	@env -u DATABASE_URL KYOSO_MODE=demo $(BIN)/kyoso demo

demo-reset: $(VENV)/.base node_modules/.installed
	@env -u DATABASE_URL KYOSO_MODE=demo $(BIN)/kyoso demo --reset

test: check
	@KYOSO_MODE=test $(BIN)/python tests/suite.py

# The types take as long as all the rest: both at once.
check: $(VENV)/.test node_modules/.installed
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-types check-rest

check-types:
	@KYOSO_MODE=test $(BIN)/mypy kyoso

check-rest:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@KYOSO_MODE=test $(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/djlint kyoso --lint --quiet
	@KYOSO_MODE=test $(BIN)/kyoso makemigrations --check --dry-run
	@KYOSO_SECRET_KEY=check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ \
	  KYOSO_CODE_KEY=check-only-codes-0123456789-abcdefghijklmnopqrstuvwxyz \
	  KYOSO_HOSTS=city.example.jp KYOSO_PUBLIC_URL=https://city.example.jp \
	  KYOSO_OFFICE_URL=https://office.example.jp DATABASE_URL=postgres:///kyoso \
	  $(BIN)/kyoso check --deploy --fail-level WARNING

bench: $(VENV)/.test node_modules/.installed
	@KYOSO_MODE=test $(BIN)/python -m benchmarks $(ONLY)

bundle: $(VENV)/.base node_modules/.installed
	@$(BIN)/python packaging/bundle.py

clean:
	rm -rf $(VENV) node_modules var

$(VENV)/bin/python:
	@command -v $(PYTHON) > /dev/null || { echo "Python 3.11 が見つかりません。インストールしてから、もう一度お試しください（PYTHON=… で場所を指定できます）。"; exit 1; }
	@echo "・Python の仮想環境を作っています"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/bin/python requirements/base.lock requirements/uv.lock pyproject.toml
	@echo "・Python の部品を入れています（初回は1分ほどかかります）"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable . \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.base requirements/test.lock requirements/redis.lock
	@echo "・テストの部品を入れています"
	@for lock in test redis; do \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/$$lock.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$$lock.lock || exit 1; done
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm > /dev/null || { echo "npm が見つかりません。Node.js 20（npm を含む）をインストールしてから、もう一度お試しください。"; exit 1; }
	@echo "・画面の部品を入れています"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
