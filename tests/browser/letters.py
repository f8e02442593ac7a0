"""Letters of a running site that writes them to files."""

import email
import email.policy
import re
import time
from pathlib import Path

from tests.browser.people import TIMEOUT_MS


def wait_for_letter(folder: Path, to: str, subject: str) -> str:
    """Return the words of the newest letter of this subject to this address."""
    end = time.monotonic() + TIMEOUT_MS / 1000
    while time.monotonic() < end:
        found = [
            text
            for receiver, title, text in _letters(folder)
            if receiver == to and subject in title
        ]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"No letter ‘{subject}’ to {to}: {_letters(folder)}")


def link_in(letter: str) -> str:
    found = re.search(r"https?://\S+", letter)
    assert found, letter
    return found[0]


def code_in(letter: str) -> str:
    found = re.search(r"^\d{6}$", letter, re.MULTILINE)
    assert found, letter
    return found[0]


def _letters(folder: Path) -> list[tuple[str, str, str]]:
    """Return receiver, subject and words of each letter, the oldest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
    letters = []
    for file in files:
        for text in file.read_text("utf-8").split("-" * 79 + "\n"):
            if text.strip():
                letter = email.message_from_string(text, policy=email.policy.default)
                body = letter.get_content()
                letters.append((letter["To"], letter["Subject"], body))
    return letters
