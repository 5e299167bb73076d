# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
UV := 0.13.9

.PHONY: demo test check environment assets lock pictures

demo: environment assets  ## fill an empty register from fixtures/, serve it on http://127.0.0.1:8000 and read papers beside it
	$(BIN)/python manage.py migrate -v 0
	$(BIN)/python manage.py collectstatic --noinput -v 0
	$(BIN)/python manage.py demo
	@sh tracker/serve_demo.sh

test: environment assets  ## the whole suite; what needs Chromium, LibreOffice or the papers skips with its name without them
	$(BIN)/pytest -n 2 --dist worksteal

check: environment  ## what must hold before a commit, apart from the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest -q tests/test_architecture.py

environment: .venv/made

.venv/made: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	$(BIN)/uv pip sync --quiet --require-hashes requirements-dev.txt
	@touch $@

assets: environment
	$(BIN)/python -m tracker.assets

lock: environment  ## pin what pyproject.toml asks for
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

pictures: environment assets  ## take the pictures of docs/pictures anew; needs Chromium
	$(BIN)/python docs/draw_reading.py
	$(BIN)/python docs/take_pictures.py
