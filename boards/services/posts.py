"""Writing and editing posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Member
from boards import contents
from boards.dressing import dress, show_picture_lines
from boards.errors import EditConflict, NotOfThisBoard, ParentGone
from boards.models import Board, Category, Draft, Post, State, Submission
from boards.models.posts import EXCERPT_MAX, TITLE_MAX, BodyFormat
from boards.services import counting, files, indexing
from boards.services.picture_links import link_pictures
from boards.services.submissions import claim, submission_key
from boards.services.thumbnails import choose_thumbnail
from boards.threads import next_path
from boards.videos import note_videos
from guard.sanitise import clean_text, plain_text, sanitise_html, text_to_html
from uploads.services import PreparedFile
from web.contents import note_change
from web.generations import Generation, raise_on_commit
from web.inserting import insert

_BEGIN_THREAD = 'UPDATE "boards_post" SET "thread" = "id" WHERE "id" = %s'


def create_post(
    board: Board,
    author: Member | None,
    *,
    title: str,
    body: str,
    body_format: str = BodyFormat.TEXT,
    category: Category | None = None,
    parent: Post | None = None,
    is_notice: bool = False,
    is_secret: bool = False,
    author_name: str = "",
    guest_password: str = "",
    links: Sequence[str] = (),
    uploads: Sequence[PreparedFile] = (),
    main_picture: str = "",
    ip: str | None = None,
    submission_id: str = "",
    draft: Draft | None = None,
    created_at: datetime | None = None,
    extra: dict[str, Any] | None = None,
    source_board: str = "",
    source_id: int | None = None,
) -> Post:
    """Write a post, or a reply below `parent`: sanitised, placed, counted.

    author: None for a guest, who then has `author_name` and `guest_password`.
    uploads: from `uploads.services.prepare_upload`, in the order to be shown.
    main_picture: the address of the picture that stands for the post in lists.
    submission_id: a repeat with the same id returns the first post.
    draft: what was kept of this text, gone with its posting.
    A board whose posts are all secret makes this one secret too.
    Raises ParentGone, ThreadFull, NotOfThisBoard.
    """
    body = clean_text(body)
    body_html = render_body(body, body_format)
    post = Post(
        board=board,
        author=author,
        author_name=author.nickname if author else clean_text(author_name),
        guest_password=(
            make_password(guest_password) if guest_password and not author else ""
        ),
        title=clean_text(title)[:TITLE_MAX],
        body=body,
        body_format=body_format,
        body_html=body_html,
        excerpt=excerpt_of(body_html),
        category=_category_of(board, category),
        is_notice=is_notice,
        is_secret=is_secret or board.secrecy == Board.Secrecy.ALWAYS,
        ip=ip,
        created_at=created_at or timezone.now(),
        extra=extra or {},
        source_board=source_board,
        source_id=source_id,
    )
    with files.stored(uploads) as stored, transaction.atomic():
        if submission_id:
            key = submission_key("post", author, submission_id)
            first = claim(key, submission_id)
            if first and first.post:
                stored.discard()
                return first.post
        if parent is None:
            _place_as_root(post)
        else:
            _place_below(post, parent)
        files.attach(post, stored.files)
        choose_thumbnail(post, main_picture)
        link_pictures(post)
        note_videos(post.body_html)
        if any(links):
            files.set_links(post, links)
        counting.add([counting.group_of(post)])
        indexing.add_post(post)
        if submission_id:
            Submission.objects.filter(key=key).update(post=post)
        if draft:
            draft.delete()
        raise_on_commit(Generation.POSTS)
        note_change(contents.of_list(board.pk), contents.NEW_POSTS)
    return post


def edit_post(
    post: Post,
    *,
    title: str,
    body: str,
    body_format: str | None = None,
    category: Category | None = None,
    is_notice: bool | None = None,
    is_secret: bool | None = None,
    author_name: str | None = None,
    created_at: datetime | None = None,
    links: Sequence[str] | None = None,
    remove_files: Sequence[int] = (),
    uploads: Sequence[PreparedFile] = (),
    main_picture: str | None = None,
    version: int | None = None,
    draft: Draft | None = None,
) -> Post:
    """Save an edited post and return it; None leaves a thing as it is.

    category: always set, None for no category.
    remove_files: numbers of attachments to take away.
    version: the version the form was opened with.
    draft: what was kept of this text, gone with its saving.
    Raises EditConflict when another edit came first, NotOfThisBoard.
    """
    body = clean_text(body)
    body_format = body_format or post.body_format
    body_html = render_body(body, body_format)
    excerpt = excerpt_of(body_html)
    with files.stored(uploads) as stored, transaction.atomic():
        post = lock_thread(post)
        if version is not None and post.version != version:
            raise EditConflict(post.version)
        before = counting.group_of(post)
        post.title = clean_text(title)[:TITLE_MAX]
        post.body = body
        post.body_format = body_format
        post.body_html = body_html
        post.excerpt = excerpt
        post.category = _category_of(post.board, category)
        if is_notice is not None:
            post.is_notice = is_notice
        if is_secret is not None:
            post.is_secret = is_secret or post.board.secrecy == Board.Secrecy.ALWAYS
        if author_name is not None:
            post.author_name = clean_text(author_name)
        if created_at is not None:
            post.created_at = created_at
        post.version += 1
        post.edited_at = timezone.now()
        with indexing.reindexed([post.pk]):
            post.save(
                update_fields=[
                    *(
                        "title",
                        "body",
                        "body_format",
                        "body_html",
                        "excerpt",
                        "category",
                    ),
                    *("is_notice", "is_secret", "author_name", "created_at"),
                    *("version", "edited_at"),
                ]
            )
        files.detach(post, remove_files)
        files.attach(post, stored.files)
        choose_thumbnail(post, main_picture)
        link_pictures(post)
        note_videos(post.body_html)
        if links is not None:
            files.set_links(post, links)
        after = counting.group_of(post)
        if post.state == State.VISIBLE and before != after:
            counting.subtract([before])
            counting.add([after])
        if draft:
            draft.delete()
        raise_on_commit(Generation.POSTS, Generation.REMOVALS)
    return post


def render_body(body: str, body_format: str) -> str:
    """Return the HTML shown for what was typed; the only place that makes it.

    In plain text a line that is the address of one of our pictures shows it.
    """
    if body_format == BodyFormat.HTML:
        return dress(sanitise_html(body))
    return dress(show_picture_lines(text_to_html(body)))


def excerpt_of(body_html: str) -> str:
    """Return the first words of a body, at most EXCERPT_MAX characters of them."""
    return plain_text(body_html)[:EXCERPT_MAX].rstrip()


def lock_thread(post: Post) -> Post:
    """Lock the thread a post stands in and return the post as it is now.

    The root's row stands for the whole thread. A move may give the post another
    thread while we wait, so look again once the lock is held.
    """
    while True:
        Post.objects.select_for_update().get(pk=post.thread)
        fresh = Post.objects.get(pk=post.pk)
        if fresh.thread == post.thread:
            return fresh
        post = fresh


def _category_of(board: Board, category: Category | None) -> Category | None:
    if category is not None and category.board_id != board.pk:
        raise NotOfThisBoard
    return category


def _place_as_root(post: Post) -> None:
    insert(post)
    post.thread = post.pk
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN_THREAD, [post.pk])


def _place_below(post: Post, parent: Post) -> None:
    parent = lock_thread(parent)
    if parent.state != State.VISIBLE or parent.board_id != post.board_id:
        raise ParentGone
    post.parent = parent
    post.thread = parent.thread
    post.depth = parent.depth + 1
    post.reply_path = next_path(
        parent.reply_path, Post.objects.filter(parent=parent, thread=parent.thread)
    )
    insert(post)
