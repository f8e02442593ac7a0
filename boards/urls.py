"""Addresses of boards, posts, comments, files and links."""

from django.urls import path

from boards import feeds
from boards.views import (
    comments,
    drafts,
    files,
    lists,
    pictures,
    posts,
    removals,
    unlocking,
    writing,
)

app_name = "boards"

urlpatterns = [
    # First: they are nearly all of what is read.
    path("<slug:slug>/", lists.post_list, name="post_list"),
    path("<slug:slug>/<int:post_id>/", posts.post_detail, name="post_detail"),
    path("<slug:slug>/feed/", feeds.board_feed, name="feed"),
    path(
        "<slug:slug>/feed/atom/", feeds.board_feed, {"kind": "atom"}, name="feed_atom"
    ),
    path("<slug:slug>/drafts/", drafts.draft_list, name="draft_list"),
    path(
        "<slug:slug>/drafts/<int:draft_id>/delete/",
        drafts.draft_delete,
        name="draft_delete",
    ),
    path("<slug:slug>/write/", writing.post_write, name="post_write"),
    path("<slug:slug>/pictures/", pictures.picture_upload, name="picture_upload"),
    path("<slug:slug>/pictures/fetch/", pictures.picture_fetch, name="picture_fetch"),
    path("<slug:slug>/<int:post_id>/edit/", writing.post_edit, name="post_edit"),
    path("<slug:slug>/<int:post_id>/reply/", writing.post_reply, name="post_reply"),
    path("<slug:slug>/<int:post_id>/delete/", removals.post_delete, name="post_delete"),
    path(
        "<slug:slug>/<int:post_id>/password/",
        unlocking.post_unlock,
        name="post_unlock",
    ),
    path(
        "<slug:slug>/<int:post_id>/files/<int:number>/",
        files.file_download,
        name="file_download",
    ),
    path(
        "<slug:slug>/<int:post_id>/links/<int:number>/",
        files.link_follow,
        name="link_follow",
    ),
    path(
        "<slug:slug>/<int:post_id>/comments/",
        comments.comment_create,
        name="comment_create",
    ),
    path(
        "<slug:slug>/<int:post_id>/comments/<int:comment_id>/reply/",
        comments.comment_reply,
        name="comment_reply",
    ),
    path(
        "<slug:slug>/<int:post_id>/comments/<int:comment_id>/edit/",
        comments.comment_edit,
        name="comment_edit",
    ),
    path(
        "<slug:slug>/<int:post_id>/comments/<int:comment_id>/delete/",
        removals.comment_delete,
        name="comment_delete",
    ),
    path(
        "<slug:slug>/<int:post_id>/comments/<int:comment_id>/password/",
        unlocking.comment_unlock,
        name="comment_unlock",
    ),
]
