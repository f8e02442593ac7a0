"""What pages of posts show, by name: see web.contents."""

# The newest posts of any boards.
NEW_POSTS = "new posts"


def of_list(board_id: int) -> str:
    """Return the name of what a board's list shows: its posts, and how many comments.

    Views, votes and the boxes beside it are not meant; they may be a little older.
    """
    return f"list {board_id}"


def of_post(post_id: int) -> str:
    """Return the name of what a post's page shows: the post and its comments."""
    return f"post {post_id}"
