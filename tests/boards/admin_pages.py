"""The admin as a manager uses it: forms filled in, rows chosen, actions run."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.test import Client
from django.utils.timezone import localtime

from accounts.models import Member
from boards.models import Board, Comment, Post


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def manager_of(*places: Any) -> Member:
    """Make a member who manages these boards or groups, and nothing else."""
    from boards import services
    from tests.factories import make_member

    member = make_member()
    for place in places:
        services.set_managers(place, [member])
    member.refresh_from_db()
    return member


def address(thing: Model | type[Model], page: str = "") -> str:
    """Return the address of a list, or of a page of one row ("change", "delete")."""
    name = thing._meta.model_name
    if isinstance(thing, Model):
        return f"/admin/boards/{name}/{thing.pk}/{page or 'change'}/"
    return f"/admin/boards/{name}/{page and page + '/'}"


def run_action(
    client: Client,
    model: type[Model],
    action: str,
    rows: Iterable[Model],
    **typed: Any,
) -> Any:
    """Choose rows in the list and run an action; `apply="yes"` answers its question."""
    chosen = [row.pk for row in rows]
    data = {"action": action, "_selected_action": chosen, **typed}
    return client.post(address(model), data, follow=True)


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors_of(response: Any) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def post_form(post: Post | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for the form of a post, with some changes."""
    moment = localtime(post.created_at if post else None)
    data = {
        "title": post.title if post else "새 글",
        "body": post.body if post else "본문입니다.",
        "body_format": post.body_format if post else "text",
    }
    for name in ("created_at", "initial-created_at"):
        data |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    if post:
        data |= {"author_name": post.author_name, "opened_version": post.version}
        data |= {"category": post.category_id or ""}
        data |= {
            name: "on" for name in ("is_notice", "is_secret") if getattr(post, name)
        }
    return {**data, **changes}


def comment_form(comment: Comment, **changes: Any) -> dict[str, Any]:
    return {"body": comment.body, "opened_version": comment.version, **changes}


def board_form(board: Board | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for the form of a board without categories."""
    shown = board or Board()
    names = [
        *("name", "slug", "order", "list_level", "read_level", "write_level"),
        *("reply_level", "comment_level", "upload_level", "download_level"),
        *("skin", "posts_per_page", "new_hours", "hot_views", "secrecy"),
        "upload_count",
    ]
    data = {name: getattr(shown, name) for name in names}
    if board:
        data["group"] = board.group_id
        data["managers"] = [member.pk for member in board.managers.all()]
    data |= {"is_in_search": "on"} if shown.is_in_search else {}
    data |= {"categories-TOTAL_FORMS": "0", "categories-INITIAL_FORMS": "0"}
    return {**data, **changes}


def category_rows(*rows: dict[str, Any], board: Board) -> dict[str, Any]:
    """Return the rows of categories in a board's form; those that exist come first."""
    known = [row for row in rows if row.get("id")]
    data: dict[str, Any] = {
        "categories-TOTAL_FORMS": str(len(rows)),
        "categories-INITIAL_FORMS": str(len(known)),
    }
    for number, row in enumerate(rows):
        for name, value in {"order": 0, "board": board.pk or "", **row}.items():
            data[f"categories-{number}-{name}"] = value
    return data
