"""The boards in Django's admin; every write goes through `boards.services`."""

from boards.admin.boards import BoardAdmin, CategoryAdmin, GroupAdmin
from boards.admin.comments import CommentAdmin
from boards.admin.posts import PostAdmin

__all__ = ["BoardAdmin", "CategoryAdmin", "CommentAdmin", "GroupAdmin", "PostAdmin"]
