"""Every write to the boards' content; views, the admin and jobs call nothing else."""

from boards.services.boards import (
    delete_board,
    delete_category,
    delete_group,
    save_board,
    save_category,
    save_group,
    set_managers,
)
from boards.services.comments import create_comment, edit_comment
from boards.services.erasure import erase_author
from boards.services.files import follow_link, note_download
from boards.services.moves import move_posts, recategorise_posts
from boards.services.posts import create_post, edit_post
from boards.services.removals import (
    delete_comment,
    delete_post,
    hide_comment,
    hide_post,
    restore_comment,
    restore_post,
)

__all__ = [
    "create_comment",
    "create_post",
    "delete_board",
    "delete_category",
    "delete_comment",
    "delete_group",
    "delete_post",
    "edit_comment",
    "edit_post",
    "erase_author",
    "follow_link",
    "hide_comment",
    "hide_post",
    "move_posts",
    "note_download",
    "recategorise_posts",
    "restore_comment",
    "restore_post",
    "save_board",
    "save_category",
    "save_group",
    "set_managers",
]
