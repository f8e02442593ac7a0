"""What people look for on the site: each word once per person and day."""

import datetime
import unicodedata
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from visitors.models import DailyVisits, SearchWord
from web.flushing import Queue

WORD_LENGTH = 50
MOST_WAITING = 10_000
BATCH = 100


class _Looked(NamedTuple):
    """Somebody has looked for a word on a day."""

    day: datetime.date
    word: str
    visitor_key: str


def record_word(
    words: str, visitor_key: str, *, day: datetime.date | None = None
) -> None:
    """Note that this visitor has looked for these words; again that day is nothing.

    day: the one of which his key is, today when it is not said. It is written within a
    second or so, with what others look for.
    """
    word = tidy_word(words)
    if word:
        queue.put(_Looked(day or timezone.localdate(), word, visitor_key))


@transaction.atomic
def _write(batch: list[_Looked]) -> int:
    rows = [
        SearchWord(date=looked.day, word=looked.word, visitor=looked.visitor_key)
        for looked in sorted({*batch})
    ]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True)
    # A search around midnight may come when its day is summed already.
    days = DailyVisits.objects.filter(date__in={row.date for row in rows})
    days.filter(is_summed=True).update(is_summed=False)
    return len(rows)


def tidy_word(words: str) -> str:
    """Return the words as they are counted: NFKC, lower case, single spaces."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    seen = "".join(letter for letter in folded if letter.isprintable())
    return " ".join(seen.split())[:WORD_LENGTH].strip()


queue = Queue("words", _write, most=MOST_WAITING, batch=BATCH)
