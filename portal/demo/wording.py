"""Puts words into slots, each with the particle that fits it.

`{것}` is the word alone, `{것:은}` the word with 은 or 는: what stands behind the colon
is a particle as `web.josa.josa` takes it.
"""

import re
from collections.abc import Mapping

from web.josa import josa

_SLOT = re.compile(r"\{([가-힣]+)(?::([가-힣]+))?\}")


def worded(text: str, words: Mapping[str, str]) -> str:
    """Return the text with its slots filled; KeyError for a slot without a word."""

    def fill(slot: re.Match[str]) -> str:
        word, particle = words[slot[1]], slot[2]
        return word + josa(word, particle) if particle else word

    return _SLOT.sub(fill, text)
