"""A form sent twice makes one post or comment.

A double click, a reload, or a phone that sends again after a lost answer must not
write twice: the first result is returned instead.
"""

import hashlib
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import Member
from boards.models import Submission

# A key made from the text itself (no script, so no id of the form) holds only for
# as long as a double click takes; an id of the form holds for a day.
SAME_TEXT = "text:"
SAME_TEXT_FOR = timedelta(minutes=2)
SAME_FORM_FOR = timedelta(days=1)

_CLAIM = (
    "INSERT INTO boards_submission (key, created_at) VALUES (%s, %s)"
    " ON CONFLICT (key) DO UPDATE"
    " SET post_id = NULL, comment_id = NULL, created_at = excluded.created_at"
    " WHERE boards_submission.created_at < %s"
)


def submission_key(kind: str, author: Member | None, submission_id: str) -> str:
    """Return the key of one person's form; `kind` is `post` or `comment`."""
    who = f"member:{author.pk}" if author else "guest"
    return hashlib.sha256(f"{kind}\0{who}\0{submission_id}".encode()).hexdigest()


def same_text_id(*parts: object) -> str:
    """Return a submission id from address, form, target and text, for 2 minutes."""
    text = "\0".join(str(part) for part in parts)
    return SAME_TEXT + hashlib.sha256(text.encode()).hexdigest()


def claim(key: str, submission_id: str) -> Submission | None:
    """Take the key for this transaction; return who took it earlier, if anybody.

    Two at once: the database lets the second wait until the first has committed.
    """
    good_for = SAME_TEXT_FOR if submission_id.startswith(SAME_TEXT) else SAME_FORM_FOR
    now = timezone.now()
    as_stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [key, as_stored(now), as_stored(now - good_for)])
        is_ours = cursor.rowcount > 0
    if is_ours:
        return None
    return Submission.objects.select_related("post", "comment").get(key=key)


def drop_old_submissions() -> None:
    """Forget the forms of earlier days; run nightly."""
    Submission.objects.filter(created_at__lt=timezone.now() - SAME_FORM_FOR).delete()
