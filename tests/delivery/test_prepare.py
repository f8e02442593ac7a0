"""Preparing a clean checkout: what is wrong is one line, what is right is done once."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD_PYTHON = "import sys\nsys.version_info = ({version}, 0, 'final', 0)\n"
NO_MODULE = "import sys\nsys.modules['{module}'] = None\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing to install, so that no network is needed."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "requirements-dev.txt").write_text("")
    return tmp_path


def prepare(
    checkout: Path, *arguments: str, first: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run prepare.py; `first` is Python that runs before it, to spoil something."""
    (checkout / "sitecustomize.py").write_text(first)
    environment = os.environ | {"PYTHONPATH": str(checkout)} | variables
    return subprocess.run(
        [sys.executable, checkout / "deploy" / "prepare.py", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(lines) == 1, lines
    assert all(word in lines[0] for word in words), lines[0]


def test_an_old_python_can_at_least_read_the_file() -> None:
    source = (ROOT / "deploy" / "prepare.py").read_text(encoding="utf-8")

    assert ast.parse(source, feature_version=(3, 6))


def test_the_lock_leaves_out_no_library_that_another_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("version", ["2, 7", "3, 6", "3, 10"])
def test_a_python_too_old_is_named(checkout: Path, version: str) -> None:
    done = prepare(checkout, first=OLD_PYTHON.format(version=version))

    assert_one_line(done, version.replace(", ", "."), "오래되었습니다", "3.11")


def test_a_python_too_new_is_named(checkout: Path) -> None:
    done = prepare(checkout, first=OLD_PYTHON.format(version="3, 15"))

    assert_one_line(done, "3.15", "새 버전", "3.14")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_module_is_named(checkout: Path, module: str) -> None:
    done = prepare(checkout, first=NO_MODULE.format(module=module))

    assert_one_line(done, module, "apt install python3-venv")


def test_a_data_folder_that_cannot_be_written_is_named(checkout: Path) -> None:
    blocked = checkout / "requirements.txt" / "data"

    done = prepare(checkout, DATA_DIR=str(blocked))

    assert_one_line(done, str(blocked), "DATA_DIR=")


def test_after_a_failed_installation_the_next_one_starts_afresh(
    checkout: Path,
) -> None:
    (checkout / "requirements.txt").write_text("./nowhere\n")
    failed = prepare(checkout)
    assert failed.returncode == 1
    assert "라이브러리를 설치하지 못했습니다" in failed.stderr.splitlines()[-1]
    assert "Traceback" not in failed.stderr

    (checkout / "requirements.txt").write_text("")

    assert "가상 환경" in prepare(checkout).stdout
    assert prepare(checkout).stdout == ""


def test_everything_is_installed_once_and_again_only_when_it_must(
    checkout: Path,
) -> None:
    assert "가상 환경" in prepare(checkout).stdout
    assert prepare(checkout).stdout == ""

    (checkout / "requirements.txt").write_text("# another\n")
    changed = prepare(checkout).stdout
    assert "설치합니다" in changed
    assert "가상 환경" not in changed

    assert "설치합니다" in prepare(checkout, "--dev").stdout
    assert prepare(checkout, "--dev").stdout == ""
    assert prepare(checkout).stdout == ""


def test_make_says_when_there_is_no_python_at_all(checkout: Path) -> None:
    done = subprocess.run(
        ["make", "--silent", "run", "PYTHON=python-of-nobody"],  # noqa: S607
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "python-of-nobody 명령이 없습니다" in done.stderr.splitlines()[0]


def test_make_lists_its_commands_in_korean(checkout: Path) -> None:
    done = subprocess.run(
        ["make"],  # noqa: S607
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )

    names = {line.split()[0] for line in done.stdout.splitlines()[1:]}
    assert {"run", "test", "test-browser", "lint", "lock", "backup", "restore"} <= names
