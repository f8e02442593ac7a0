"""What the browser finds on the site; runs in a process beside it, on its data."""

from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialApp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from accounts.social import PROVIDERS, save_key
from accounts.suspending import suspend
from boards.models import Board, Comment, Post
from boards.models.posts import BodyFormat
from boards.services import create_post
from boards.threads import MAX_DEPTH
from guard.bans import save_ban
from guard.models import AddressBan
from siteconfig.models import MenuItem, Page
from siteconfig.services import publish_page, save_menu_item
from tests.browser.files import picture_bytes
from tests.browser.keeping import make_keeper
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_member,
    make_post,
)
from uploads.services import prepare_upload, store

PASSWORD = "나무와바람37"
MEMBERS = 125
MEMBERS_NAMED = 5  # the first of them: tests log in as these by their names


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
    make_board(slug="words", name="글만 쓰는 곳", upload_count=0)
    librarian = _make_robot_librarian()
    _make_village()
    _make_galleries()
    return {"members": members, "robot_librarian": librarian, "places": places()}


def places() -> dict[str, object]:
    """Return where the pages of `every_page` are, and a log-in of who wrote one."""
    posts = Post.objects.alive()
    busy = posts.filter(author__isnull=False, is_secret=False).latest("comment_count")
    board = busy.board
    guests = posts.filter(author__isnull=True).exclude(guest_password="")
    browser = Client()
    browser.force_login(busy.author)
    open_board = Board.objects.filter(write_level=1).earliest("pk")
    comment = Comment.objects.filter(post=busy).earliest("pk")
    own = Comment.objects.filter(post=busy, author=busy.author).earliest("pk")
    return {
        "board": board.get_absolute_url(),
        "board_id": board.pk,
        "category": f"{board.get_absolute_url()}?category={board.categories.earliest('pk').pk}",
        "open_board": open_board.get_absolute_url(),
        "post": busy.get_absolute_url(),
        "own_post": busy.get_absolute_url(),
        "post_id": busy.pk,
        "member_id": busy.author_id,
        "guest_post": guests.latest("pk").get_absolute_url(),
        "secret_post": posts.filter(is_secret=True).latest("pk").get_absolute_url(),
        "own_comment": f"{busy.get_absolute_url()}comments/{own.pk}/",
        "comment": f"{busy.get_absolute_url()}comments/{comment.pk}/",
        "session": browser.cookies["sessionid"].value,
        "suspended_session": _suspended_session(),
        "addresses": _ban_addresses(),
        **make_keeper(),
    }


def _ban_addresses() -> dict[str, str]:
    """Ban two addresses, one from writing, one from all; return them."""
    addresses = {"banned": "203.0.113.66", "shut-out": "203.0.113.67"}
    scopes = {"banned": AddressBan.Scope.WRITE, "shut-out": AddressBan.Scope.ALL}
    for name, address in addresses.items():
        reason = "같은 광고를 되풀이해 올렸습니다."
        save_ban(AddressBan(network=address, scope=scopes[name], reason=reason))
    return addresses


def _suspended_session() -> str:
    """Return the open log-in of a member who is suspended."""
    member, browser = make_member(nickname="쉬는이"), Client()
    browser.force_login(member)
    until = timezone.now() + timedelta(days=7)
    suspend(member, until=until, reason="같은 광고를 되풀이해 올렸습니다.", by=None)
    return browser.cookies["sessionid"].value


def post_for_members() -> str:
    """Write a post that members alone may comment on; return where it is."""
    return make_post(make_board(name="사랑방")).get_absolute_url()


def member_with_session() -> str:
    """Make a member with a password; return his open session."""
    number = Member.objects.count()
    names = {"username": f"connecting{number}", "nickname": f"연결한이{number}"}
    browser = Client()
    browser.force_login(make_member(**names, password=PASSWORD))
    return browser.cookies["sessionid"].value


def open_all_providers() -> None:
    """Set a key of every other site through which members may come in."""
    for provider in PROVIDERS:
        if not SocialApp.objects.filter(provider=provider.id).exists():
            save_key(SocialApp(provider=provider.id, client_id="id", secret="secret"))


def demo_places() -> dict[str, str]:
    """Return a busy list and the post with most comments of the demo's content."""
    posts = Post.objects.alive().filter(is_secret=False)
    busiest = posts.order_by("-comment_count", "pk").first()
    assert busiest is not None
    return {"board": "/boards/free/", "post": busiest.get_absolute_url()}


