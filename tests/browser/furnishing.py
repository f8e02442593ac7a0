"""What the browser finds on the site; runs in a process beside it, on its data."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from boards.models import Board, Post
from boards.models.posts import BodyFormat
from boards.services import create_post
from tests.browser.files import picture_bytes
from tests.factories import make_board, make_category, make_member, make_post
from uploads.services import prepare_upload, store

PASSWORD = "나무와바람37"
MEMBERS = 40


def furnish() -> dict[str, object]:
    """Make the members and the posts that the tests need; return where they are."""
    members = _make_members()
    author = make_member(nickname="글지기")
    archive = make_board(slug="archive", name="자료실", posts_per_page=5)
    maps = make_category(archive, name="지도")
    for number in range(1, 13):
        make_post(
            archive,
            author,
            title=f"자료 {number}번",
            body=f"{number}번째 자료의 설명",
            category=maps if number in {3, 7} else None,
        )
    Post.objects.filter(title="자료 4번").update(view_count=70)
    make_board(slug="square", name="너른마당", write_level=1, comment_level=1)
    return {"members": members, "robot_librarian": _make_robot_librarian()}


def _make_members() -> list[dict[str, str]]:
    """Members with an open session each, so that few tests need to log in."""
    first = make_member(username="sori1", nickname="소리1", password=PASSWORD)
    found = []
    for number in range(1, MEMBERS + 1):
        name = f"sori{number}"
        member = first
        if number > 1:
            member = make_member(username=name, nickname=f"소리{number}")
        # One hash for all: making it is slow by design.
        member.password, member.email = first.password, f"{name}@madang.example"
        member.save()
        browser = Client()
        browser.force_login(member)
        session = browser.cookies["sessionid"].value
        found.append({"username": name, "session": session})
    return found


def _make_robot_librarian() -> str:
    """Write the post of the reference page, which a collector took in."""
    picture = SimpleUploadedFile("robot-librarian.jpg", picture_bytes("JPEG"))
    path = store(prepare_upload(picture))
    post = create_post(
        Board.objects.get(slug="it-science"),
        None,
        author_name="수집기",
        title="[단독] 동네 도서관에 로봇 사서…“책장 정리 두 시간 줄었다”",
        body_format=BodyFormat.HTML,
        body=f"""
            <p>뉴스 기사<br>“사람 일을 뺏지 않고 덜어 준다”<br>도서관장 인터뷰</p>
            <p>한 구립 도서관이 책을 제자리에 꽂는 로봇을 들였다.
               밤사이 책장을 돌며 잘못 꽂힌 책을 찾아낸다.</p>
            <p><img src="/media/{path}" alt="robot-librarian.jpg"></p>
            <p>도서관은 아침마다 두 시간씩 걸리던 정리가 이십 분으로 줄었다고 밝혔다.</p>
        """,
        created_at=timezone.make_aware(datetime(2023, 7, 23, 18, 6)),
    )
    return post.get_absolute_url()
