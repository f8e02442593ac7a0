"""Writes the plan into the site through its services, and goes on where it stopped.

Each post keeps in `source_board` and `source_id` which one it is, and in `extra` the
moment of the first run, from which the same plan is made again, and whether all of it
was written: then nothing is added, even when a newer version has other texts.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import consents
from accounts.models import Member
from accounts.services import NameTaken, create_member
from boards.models import Board, Category, Comment, Post
from boards.services import create_comment, create_post
from boards.services.views import carry_over_views
from boards.services.writing import sum_written_days
from portal.demo.drawing import DrawnPicture
from portal.demo.people import NEIGHBOURS, Neighbour
from portal.demo.photos import PICTURE
from portal.demo.plan import BOARDS, DAYS, Plan, PlannedPost, make_plan
from portal.demo.talk import PlannedComment
from portal.starter import ensure_starter_site
from uploads.services import PreparedFile, keep_picture, prepare_picture, prepare_upload
from uploads.sizing import size_waiting_pictures
from visitors.services import fill_days

SOURCE = "demo"
_STARTED, _PLAN, _FINISHED = "demo_started", "demo_plan", "demo_finished"
_AT_ONCE = 50  # comments a transaction: others may want to write

Progress = Callable[[str], None]


class CannotFill(Exception):
    """The site is not one to be filled; str() says why and what to do, in Korean."""


@dataclass
class Filled:
    """How many rows this run has added."""

    members: int = 0
    posts: int = 0
    comments: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return any((self.members, self.posts, self.comments, self.days))


def fill_site(*, force: bool = False, say: Progress = lambda line: None) -> Filled:
    """Fill the site with the demo; what stands there already stays and is not doubled.

    force: also a site that has posts of its own. say: told how far it is.
    Raises CannotFill.
    """
    own = Post.objects.filter(source_board=SOURCE)
    first = own.order_by("source_id").first()
    if own.filter(**{f"extra__{_FINISHED}": True}).exists():
        return Filled()
    if first is None and Post.objects.exists() and not force:
        raise CannotFill(
            _(
                "이 사이트에는 이미 글이 있어서 그대로 두었습니다. 빈 사이트에 채우려면 "
                "make demo DATA_DIR=<새 폴더>를, 그래도 이 사이트에 더하려면 "
                "make demo FORCE=1을 실행해 주세요."
            )
        )
    now = timezone.localtime()
    if first is not None:
        now = timezone.localtime(datetime.fromisoformat(first.extra[_STARTED]))
    plan = make_plan(now)
    if first is not None and first.extra[_PLAN] != plan.digest:
        raise CannotFill(
            _(
                "채우다 멈춘 뒤에 마당이 새 버전으로 바뀌어서 이어서 채울 수 없습니다. "
                "make demo DATA_DIR=<새 폴더>로 새로 채워 주세요."
            )
        )
    ensure_starter_site()
    return _Filling(plan, now, say).run()


class _Filling:
    def __init__(self, plan: Plan, now: datetime, say: Progress) -> None:
        self.plan, self.now, self.say = plan, now, say
        self.filled = Filled()
        self.boards = _boards()
        self.categories = {
            (category.board_id, category.name): category
            for category in Category.objects.all()
        }
        self.members: dict[str, Member] = {}
        self.posts: dict[int, Post] = {}

    def run(self) -> Filled:
        self._find_posts()
        self._write_posts()
        self._write_comments()
        today = self.now.date()
        self.filled.days = fill_days(
            {
                today - timedelta(days=DAYS - place): count
                for place, count in enumerate(self.plan.visits)
            }
        )
        sum_written_days()
        size_waiting_pictures()
        Post.objects.filter(source_board=SOURCE).update(extra=self.mark(finished=True))
        return self.filled

    def mark(self, *, finished: bool) -> dict[str, str | bool]:
        """Return what every post of the demo keeps of it."""
        return {
            _STARTED: self.now.isoformat(),
            _PLAN: self.plan.digest,
            _FINISHED: finished,
        }

    def _find_posts(self) -> None:
        own = Post.objects.filter(source_board=SOURCE).select_related("board")
        self.posts = {post.source_id: post for post in own if post.source_id}
        if self.posts:
            names = [neighbour.username for neighbour in NEIGHBOURS]
            found = Member.objects.filter(username__in=names)
            self.members = {member.username: member for member in found}

    def _write_posts(self) -> None:
        # A post that a manager has removed since does not come back.
        done = max(self.posts, default=0)
        for planned in self.plan.posts[done:]:
            picture = _prepared(planned.picture) if planned.picture else None
            with transaction.atomic():
                if not self.members:
                    self._make_members(planned.created_at)
                self._write_post(planned, picture)
            self.filled.posts += 1
            if planned.number % 20 == 0:
                self.say(_count(_("글"), planned.number, len(self.plan.posts)))

    def _make_members(self, first_post_at: datetime) -> None:
        for neighbour in NEIGHBOURS:
            try:
                member = create_member(
                    neighbour.username, neighbour.nickname, None, level=neighbour.level
                )
            except NameTaken as taken:
                raise CannotFill(
                    _(
                        "‘%(name)s’ 이름을 쓰는 회원이 이미 있어서 채우지 않았습니다. "
                        "make demo DATA_DIR=<새 폴더>를 실행해 주세요."
                    )
                    % {"name": getattr(neighbour, taken.field)}
                ) from taken
            versions = {page.slug: page.number for page in consents.documents()}
            consents.agree(member, versions, is_fourteen=True)
            member.date_joined = first_post_at - timedelta(
                days=neighbour.joined, hours=3
            )
            member.save(update_fields=["date_joined"])
            self.members[neighbour.username] = member
        self.filled.members = len(self.members)

    def _write_post(self, planned: PlannedPost, picture: PreparedFile | None) -> None:
        board, author = self.boards[planned.board], self._member(planned.author)
        body, uploads = planned.body.text, _files(planned)
        if picture and planned.picture and planned.body.is_html:
            body = body.replace(PICTURE, _image(picture, planned.picture, author))
        elif picture:
            uploads.append(picture)
        post = create_post(
            board,
            author,
            title=planned.title,
            body=body,
            body_format="html" if planned.body.is_html else "text",
            category=self.categories.get((board.pk, planned.category)),
            parent=self.posts[planned.parent] if planned.parent else None,
            is_notice="공지" in planned.options,
            is_secret="비밀" in planned.options,
            links=["https://example.com/"] if "링크" in planned.options else [],
            uploads=uploads,
            created_at=planned.created_at,
            extra=self.mark(finished=False),
            source_board=SOURCE,
            source_id=planned.number,
        )
        carry_over_views(post, planned.views)
        self.posts[planned.number] = post

    def _write_comments(self) -> None:
        """Write those after the last one that is there."""
        numbers = {post.pk: number for number, post in self.posts.items()}
        there = {
            (numbers[comment.post_id], comment.created_at): comment
            for comment in Comment.objects.filter(post__in=numbers)
        }
        todo = self.plan.comments
        done = max(
            (n for n, c in enumerate(todo, 1) if (c.post, c.created_at) in there),
            default=0,
        )
        for start in range(done, len(todo), _AT_ONCE):
            with transaction.atomic():
                for planned in todo[start : start + _AT_ONCE]:
                    self._write_comment(planned, there)
            written = min(start + _AT_ONCE, len(todo))
            if written % 100 == 0 or written == len(todo):
                self.say(_count(_("댓글"), written, len(todo)))

    def _write_comment(
        self, planned: PlannedComment, there: dict[tuple[int, datetime], Comment]
    ) -> None:
        parent = None
        if planned.parent_at is not None:
            parent = there[planned.post, planned.parent_at]
        there[planned.post, planned.created_at] = create_comment(
            self.posts[planned.post],
            self._member(planned.author),
            body=planned.text,
            parent=parent,
            created_at=planned.created_at,
        )
        self.filled.comments += 1

    def _member(self, neighbour: Neighbour) -> Member:
        try:
            return self.members[neighbour.username]
        except KeyError:
            raise CannotFill(
                _(
                    "‘%(name)s’ 회원이 없어져서 나머지를 채우지 못했습니다. "
                    "make demo DATA_DIR=<새 폴더>로 새로 채워 주세요."
                )
                % {"name": neighbour.nickname}
            ) from None


def _boards() -> dict[str, Board]:
    found = {board.slug: board for board in Board.objects.filter(slug__in=BOARDS)}
    missing = [slug for slug in BOARDS if slug not in found]
    if missing:
        raise CannotFill(
            _(
                "처음에 있던 게시판이 없어서 채우지 않았습니다: %(boards)s. "
                "make demo DATA_DIR=<새 폴더>를 실행해 주세요."
            )
            % {"boards": ", ".join(missing)}
        )
    return found


def _prepared(drawn: DrawnPicture) -> PreparedFile:
    """Draw a picture and take it in as if somebody had uploaded it."""
    content = io.BytesIO()
    drawn.draw().save(content, "PNG", compress_level=1)
    name = f"{drawn.name}.png"
    return prepare_picture(SimpleUploadedFile(name, content.getvalue(), "image/png"))


def _image(picture: PreparedFile, drawn: DrawnPicture, owner: Member) -> str:
    url = reverse("uploads:media", args=[keep_picture(picture, owner=owner)])
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<p><img src="{url}" alt="{escape(drawn.alt)}" {size}></p>'


def _files(planned: PlannedPost) -> list[PreparedFile]:
    """Return the file that goes with the post: its own words to print."""
    if "파일" not in planned.options:
        return []
    name, text = f"{planned.thing}.txt", f"{planned.title}\n\n{planned.body.text}\n"
    return [prepare_upload(SimpleUploadedFile(name, text.encode(), "text/plain"))]


def _count(what: str, done: int, of: int) -> str:
    return f"{what} {done}/{of} …"


def summary(filled: Filled) -> Iterable[str]:
    """Return what the run has done, a line each."""
    if not filled:
        yield _("이미 채워져 있어서 아무것도 더하지 않았습니다.")
        return
    yield _(
        "회원 %(members)d명, 글 %(posts)d개, 댓글 %(comments)d개, "
        "방문 %(days)d일을 채웠습니다."
    ) % vars(filled)
    yield _("채워 넣은 회원으로는 아무도 로그인할 수 없습니다.")
