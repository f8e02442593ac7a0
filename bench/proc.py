"""What the kernel says of running processes."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")  # a second


def family_of(pid: int) -> list[int]:
    """Return the process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(_fields(stat)[1])
        except OSError:  # gone meanwhile
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    family = [pid]
    for member in family:
        family += parents.get(member, [])
    return family


def command_of(pid: int) -> list[str]:
    """Return the command line that started the process."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    return words.rstrip("\0").split("\0")


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time that the processes have used so far, all together."""
    ticks = 0
    for pid in pids:
        fields = _fields(Path(f"/proc/{pid}/stat"))
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS


def pss_mb(pid: int) -> float:
    """Return a process's memory in MB, what it shares divided by those who share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _colon, size = line.partition(":")
        if name == "Pss":
            return int(size.split()[0]) * 1024 / 1e6
    raise ValueError(pid)


def _fields(stat: Path) -> list[str]:
    """Return the fields after the name, which may hold anything: state, parent, ..."""
    return stat.read_text().rpartition(")")[2].split()
