PYTHON ?= python3

.PHONY: run test build

run:
	$(PYTHON) run.py

test:
	$(PYTHON) run.py test

build:
	$(PYTHON) run.py build
