"""Posts to another board or another category, many at once, after a question."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards import services
from boards.admin.delegation import managed_boards
from boards.admin.forms import MoveForm, RecategoriseForm
from boards.admin.moderation import ModerationAdmin, nothing_chosen
from boards.models import Post
from web.josa import josa


@admin.action(permissions=["change"], description=gettext_lazy("옮기기"))
def move_chosen(
    post_admin: ModerationAdmin, request: HttpRequest, queryset: QuerySet[Post]
) -> HttpResponse | None:
    """Ask for the board, showing what goes along; then move."""
    posts = list(queryset)
    typed = request.POST if "apply" in request.POST else None
    form = MoveForm(typed, boards=managed_boards(request))
    if not posts or not form.is_valid():
        notes = notes_on_moving(posts)
        return post_admin.ask(
            request,
            [(post, notes[post.pk]) for post in posts],
            action="move_chosen",
            title=_("다른 게시판으로 옮기기"),
            words=_(
                "원글을 옮기면 답글이 모두 함께 갑니다. "
                "옮긴 게시판에 같은 이름의 분류가 없으면 분류 없는 글이 됩니다."
            ),
            form=form,
        )
    board = form.cleaned_data["board"]
    leaving = [post for post in posts if post.board_id != board.pk]
    with transaction.atomic():
        moved = services.move_posts(leaving, board)
        words = _("옮김: %(board)s") % {"board": board}
        for post in leaving:
            post_admin.log_change(request, post, words)
    post_admin.say(
        request,
        done=_("%(name)s %(count)d개를 ‘%(board)s’%(to)s 옮겼습니다."),
        kept=_("이미 그 게시판에 있는 %(count)d개는 그대로 두었습니다."),
        changed=moved,
        same=len(posts) - len(leaving),
        board=board.name,
        to=josa(board.name, "으로"),
    )
    return None


@admin.action(permissions=["change"], description=gettext_lazy("분류 바꾸기"))
def recategorise_chosen(
    post_admin: ModerationAdmin, request: HttpRequest, queryset: QuerySet[Post]
) -> HttpResponse | None:
    """Ask for the category, then give it to the posts; all stand on one board."""
    posts = list(queryset)
    if len({post.board_id for post in posts}) != 1:
        several = _(
            "여러 게시판의 글을 함께 골랐습니다. 분류는 게시판마다 다르니 "
            "한 게시판의 글만 골라 주세요."
        )
        words = several if posts else nothing_chosen()
        post_admin.message_user(request, words, messages.WARNING)
        return None
    typed = request.POST if "apply" in request.POST else None
    form = RecategoriseForm(typed, board=posts[0].board)
    if not form.is_valid():
        return post_admin.ask(
            request,
            [(post, str(post.category or _("분류 없음"))) for post in posts],
            action="recategorise_chosen",
            title=_("분류 바꾸기"),
            words=_("고른 글의 분류를 바꿉니다. 답글의 분류는 따라 바뀌지 않습니다."),
            form=form,
        )
    category = form.cleaned_data["category"]
    changing = [
        post for post in posts if post.category_id != (category and category.pk)
    ]
    name = str(category or _("분류 없음"))
    with transaction.atomic():
        changed = services.recategorise_posts(changing, category)
        for post in changing:
            post_admin.log_change(request, post, _("분류: %(name)s") % {"name": name})
    post_admin.say(
        request,
        done=_("%(name)s %(count)d개의 분류를 ‘%(category)s’%(to)s 바꾸었습니다."),
        kept=_("이미 그 분류인 %(count)d개는 그대로 두었습니다."),
        changed=changed,
        same=len(posts) - changed,
        category=name,
        to=josa(name, "으로"),
    )
    return None


def notes_on_moving(posts: Sequence[Post]) -> dict[int, str]:
    """Say of each post what goes along with it, or that it leaves its thread."""
    threads = {post.thread for post in posts}
    paths: dict[int, list[str]] = {thread: [] for thread in threads}
    rows = Post.objects.filter(thread__in=threads).values_list("thread", "reply_path")
    for thread, path in rows:
        paths[thread].append(path)
    chosen = {(post.thread, post.reply_path) for post in posts}
    notes = {}
    for post in posts:
        above = [post.reply_path[:end] for end in range(0, len(post.reply_path), 4)]
        below = sum(path.startswith(post.reply_path) for path in paths[post.thread]) - 1
        words = []
        if any((post.thread, path) in chosen for path in above):
            words.append(_("위에서 고른 원글과 함께 갑니다"))
        elif post.parent_id:
            words.append(_("원글에서 떨어져 따로 선 글이 됩니다"))
        if below:
            words.append(_("답글 %(count)d개가 함께 갑니다") % {"count": below})
        notes[post.pk] = ", ".join(words)
    return notes
