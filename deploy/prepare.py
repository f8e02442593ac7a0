"""Prepare `.venv` for Madang: check Python, make it, install the locked libraries.

Runs before anything is installed, so it needs the standard library only, and even
Python 3.6 must be able to parse it, to be told that it is too old.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
UNFINISHED = os.path.join(VENV, "unfinished")  # there while pip is at work


def stop(line: str) -> None:
    """Say in one line what is wrong and what to do, and end with exit code 1."""
    sys.stderr.write(line + "\n")
    sys.exit(1)


def check_python() -> None:
    """Stop unless this Python is one that Madang runs on."""
    here = sys.version_info[:2]
    if OLDEST <= here <= NEWEST:
        return
    stop(
        f"Python {here[0]}.{here[1]} 버전은 "
        + ("너무 오래되었습니다." if here < OLDEST else "너무 새 버전입니다.")
        + " Python 3.11~3.14 가운데 하나를 설치한 뒤 "
        "`make run PYTHON=python3.12`처럼 알려 주세요."
    )


def check_folder(path: str, what: str) -> None:
    """Stop unless files can be made in the folder (made here when missing)."""
    try:
        os.makedirs(path, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError:
        stop(
            f"{what}에 쓸 수 없습니다: {path} 폴더의 주인과 권한을 확인하거나, "
            "`make run DATA_DIR=/쓸/수/있는/폴더`처럼 다른 곳을 정해 주세요."
        )


def make_venv() -> None:
    """Make `.venv`; what an interrupted or older try left is replaced."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            stop(
                f"이 Python에는 {module} 모듈이 없습니다. `apt install python3-venv`"
                "처럼 운영체제의 패키지로 설치한 뒤 다시 실행해 주세요."
            )
    print("가상 환경(.venv)을 만듭니다.", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    if subprocess.call(command) != 0:
        stop("가상 환경을 만들지 못했습니다. 위 내용을 확인한 뒤 다시 실행해 주세요.")


def is_usable() -> bool:
    """Tell whether `.venv` is whole and made with this very Python."""
    if os.path.exists(UNFINISHED) or not os.path.exists(VENV_PYTHON):
        return False
    question = "import pip, sys; sys.exit(sys.version != sys.argv[1])"
    return subprocess.call([VENV_PYTHON, "-c", question, sys.version]) == 0


def install(requirements: str) -> None:
    """Install the locked libraries unless exactly these are there already."""
    with open(os.path.join(ROOT, requirements), "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest() + " " + sys.version
    stamp = os.path.join(VENV, requirements + ".installed")
    if read(stamp) == wanted and os.path.exists(VENV_PYTHON):
        return
    if not is_usable():
        make_venv()
    print("필요한 라이브러리를 설치합니다. 1~2분 걸릴 수 있습니다.", flush=True)
    write(UNFINISHED, requirements)
    # The lock names every library there is to install. Without --no-deps older pips
    # look for a newer release of what is asked for with an extra, and stop at its hash.
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes"]
    command += ["--no-deps", "--disable-pip-version-check"]
    command += ["-r", os.path.join(ROOT, requirements)]
    if subprocess.call(command) != 0:
        stop(
            "라이브러리를 설치하지 못했습니다. 인터넷 연결을 확인한 뒤 "
            "다시 실행해 주세요."
        )
    write(stamp, wanted)
    os.remove(UNFINISHED)


def read(path: str) -> str:
    """Return the text of a stamp; empty when it is not there."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def write(path: str, text: str) -> None:
    """Put a stamp in place whole, so that an interruption leaves none."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def main() -> None:
    """Check, make, install: at most one line of complaint, exit code 0 or 1."""
    check_python()
    check_folder(ROOT, "마당 폴더")
    data = os.environ.get("DATA_DIR") or os.path.join(ROOT, "data")
    check_folder(data, "데이터 폴더")
    try:
        is_for_development = "--dev" in sys.argv[1:]
        install("requirements-dev.txt" if is_for_development else "requirements.txt")
    except KeyboardInterrupt:
        stop("준비를 멈추었습니다. 다시 실행하면 이어서 준비합니다.")


if __name__ == "__main__":
    main()
