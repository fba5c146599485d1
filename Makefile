# `make run` and `make test` are the two commands. The virtual environment is built when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
PAGE_PEERS := .venv-page-peers
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DOCS := $(VENV)/.docs
SPARK := $(VENV)/.spark
SITE := build/site

.PHONY: run test test-slow test-long test-sql test-spark test-cluster check ui golden bench press growth peers metadata-peers page-speed score site notebooks clean

run: $(READY)
	$(BIN)/newsfold run --raw samples
	@echo
	@echo "Ask it something:   $(BIN)/newsfold query --raw samples \"select title, article_count, publisher_count from stories order by article_count desc limit 5\""
	@echo "Ask it why:         $(BIN)/newsfold explain --raw samples \$$($(BIN)/newsfold query --raw samples --format csv \"select story_id from stories order by article_count desc limit 1\" | tail -1)"
	@echo "Compare two:        $(BIN)/newsfold explain --raw samples \$$($(BIN)/newsfold query --raw samples --format csv \"select left_article_id || ' ' || right_article_id from duplicate_pairs where score between 0.98 and 0.99 order by jaccard limit 1\" | tail -1)"
	@echo "Watch it:           make ui"

test: $(READY)
	$(BIN)/python -m pytest -n 2

test-slow: $(READY)
	$(BIN)/python -m pytest -n 2 -m "slow and not spark" $(ONLY)

test-long: $(READY)
	$(BIN)/python -m pytest -n 2 -m long

# The SQL models on Sail, and on Spark where there is Java 17; on DuckDB they are part of `make test`.
test-sql: $(SPARK)
	$(BIN)/python -m pytest tests/sql -m spark -rs

# The models, the engine, builds and the whole pipeline, there too; it says why where an engine is missing.
test-spark: $(SPARK)
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "spark and not slow and not long" -rs

# A cluster in small, and kills.
test-cluster: $(SPARK)
	$(BIN)/python -m pytest -m "spark and slow" -rs

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint sql pipelines/report/queries

ui: $(READY)
	$(BIN)/newsfold ui

golden: $(READY)
	$(BIN)/python -m tests.golden

bench: $(READY) $(PEERS)/.ready
	$(BIN)/python -m benchmarks

# For example: make press PLAN="--articles 20000 --days 7 --topics 1 --languages en"
press: $(READY)
	rm -rf data/press
	$(BIN)/python -m benchmarks.press data/press $(PLAN)
	$(BIN)/newsfold run --raw data/press/raw --warehouse data/press/warehouse/news.duckdb
	$(BIN)/python -m benchmarks.judge data/press/warehouse/news.duckdb data/press/truth.jsonl

growth: $(READY)
	$(BIN)/python -m benchmarks.growth --write

peers: $(PEERS)/.ready

metadata-peers: $(READY) $(PAGE_PEERS)/.ready
	$(BIN)/python -m benchmarks.metadata_peers

page-speed: $(READY)
	$(BIN)/python -m benchmarks.page_speed

score: $(READY)
	$(BIN)/python -m benchmarks.score

# The documentation, and what the tests of clients and notebooks open the warehouse with.
site: $(DOCS)
	$(BIN)/python -m sphinx --fresh-env --fail-on-warning --nitpicky -q -c docs -d build/site-cache . $(SITE)
	$(BIN)/python -m tests.site $(SITE)

# Executes the notebooks on the samples and stores their outputs.
notebooks: $(DOCS)
	$(BIN)/newsfold run --raw samples
	$(BIN)/python -m tests.notebooks

clean:
	rm -rf $(VENV) $(PEERS) $(PAGE_PEERS) build .dagster .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -m compileall -q pipelines warehouse expectations
	$(BIN)/python -m pipelines.warm_up
	@touch $(READY)

$(DOCS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[docs]"
	@touch $(DOCS)

$(SPARK): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[spark-tests]"
	@touch $(SPARK)

$(PEERS)/.ready: benchmarks/peers/requirements.txt benchmarks/peers/constraints.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint benchmarks/peers/constraints.txt --requirement benchmarks/peers/requirements.txt
	@touch $(PEERS)/.ready

# Installed one at a time: they require different extras of lxml, and pip refuses them together.
$(PAGE_PEERS)/.ready: benchmarks/peers/pages.txt benchmarks/peers/pages-constraints.txt
	$(PYTHON) -m venv $(PAGE_PEERS)
	xargs -n 1 $(PAGE_PEERS)/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint benchmarks/peers/pages-constraints.txt < benchmarks/peers/pages.txt
	@touch $(PAGE_PEERS)/.ready
