# Every target sets up what it needs first; a second run repeats nothing whose inputs are unchanged.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
PIP := .venv/bin/pip install --quiet --disable-pip-version-check
LOCK := .cache/lock/bin/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header

.PHONY: help setup demo test lint soak bench bench-pages bench-compare bench-table bench-detect bench-agreement languages build regex-wheel wire vocabulary lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 22

setup: .venv/.stamp node_modules/.stamp  ## virtual environment, npm packages, a browser
	@$(PY) build/browser.py chromium

demo: setup  ## see the extension at work on the demo pages, or on PAGE=<file or URL>
	@$(PY) demo/run.py $${PAGE:+"$$PAGE"}

test: setup lint  ## every test but the long ones
	@$(PY) build/browser.py firefox
	$(PY) -m pytest -m "not soak and not browser" --numprocesses 2 --dist loadfile
	$(PY) -m pytest -m "browser and not soak" --numprocesses 2 --dist loadfile

lint: .venv/.stamp node_modules/.stamp  ## style and types, Python and JavaScript
	$(PY) -m ruff check && $(PY) -m ruff format --check && $(PY) -m mypy
	node_modules/.bin/tsc -p . && node_modules/.bin/tsc -p tsconfig.content.json && node_modules/.bin/tsc -p tsconfig.node.json
	node_modules/.bin/eslint --max-warnings 0 .

soak: setup  ## the long tests
	$(PY) -m pytest -m soak

bench: setup  ## speed, in the browser and out of it
	@$(PY) bench/speed.py

bench-pages: setup  ## what the extension does to the main thread of every saved page
	@$(PY) bench/every_page.py

bench-compare: setup  ## speed of this tree beside that of BASE=<commit>
	@BASE=$(BASE) $(PY) bench/compare.py

bench-table: setup  ## the README's table of speed and its chart, from the last `make bench`
	@$(PY) bench/table.py

bench-detect: setup  ## how much is found, and how much wrongly
	@$(PY) bench/detect.py

bench-agreement: setup  ## whether the command line and the extension find the same in saved pages
	@$(PY) bench/agreement.py

languages: .venv/.stamp  ## write docs/LANGUAGES.md: what each language has and lacks
	@$(PY) -m softsell.completeness

build: .venv/.stamp node_modules/.stamp  ## dist/chromium/ and dist/firefox/, each with its zip
	@$(PY) build/extension.py --browser chromium
	@$(PY) build/extension.py --browser firefox

regex-wheel: .venv/.stamp node_modules/.stamp  ## rebuild the committed WebAssembly wheel of regex
	@$(PY) build/regex_wheel.py

wire: .venv/.stamp  ## write the wire's TypeScript types from core/softsell/wire/messages.py
	@$(PY) -m softsell.wire.typescript > extension/shared/wire.d.ts

vocabulary: .venv/.stamp  ## write what the content scripts read pages by from core/softsell/html/vocabulary.toml
	@$(PY) -m softsell.html.javascript > extension/content/vocabulary.js

lock:  ## choose new versions for requirements/*.txt and package-lock.json
	@python3 -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	$(LOCK) --universal --python-version 3.11 requirements/dev.in -o requirements/dev.txt
	$(LOCK) --no-deps --only-binary=:all: --python-version 3.14 requirements/py-compile.in -o requirements/py-compile.txt
	npm update --package-lock-only --ignore-scripts

clean:  ## remove what was built; set-up stays
	rm -rf dist .cache

.venv/.stamp: requirements/dev.txt pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer as python3."; exit 2; }
	@echo "Setting up Python packages in .venv (about half a minute) ..."
	@python3 -m venv .venv
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' || { echo "This needs Node 20 or newer as node."; exit 2; }
	@echo "Setting up npm packages in node_modules (about half a minute) ..."
	@npm ci --ignore-scripts --loglevel=error
	@touch $@
