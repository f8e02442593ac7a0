"""The indexes there are, and the fields a search may look into."""

from enum import StrEnum


class Index(StrEnum):
    """One index; each has a table of its own, all of the same shape."""

    POSTS = "posts"
    COMMENTS = "comments"


class Field(StrEnum):
    """A text of a document; what is searched for never spans two of them."""

    TITLE = "title"
    BODY = "body"
    AUTHOR = "author"