def publish_new_terms() -> None:
    """Change the terms, as a manager does."""
    page = Page.objects.get(slug="terms")
    publish_page(page, title=page.title, body="<p>새 약관</p>", author=None)


def _make_village() -> None:
    """Make a board with a post that has everything that hangs on one."""
    board = make_board(slug="village", name="마을 이야기")
    category = make_category(board, name="소식")
    author, other = make_member(nickname="이야기꾼"), make_member()
    picture = SimpleUploadedFile("마당.jpg", picture_bytes("JPEG"))
    notes = SimpleUploadedFile("적은 것.txt", "적어 둔 글".encode())
    post = make_post(
        board,
        author,
        title="평상에 앉아 나눈 이야기",
        category=category,
        body="첫 줄\n\n둘째 줄 https://example.com/\n\nhttps://youtu.be/abcdefghijk",
        links=["https://example.com/"],
        uploads=[prepare_upload(picture), prepare_upload(notes)],
    )
    first = make_comment(post, other, body="잘 읽었습니다.")
    make_comment(post, author, parent=first, body="고맙습니다.")
    make_comment(post, other, body="비밀 이야기", is_secret=True)
    make_comment(post, author_name="지나가던 이", guest_password="열려라참깨 9")
    make_post(board, author, title="답변", parent=post)
    make_post(board, author, title="알립니다", is_notice=True)
    make_post(board, author, title="우리끼리", is_secret=True)
    make_post(
        Board.objects.get(slug="square"),
        author_name="나그네",
        guest_password="열려라참깨 9",
    )


def _make_galleries() -> None:
    """Fill a gallery and a webzine, with pictures and without."""
    author = make_member(nickname="사진지기")
    webzine = make_board(slug="webzine", name="마을 잡지", skin="webzine")
    for board in (Board.objects.get(slug="gallery"), webzine):
        for number in range(1, 6):
            picture = SimpleUploadedFile(f"{number}.png", picture_bytes("PNG"))
            make_post(
                board,
                author,
                title=f"골목의 {number}월",
                body="담장 너머로 감나무 가지가 넘어온 골목을 걸었습니다. " * number,
                uploads=[prepare_upload(picture)] if number % 2 else [],
            )


def strain() -> dict[str, str]:
    """Make a board of what is long, wide, deep or written from the right."""
    board = make_board(slug="strain", name="너른마당" * 12, posts_per_page=30)
    for number in range(30):
        category = make_category(board, name=f"분류{number} " + "가" * 20)
    unbroken = "https://example.com/" + "a" * 400
    author = make_member(nickname="이" * 20)
    post = make_post(
        board,
        author,
        title="가" * 255,
        category=category,
        body_format=BodyFormat.HTML,
        body=f"""
            <p>{unbroken}</p><p>{"나" * 500}</p><pre>{"wide " * 500}</pre>
            <table><tr>{"<td>넓은표의칸</td>" * 80}</tr></table>
            <p>هذا نص طويل مكتوب من اليمين إلى اليسار</p>
        """,
        links=[unbroken],
        uploads=[
            prepare_upload(SimpleUploadedFile("파일" * 40 + ".txt", b"text")),
            prepare_upload(
                SimpleUploadedFile("wide.png", picture_bytes("PNG", size=(4000, 40)))
            ),
        ],
    )
    make_post(
        board, author_name="W" * 40, guest_password="열려라참깨 9", title="W" * 255
    )
    make_post(board, author, title="مرحبا بكم في ساحة القرية", is_notice=True)
    answer, comment = post, make_comment(post, author, body=unbroken)
    for _ in range(MAX_DEPTH):
        answer = make_post(board, author, title="답변 " + unbroken[:200], parent=answer)
        comment = make_comment(post, author, body=unbroken, parent=comment)
    _deepen_the_menu()
    return {"strained_board": board.get_absolute_url(), "strained": str(post.pk)}


def _deepen_the_menu() -> None:
    """Write menu rows by hand that the admin would refuse: eight levels deep."""
    parent = None
    for level in range(1, 9):
        parent = MenuItem.objects.create(
            label=f"{level}단계 " + "메뉴" * 15, url="/", parent=parent, order=level
        )
    save_menu_item(MenuItem(label="바른 메뉴", url="/"))  # and tell every process


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
