"""The tables of the boards, by noun."""

from boards.models.boards import Board, BoardGroup, Category, ReservedSlug
from boards.models.comments import Comment
from boards.models.drafts import Draft
from boards.models.files import Attachment, Link, PostPicture
from boards.models.posts import Post, PostView
from boards.models.records import ListTally, Removal, Submission, WritingTotal
from boards.models.states import State

__all__ = [
    "Attachment",
    "Board",
    "BoardGroup",
    "Category",
    "Comment",
    "Draft",
    "Link",
    "ListTally",
    "Post",
    "PostPicture",
    "PostView",
    "Removal",
    "ReservedSlug",
    "State",
    "Submission",
    "WritingTotal",
]
