"""Which picture stands for a post in lists."""

import re

from boards.models import Post
from uploads.models import StoredPicture
from web.generations import Generation, raise_on_commit

# As the sanitiser writes it; only pictures of our own storage stand for a post.
_IN_BODY = re.compile(r'<img\b[^<>]*? src="/media/(pictures/[\w/.-]+\.webp)"')


def pictures_in(body_html: str) -> list[str]:
    """Return the paths of our own pictures in a sanitised body, in their order."""
    return list(dict.fromkeys(_IN_BODY.findall(body_html)))


def choose_thumbnail(post: Post, main_picture: str | None) -> None:
    """Save the picture of the post: the chosen one, while it stands in the post.

    Otherwise the first one of the body, else the first attached one.
    main_picture: its address, None to keep the one the post has.
    """
    own = pictures_in(post.body_html)
    if post.file_count:
        own += [file.path for file in post.attachments.all() if file.is_picture]
    if main_picture is None:
        chosen = post.thumbnail
    else:
        chosen = main_picture.partition("/media/")[2]
    shown = chosen if chosen in own else next(iter(own), "")
    if shown != post.thumbnail:
        stored = StoredPicture.objects.filter(path=shown).first() if shown else None
        post.thumbnail = shown
        post.thumbnail_widths = stored.widths if stored else ""
        post.save(update_fields=["thumbnail", "thumbnail_widths"])


def note_sizes(path: str, widths: str) -> None:
    """Let the posts that show this picture in lists know its sizes."""
    # `thumbnail > ''` is the condition of the index.
    posts = Post.objects.filter(thumbnail=path, thumbnail__gt="")
    if posts.update(thumbnail_widths=widths):
        raise_on_commit(Generation.POSTS)
