"""Everything a visitor types on a board, search boxes and page numbers included."""

from boards.forms.comments import COMMENT_MAX, CommentForm
from boards.forms.guests import GuestFields, PasswordForm
from boards.forms.lists import (
    FIELDS,
    PERIOD_NAMES,
    PERIODS,
    SEARCH_MAX,
    SORTS,
    ListForm,
    page_number,
    period_named,
    typed_words,
)
from boards.forms.posts import BODY_MAX, PostForm

__all__ = [
    "BODY_MAX",
    "COMMENT_MAX",
    "FIELDS",
    "PERIODS",
    "PERIOD_NAMES",
    "SEARCH_MAX",
    "SORTS",
    "CommentForm",
    "GuestFields",
    "ListForm",
    "PasswordForm",
    "PostForm",
    "page_number",
    "period_named",
    "typed_words",
]
