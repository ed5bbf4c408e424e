# Every target sets up .venv from the hashed lock by itself; a second call is quick.
#   make run RAW=DIR WAREHOUSE=DIR     make ui PORT=3100     make test TESTS=kyokai_pipeline_tests/defs
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run ui test coverage lint bench fuzz screenshots docs site interop lock clean

BIN := .venv/bin
PORT ?= 3000
TESTS ?= kyokai_pipeline_tests
FOLDERS := $(if $(RAW),--raw "$(RAW)") $(if $(WAREHOUSE),--warehouse "$(WAREHOUSE)")

help: ## This list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

setup:
	@sh .ci/setup.sh run

setup-dev:
	@sh .ci/setup.sh dev

run: setup ## Read raw/*.pdf, publish warehouse/kyokai.duckdb 取り込みと公開
	@$(BIN)/kyokai run $(FOLDERS)

ui: setup ## Dagster UI, http://127.0.0.1:3000 画面で見る
	@$(BIN)/kyokai ui --port $(PORT) $(FOLDERS)

test: setup-dev ## All tests テスト
	@$(BIN)/python -m pytest $(TESTS) -n auto --dist worksteal

coverage: setup-dev ## All tests, and which lines they reach 網羅率
	@$(BIN)/python -m pytest $(TESTS) -n auto --dist worksteal --cov --cov-report=term

lint: setup-dev ## ruff, mypy --strict, import contracts, Dagster's own check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@VIRTUAL_ENV="$$PWD/.venv" DAGSTER_DISABLE_TELEMETRY=1 $(BIN)/dg check defs

bench: setup-dev ## Speed beside the peers, as ratios from one run 速度
	@$(BIN)/python -m kyokai_pipeline_tests.bench

fuzz: setup-dev ## Damaged PDFs for SECONDS=600: never a traceback, a hang or a wrong value 壊れたPDF
	@$(BIN)/python -m kyokai_pipeline_tests.fuzz $(or $(SECONDS),600)

screenshots: setup-dev ## Pictures of the dashboard and of Dagster for README and docs (needs Chromium) 画面の画像
	@$(BIN)/python -m kyokai_pipeline_tests.dashboard.screenshots docs/images
	@$(BIN)/python -m kyokai_pipeline_tests.defs.screenshots docs/images
	@KYOKAI_LANG=en $(BIN)/python -m kyokai_pipeline_tests.inspection.screenshots docs/images

docs: setup-dev ## Write from the code: data dictionary, refusals, the picture of the rooms 文書
	@$(BIN)/python -m kyokai_pipeline.cli.dictionary docs/data-dictionary.md
	@$(BIN)/python -m kyokai_pipeline.cli.refusals docs/refusals.md
	@$(BIN)/python -m kyokai_pipeline_tests.drawings docs/architecture.md docs/architecture.ja.md

site: setup ## Pages in Japanese and English, build/site/index.html, with search and the dashboard サイト
	@sh .ci/setup.sh site
	@$(BIN)/kyokai run $(FOLDERS)
	@.venv-site/bin/python .ci/site.py $(if $(WAREHOUSE),"$(WAREHOUSE)")

interop: setup ## Every table with DuckDB 1.4, ibis, polars and Node; mlcroissant on the exports 他の道具で開く
	@$(BIN)/kyokai run $(FOLDERS)
	@sh .ci/interop.sh $(if $(WAREHOUSE),"$(WAREHOUSE)",warehouse)

lock: setup-dev ## Renew the locks from pyproject.toml (needs uv)
	@sh .ci/lock.sh

clean: ## Remove .venv, caches and what was built from raw/ 片付け
	rm -rf .venv .venv-site .venv-interop build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find kyokai_pipeline kyokai_pipeline_tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find warehouse -mindepth 1 ! -name README.md -delete
