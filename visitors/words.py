"""What people look for on the site: each word once per person and day."""

import unicodedata

from django.utils import timezone

from visitors.models import DailyVisits, SearchWord

WORD_LENGTH = 50


def record_word(words: str, visitor_key: str) -> None:
    """Note that this visitor has looked for these words today; again is nothing."""
    word = tidy_word(words)
    if not word:
        return
    today = timezone.localdate()
    row = SearchWord(date=today, word=word, visitor=visitor_key)
    SearchWord.objects.bulk_create([row], ignore_conflicts=True)
    DailyVisits.objects.filter(date=today, is_summed=True).update(is_summed=False)


def tidy_word(words: str) -> str:
    """Return the words as they are counted: NFKC, lower case, single spaces."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    seen = "".join(letter for letter in folded if letter.isprintable())
    return " ".join(seen.split())[:WORD_LENGTH].strip()
