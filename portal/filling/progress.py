"""Shows how far a long work is: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

_WIDTH = 24  # signs of the bar
_REDRAW, _LINE = 0.2, 10.0  # seconds between two
_END_OF_LINE = "\x1b[K"  # clears what an earlier, longer line has left


class Progress:
    """Tells a stream how much of `total` is done, and how long the rest will take.

    counts: whether these are numbers of something that people know.
    """

    def __init__(
        self,
        stream: OutputWrapper,
        clock: Callable[[], float] = time.monotonic,
        *,
        counts: bool = True,
    ) -> None:
        self._stream, self._clock, self._counts = stream, clock, counts
        self._is_terminal = stream.isatty()
        self._began = self._shown = clock()
        self._is_in_bar = False

    def start(self) -> None:
        """Begin to count the time."""
        self._began = self._shown = self._clock()

    def show(self, done: int, total: int) -> None:
        """Show how much is done, unless that was shown just now."""
        now = self._clock()
        if done < total and now - self._shown < (
            _REDRAW if self._is_terminal else _LINE
        ):
            return
        self._shown = now
        rest = (now - self._began) * (total - done) / max(done, 1)
        of_all = f" ({done:,}/{total:,})" if self._counts else ""
        words = _("%(percent)d%%%(of_all)s, 남은 시간 %(rest)s") % {
            "percent": 100 * done // total,
            "of_all": of_all,
            "rest": duration(rest),
        }
        if not self._is_terminal:
            self._write(f"{words}\n")
            return
        full = _WIDTH * done // total
        bar = "█" * full + "░" * (_WIDTH - full)
        self._is_in_bar = done < total
        self._write(f"\r{bar} {words}{_END_OF_LINE}" + "\n" * (not self._is_in_bar))

    def say(self, line: str) -> None:
        """Write a line of its own; a bar that is not full stays above it."""
        self._write("\n" * self._is_in_bar + f"{line}\n")
        self._is_in_bar = False

    def _write(self, text: str) -> None:
        self._stream.write(text, str, ending="")  # as it is: it is no error
        self._stream.flush()


def duration(seconds: float) -> str:
    """Return a time in words: 45초, 3분 20초, 1시간 5분."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("%(hours)d시간 %(minutes)d분") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(minutes)d분 %(seconds)d초") % {"minutes": minutes, "seconds": rest}
    return _("%(seconds)d초") % {"seconds": rest}
