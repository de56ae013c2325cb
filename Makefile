# `make` sets up what is missing, checks the essays, builds the site and the tomes; `make test` runs every check.

export NO_MKDOCS_2_WARNING := 1
bin := .venv/bin

.PHONY: all setup serve docs test lint texts bench pins clean

all: setup
	$(bin)/florilege check
	$(bin)/mkdocs build
	$(bin)/python build_pdf.py

setup:
	@scripts/setup

serve: setup
	$(bin)/mkdocs serve

docs: setup # the documentation of the engine: French in build/docs/, English in build/docs/en/
	$(bin)/mkdocs build --strict -f docs/mkdocs.yml
	$(bin)/mkdocs build --strict -f docs/mkdocs.en.yml

test:
	@scripts/setup --tests
	@$(MAKE) --no-print-directory -j 2 lint texts
	@$(bin)/python -m compileall -q plugins # the tests start some thousands of processes, which may write none of it
	$(bin)/python -m pytest -m ""

lint:
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy

texts: # what people have written, whatever it is: the tests of the engine look at anthologies of their own
	$(bin)/florilege check
	$(bin)/mkdocs build

bench: # BENCH="--large --peers --write" for more of bench/tome.py; bench/site.py measures the site
	@scripts/setup --tests
	$(bin)/python bench/tome.py $(BENCH)

pins:
	scripts/pins --upgrade

clean:
	rm -rf .cache site tomes dist build
