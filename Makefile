# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_REPORT := out/istanbul-2025.html
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint types layers docs bench refresh picture mutants fuzz format clean

demo: $(VENV)/core
	@$(BIN)/detente brief istanbul-2025
	@mkdir -p $(dir $(DEMO_REPORT))
	@$(BIN)/detente report istanbul-2025 --out $(DEMO_REPORT) 2>/dev/null
	@echo
	@echo "The report, to open in a browser or print: $(abspath $(DEMO_REPORT))"

test: $(VENV)/dev
	@$(BIN)/python tools/chromium.py
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

layers: $(VENV)/dev
	$(BIN)/lint-imports

docs: $(VENV)/dev
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

refresh: $(VENV)/dev
	$(BIN)/python -m tools.refresh

picture: $(VENV)/dev
	$(BIN)/python -m tools.picture

# Not part of .ci/run: it takes up to ten minutes. ONLY=wording mutates what begins so, SEED=2 draws others, NUMBER=100 fewer.
mutants: $(VENV)/dev
	$(BIN)/python -m tools.mutants --seed $(or $(SEED),1) --number $(or $(NUMBER),240) --only "$(ONLY)" $(MORE)

# Damaged files of every format, and random conflicts written and read again; what fails is kept in out/fuzz/.
fuzz: $(VENV)/dev
	$(BIN)/python -m tools.fuzz --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1) $(MORE)

# All sections, or some: make bench MORE="questions startup".
bench: $(VENV)/core
	$(BIN)/python -m tools.bench $(MORE)

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/core: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -e .
	@$(BIN)/python -m compileall -q src  # so that the first call starts as fast as the next
	@touch $@

$(VENV)/dev: $(VENV)/core
	@$(PIP) -e '.[test,lint,docs,mutants]'
	@touch $@

clean:
	rm -rf $(VENV) out docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .mutants
