"""Fills the site that is measured, and says which pages and members it has."""

import itertools
import random
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from accounts.consents import documents
from accounts.models import Member
from accounts.names import nickname_key
from boards.dressing import dress
from boards.models import Board, Comment, Post
from boards.services.posts import excerpt_of
from guard.sanitise import text_to_html
from portal.counting import mend_counts
from portal.starter import ensure_starter_site

_BATCH = 1_000
_BOARDS = ("free", "free", "free", "qa", "it-science")
_COMMENTS = 20  # of the posts that members read
_COMMENTED = 50  # such posts at least
_SENTENCES = (
    "오늘 아침에 강변을 걷다가 느티나무 사거리까지 다녀왔습니다.",
    "도서관에 새 책이 들어왔다고 해서 들렀는데 벌써 모두 빌려 갔더군요.",
    "주말에는 비가 온다고 하니 빨래는 금요일에 하시는 것이 좋겠습니다.",
    "사진은 휴대전화로 찍어서 조금 어둡지만 분위기는 볼 수 있습니다.",
    "비슷한 일을 겪은 분이 계시면 어떻게 하셨는지 알려 주세요.",
    "지난번에 알려 주신 대로 해 보니 훨씬 나아졌습니다. 고맙습니다.",
    "설명서를 읽어 보아도 그 부분만은 아무 데도 적혀 있지 않았습니다.",
    "시장 안쪽 국숫집이 다시 문을 열었는데 값은 그대로입니다.",
)


def fill(posts: int, comments: int, members: int, seed: int) -> dict[str, Any]:
    """Fill an empty data folder; return the site's pages and members' sessions.

    The answer has paths of `lists` and `posts`, the newest first, `commented`
    (paths of posts with 20 comments) and `sessions` (cookies).
    """
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="cache")
    call_command("createcachetable", verbosity=0, database="cache")
    ensure_starter_site()
    chance = random.Random(seed)
    people = _make_members(members)
    _make_posts(posts, comments, people, chance)
    mend_counts()
    return {
        "lists": _lists(),
        "posts": _paths(Post.objects.order_by("-pk")),
        "commented": _paths(Post.objects.filter(comment_count=_COMMENTS)),
        "sessions": _log_in(people),
    }


def _make_members(number: int) -> list[Member]:
    agreed = {f"{page.slug}_version": page.number for page in documents()}
    people = []
    for place in range(1, number + 1):
        name = f"재는이{place}"
        member = Member(username=f"bench{place}", nickname=name, **agreed)
        member.nickname_key = nickname_key(name)
        member.set_unusable_password()
        people.append(member)
    return Member.objects.bulk_create(people)


def _make_posts(
    number: int, comments: int, people: list[Member], chance: random.Random
) -> None:
    boards = {board.slug: board for board in Board.objects.all()}
    wanted = [_COMMENTS] * min(_COMMENTED, comments // _COMMENTS)
    wanted += [0] * (number - len(wanted))
    for _ in range(comments - sum(wanted)):
        wanted[chance.randrange(_COMMENTED, number)] += 1
    chance.shuffle(wanted)
    numbers = itertools.count(1)
    begin = timezone.now() - timedelta(days=700)
    for start in range(0, number, _BATCH):
        made, said = [], []
        for pk in range(start + 1, min(start + _BATCH, number) + 1):
            at = begin + timedelta(days=700) * pk / (number + 1)
            board = boards[chance.choice(_BOARDS)]
            author = chance.choice(people)
            made.append(_post(pk, board, author, wanted[pk - 1], at, chance))
            for _ in range(wanted[pk - 1]):
                said.append(
                    _comment(next(numbers), pk, chance.choice(people), at, chance)
                )
        Post.objects.bulk_create(made)
        Comment.objects.bulk_create(said, batch_size=_BATCH)


def _post(
    pk: int, board: Board, author: Member, comments: int, at: Any, chance: random.Random
) -> Post:
    count = chance.randint(3, 24)
    body = "\n\n".join(chance.choice(_SENTENCES) for _ in range(count))
    body_html = dress(text_to_html(body))
    return Post(
        pk=pk,
        thread=pk,
        board=board,
        author=author,
        author_name=author.nickname,
        title=f"{chance.choice(_SENTENCES)[:24]} {pk}",
        body=body,
        body_html=body_html,
        excerpt=excerpt_of(body_html),
        comment_count=comments,
        view_count=chance.randrange(400),
        created_at=at,
    )


def _comment(
    pk: int, post: int, author: Member, at: Any, chance: random.Random
) -> Comment:
    body = " ".join(chance.choice(_SENTENCES) for _ in range(chance.randint(1, 3)))
    return Comment(
        pk=pk,
        thread=pk,
        post_id=post,
        author=author,
        author_name=author.nickname,
        body=body,
        body_html=dress(text_to_html(body)),
        created_at=at + timedelta(minutes=pk % 600),
    )


def _lists() -> list[str]:
    """Return first pages of lists before the deeper ones."""
    boards = Board.objects.filter(slug__in=_BOARDS).order_by("-post_count")
    pages = []
    for board in boards:
        last = max(1, board.post_count // board.posts_per_page)
        pages += [(number, board.get_absolute_url()) for number in range(1, last + 1)]
    return [
        path if number == 1 else f"{path}?page={number}"
        for number, path in sorted(pages)
    ]


def _paths(posts: Any) -> list[str]:
    slugs = dict(Board.objects.values_list("pk", "slug"))
    return [f"/boards/{slugs[b]}/{pk}/" for pk, b in posts.values_list("pk", "board")]


def _log_in(people: list[Member]) -> list[str]:
    """Make each member a session, as a log-in would; return the cookies."""
    store: Any = SessionStore()
    end = timezone.now() + timedelta(days=1)
    rows, cookies = [], []
    for member in people:
        key = secrets.token_hex(16)
        value = {
            SESSION_KEY: str(member.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
        data = store.encode(value)
        rows.append(Session(session_key=key, session_data=data, expire_date=end))
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    Session.objects.bulk_create(rows, batch_size=_BATCH)
    return cookies
