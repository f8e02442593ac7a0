"""인기검색어: what people have looked for most in the last days."""

import datetime
from collections.abc import Iterable
from functools import partial
from itertools import islice

from django.db.models import Count
from django.utils import timezone

from visitors.models import HiddenWord, SearchWord
from visitors.words import tidy_word
from web.generations import Generation, keep, raise_on_commit

DAYS = 3
MOST_SHOWN = 10
# What one person alone has typed stays with him: it may be a name or a number.
LEAST_PEOPLE = 2
_SECONDS = 60
_CANDIDATES = 200  # of these the hidden ones are taken out


def popular_words() -> tuple[str, ...]:
    """Return the words most people looked for, the first one first; kept a minute.

    A person counts once a day for each. Words with a hidden one in them are left out.
    """
    today = timezone.localdate()
    key = f"popular words:{today}"
    return keep(Generation.SITE, key, partial(_read, today), seconds=_SECONDS)


def _read(today: datetime.date) -> tuple[str, ...]:
    first = today - datetime.timedelta(days=DAYS - 1)
    words = SearchWord.objects.filter(date__gte=first).values("word")
    counted = words.annotate(people=Count("pk")).filter(people__gte=LEAST_PEOPLE)
    rows = counted.order_by("-people", "word").values_list("word", flat=True)
    hidden = list(HiddenWord.objects.values_list("word", flat=True))
    shown = (
        word for word in rows[:_CANDIDATES] if not any(part in word for part in hidden)
    )
    return tuple(islice(shown, MOST_SHOWN))


def hide_words(words: Iterable[str]) -> int:
    """Keep words out of the popular ones from now on; return how many are new."""
    rows = [HiddenWord(word=word) for word in {*map(tidy_word, words)} if word]
    before = HiddenWord.objects.count()
    HiddenWord.objects.bulk_create(rows, ignore_conflicts=True)
    note_hidden_words()
    return HiddenWord.objects.count() - before


def note_hidden_words() -> None:
    """Tell every process that other words are hidden."""
    raise_on_commit(Generation.SITE)
