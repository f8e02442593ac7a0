"""Before a cold search the database's files leave the system's memory."""

import os

from bench.large_search import drop_from_memory


def test_a_file_is_dropped_and_a_log_that_is_gone_is_not_missed(tmp_path, monkeypatch):
    dropped = []
    monkeypatch.setattr(os, "posix_fadvise", lambda *asked: dropped.append(asked[-1]))
    database, log = tmp_path / "site.sqlite3", tmp_path / "site.sqlite3-wal"
    database.write_bytes(b"rows")

    drop_from_memory(database)
    drop_from_memory(log)

    assert dropped == [os.POSIX_FADV_DONTNEED]
