# The commands of Madang. Variables given to make (PORT=8123, DATA_DIR=/srv/yard)
# reach the commands below as environment variables.
PYTHON ?= python3
FILE ?=
FORCE ?=
TESTS ?= tests
venv := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help prepare prepare-dev run demo test coverage test-browser pictures audit bench bench-quick bench-large mutate lint format lock backup restore

help: ## 이 도움말을 보여 줍니다
	@echo "마당 명령 (make 뒤에 적어 주세요):"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-16s%s\n", $$1, $$2}'

prepare:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) 명령이 없습니다. Python 3.11~3.14를 설치한 뒤 다시 실행해 주세요." >&2; exit 1; }
	@$(PYTHON) deploy/prepare.py

prepare-dev:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) 명령이 없습니다. Python 3.11~3.14를 설치한 뒤 다시 실행해 주세요." >&2; exit 1; }
	@$(PYTHON) deploy/prepare.py --dev

run: prepare ## 마당을 엽니다 (예: make run PORT=8123 DATA_DIR=/srv/yard)
	@exec $(venv)/python manage.py serve

demo: prepare ## 둘러볼 이웃, 글, 댓글, 그림으로 빈 사이트를 채웁니다 (make demo [FORCE=1])
	@$(venv)/python manage.py demo $(if $(filter 1,$(FORCE)),--force)

test: prepare-dev ## 모든 시험을 SQLite로 실행합니다
	@$(venv)/pytest -n 2 --dist loadgroup $(TESTS)

coverage: prepare-dev ## 시험을 실행하고 지나간 코드의 비율을 확인합니다 (95 % 이상)
	@$(venv)/pytest --cov -n 2 --dist loadgroup $(TESTS)

test-browser: prepare-dev ## 브라우저(Chromium) 시험을 실행합니다
	@$(venv)/pytest -m browser tests/browser

pictures: prepare-dev ## 모든 화면을 찍어 test-results/pictures에 모읍니다
	@$(venv)/python -m tests.browser.pictures

audit: prepare-dev ## Lighthouse로 첫 화면, 목록, 글을 재어 docs/audits.md에 적습니다
	@$(venv)/python -m tests.browser.lighthouse

bench: prepare-dev ## 열린 마당의 속도를 재어 bench/RESULTS.md와 README에 적습니다 (20분 안쪽)
	@$(venv)/python -m bench

bench-quick: prepare-dev ## 같은 것을 3분쯤 어림잡아 잽니다
	@$(venv)/python -m bench --scale quick

bench-large: prepare-dev ## 글 1천~1백만 개 사이트의 화면과 검색, 글 1천만 개의 목록을 재어 bench/LARGE.md에 적습니다 (한 시간 반쯤, 16 GB)
	@$(venv)/python -m bench.large

mutate: prepare-dev ## 코드를 조금씩 바꿔 보며 시험이 알아채는지 확인합니다 (한 시간쯤)
	@$(venv)/mutmut run --max-children 1

lint: prepare-dev ## 코드 모양, 타입, 설정을 검사합니다
	@$(venv)/ruff check --quiet .
	@$(venv)/ruff format --check --quiet . || { echo "코드 모양이 다릅니다. make format으로 고쳐 주세요." >&2; exit 1; }
	@$(venv)/djlint templates --lint --quiet
	@$(venv)/mypy
	@$(venv)/lint-imports
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export DATA_DIR="$$folder" \
	  && $(venv)/python manage.py makemigrations --check --dry-run \
	  && SITE_URL=https://madang.example TRUSTED_PROXIES=127.0.0.1 $(venv)/python manage.py check --deploy --fail-level WARNING

format: prepare-dev ## 코드 모양을 고칩니다
	@$(venv)/ruff check --fix --quiet .
	@$(venv)/ruff format --quiet .

lock: prepare-dev ## requirements.in을 해시가 붙은 requirements.txt로 고정합니다
	@$(venv)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	@$(venv)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links -c requirements.txt requirements-dev.in -o requirements-dev.txt

backup: prepare ## 열려 있는 마당의 백업 파일을 만듭니다
	@$(venv)/python manage.py backup

restore: prepare ## 백업을 되살립니다 (make restore FILE=... [FORCE=1])
	@test -n "$(FILE)" || { echo "되살릴 백업 파일을 알려 주세요: make restore FILE=data/backups/madang-….tar.gz" >&2; exit 1; }
	@$(venv)/python manage.py restore "$(FILE)" $(if $(filter 1,$(FORCE)),--force)
