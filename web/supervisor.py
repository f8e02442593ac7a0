"""Waits in the place of `manage.py serve` while the site is open, without Django.

`serve` becomes this once all is up; Django would hold 100 MB for as long as it waits.
"""

import sys

from web.processes import Processes


def main() -> None:
    """Supervise the children whose ids stand on the command line, after the lock."""
    lock, *pids = map(int, sys.argv[1:])
    processes = Processes(lock, pids)
    processes.wait()
    close(processes)


def close(processes: Processes) -> None:
    """Stop all; exit code 1 and one line when nobody has asked for that."""
    processes.stop()
    if not processes.is_asked_to_stop:
        raise SystemExit(
            "웹 서버나 작업 처리기가 멈추어 마당을 닫았습니다. "
            "위 기록을 확인한 뒤 다시 열어 주세요."
        )
    sys.stdout.write("마당을 닫았습니다. 다음에 또 만나요.\n")


if __name__ == "__main__":
    main()
