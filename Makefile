# Every target sets up what it needs first; a second run repeats nothing whose inputs are unchanged.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
export MYPYPATH := build

.PHONY: help setup demo test lint soak bench bench-detect build regex-wheel lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

setup: .venv/.stamp node_modules/.stamp  ## virtual environment, npm packages, a browser
	@$(PY) build/browser.py chromium

demo: setup  ## see the extension at work on the demo pages, or on PAGE=<file or URL>
	@$(PY) demo/run.py $${PAGE:+"$$PAGE"}

test: setup lint  ## every test but the long ones
	@$(PY) build/browser.py firefox
	$(PY) -m pytest -m "not soak"

lint: .venv/.stamp node_modules/.stamp  ## style and types, Python and JavaScript
	$(PY) -m ruff check && $(PY) -m ruff format --check && $(PY) -m mypy
	npx --no-install tsc -p . && npx --no-install tsc -p tsconfig.content.json && npx --no-install tsc -p tsconfig.node.json
	npx --no-install eslint --max-warnings 0 .

soak: setup  ## the long tests
	$(PY) -m pytest -m soak

bench: setup  ## speed, in the browser and out of it
	@$(PY) tests/bench/run.py

bench-detect: setup  ## how much is found, and how much wrongly
	@$(PY) bench/detect.py

build: .venv/.stamp node_modules/.stamp  ## dist/chromium/ and dist/firefox/, each with its zip
	@$(PY) build/extension.py --browser chromium
	@$(PY) build/extension.py --browser firefox

regex-wheel: .venv/.stamp node_modules/.stamp  ## rebuild the committed WebAssembly wheel of regex
	@$(PY) build/regex_wheel.py

lock: .venv/.stamp  ## choose new versions for requirements/ and package-lock.json
	@$(PY) build/lock.py

clean:  ## remove what was built; set-up stays
	rm -rf dist .cache

.venv/.stamp: requirements/dev.txt
	@echo "Setting up Python packages in .venv (about half a minute) ..."
	@python3 -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	@echo "Setting up npm packages in node_modules (about half a minute) ..."
	@npm ci --ignore-scripts --loglevel=error
	@touch $@
