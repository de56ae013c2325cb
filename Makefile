# `make` sets up what is missing, checks the essays, builds the site and the tomes; `make test` runs every check.

export NO_MKDOCS_2_WARNING := 1
bin := .venv/bin

.PHONY: all setup serve test bench pins clean

all: setup
	$(bin)/florilege check
	$(bin)/mkdocs build
	$(bin)/python build_pdf.py

setup:
	@scripts/setup

serve: setup
	$(bin)/mkdocs serve

test:
	@scripts/setup --tests
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/python -m pytest -n auto

bench: # BENCH="--large --peers --write" for more of bench/tome.py; bench/site.py measures the site
	@scripts/setup --tests
	$(bin)/python bench/tome.py $(BENCH)

pins:
	scripts/pins --upgrade

clean:
	rm -rf .cache site tomes dist build
