"""A process hands its children over to a smaller program, and no signal is lost."""

import os
import subprocess
import sys

import pytest

from web.processes import ROOT

OPEN = """
import os, signal, time
from web.processes import Processes

processes = Processes(os.open("/dev/null", os.O_RDONLY))
processes.start(time.sleep, 60)
"""
CLOSE = """
processes.hand_over("-m", "web.supervisor")
from web.supervisor import close
close(processes)
"""
INTERRUPT = "os.kill(os.getpid(), signal.SIGTERM)\n"
INTERRUPTED_EXEC = """
become = os.execve
def execve(*arguments):
    os.kill(os.getpid(), signal.SIGTERM)
    become(*arguments)
os.execve = execve
"""


def run(*code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "".join(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_what_supervises_has_no_django() -> None:
    done = run("import sys, web.supervisor; print('django' in sys.modules)")

    assert done.stdout == "False\n"


@pytest.mark.parametrize("when", [INTERRUPT, INTERRUPTED_EXEC], ids=["before", "while"])
def test_a_signal_at_the_hand_over_closes_the_site(when: str) -> None:
    done = run(OPEN, "print('pid', processes._children[0].pid)\n", when, CLOSE)

    first, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert last.startswith("마당을 닫았습니다")
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.split()[1]), 0)


def test_a_child_that_dies_after_the_hand_over_closes_the_site() -> None:
    done = run(OPEN, "os.kill(processes._children[0].pid, signal.SIGKILL)\n", CLOSE)

    assert done.returncode == 1
    assert done.stderr.startswith("웹 서버나 작업 처리기가 멈추어")


def test_a_child_is_stopped_by_a_signal_that_came_before_it_ran() -> None:
    early = "multiprocessing.process.BaseProcess._bootstrap"
    interrupt = f"""
import multiprocessing
become = {early}
def bootstrap(*arguments, **named):
    os.kill(os.getpid(), signal.SIGTERM)
    become(*arguments, **named)
{early} = bootstrap
"""
    end = "processes._children[0].await_end(); print('ended')\n"
    done = run(OPEN.replace("processes.start", f"{interrupt}\nprocesses.start"), end)

    assert (done.stdout, done.stderr) == ("ended\n", "")


def test_a_child_flushes_at_its_end() -> None:
    flush = "lambda: util.Finalize(None, print, ['flushed'], exitpriority=10)"
    done = run(
        OPEN,
        f"from multiprocessing import util; processes.start({flush})\n",
        "processes._children[1].await_end(); processes.stop()",
    )

    assert done.stdout == "flushed\n"


def test_processes_get_one_arena_unless_the_owner_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show = "processes.hand_over('-c', \"import os; print(os.environ['MALLOC_ARENA_MAX'])\")"
    open_ = OPEN.replace("processes.start", "# ")
    usual = run(open_, show)
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    own = run(open_, show)

    assert (usual.stdout, own.stdout) == ("1\n", "4\n")
