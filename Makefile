# audio: build the sample · test: all tests · check: lint, types, layers, test · bench: speed · score: reading aloud
PYTHON := $(shell command -v python3 || command -v python)
BIN := .venv/bin

.PHONY: audio test check bench score locale

audio:
	$(PYTHON) make_audio.py build xinjing-2022

test: .venv/ready-test
	$(BIN)/python -m pytest

check: .venv/ready-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: .venv/ready-test
	$(BIN)/python tests/bench/run.py

score: .venv/ready-test
	$(BIN)/python tests/bench/score.py $(CASES)

# after editing audio_edition/locale/zh_CN/LC_MESSAGES/messages.po
locale: .venv/ready-test
	$(BIN)/pybabel compile -d audio_edition/locale -l zh_CN

.venv/ready-test: pyproject.toml
	$(PYTHON) -c 'import make_audio; make_audio.set_up(("offline", "test"))'
	touch $@

.venv/ready-dev: pyproject.toml
	$(PYTHON) -c 'import make_audio; make_audio.set_up(("offline", "test", "dev"))'
	touch $@
