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

bench: # each prints its own usage with --help
	@for file in bench/*.py; do printf '%-28s%s\n' "$$file" "$$(sed -n '1s/^"""//p' "$$file")"; done

pins:
	scripts/pins --upgrade

clean:
	rm -rf .cache site tomes dist build
