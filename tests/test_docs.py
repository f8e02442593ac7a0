"""What the documents in docs/ show is there: links, pages, commands, labels."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.management import get_commands
from django.test import Client
from django.urls import reverse

from accounts import email_codes, lockout
from accounts.names import NICKNAME_MAX
from accounts.services import invite_first_manager
from boards.admin.moderation import AT_ONCE
from boards.feeds import MOST_POSTS
from boards.models import Board
from boards.services import drafts
from guard.throttle import MINUTE, SCOPES
from portal.latest import NOTICES_IN_FOOTER
from portal.starter import ensure_starter_site
from siteconfig.icons import SMALLEST_MARK
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.boards.forms_sent import text_file
from tests.factories import make_comment, make_manager, make_post
from uploads.pictures import MAX_SIDE
from uploads.services import prepare_upload
from visitors.recording import record_visit
from visitors.services import VISIT_LOG_DAYS
from visitors.words import record_word

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted((ROOT / "docs").glob("*.ko.md"))
each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[document.name for document in DOCUMENTS]
)
# Attributes whose words people see, or hear from a screen reader.
_SPOKEN = {"value", "placeholder", "aria-label", "title", "alt"}


class Words(HTMLParser):
    """Collect the pieces of text that a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _SPOKEN:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        self.found.add(plain_label(data))


def plain_label(text: str) -> str:
    return " ".join(text.split()).rstrip(":")


def prose_of(document: Path) -> str:
    """Return the text without its blocks of code."""
    return re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.M | re.S)


def headings_of(document: Path) -> set[str]:
    """Return what links to the headings end in, as GitHub makes it of them."""
    headings = re.findall(r"^#+ (.+)$", prose_of(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def labels_of(document: Path) -> set[str]:
    """Return what stands in bold; a way such as `a > b` is two labels."""
    bold = re.findall(r"\*\*(.+?)\*\*", prose_of(document), re.DOTALL)
    return {plain_label(label) for way in bold for label in way.split(" > ")}


def found_in_all(pattern: str) -> set[str]:
    """Return what the pattern's group finds in all documents, code included."""
    texts = (document.read_text("utf-8") for document in DOCUMENTS)
    return {each for text in texts for each in re.findall(pattern, text, re.MULTILINE)}


@each_document
def test_every_link_leads_to_a_file_and_a_heading_that_exist(document: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", prose_of(document))
    lost = []
    for link in links:
        if "://" in link:
            continue
        name, _, heading = link.partition("#")
        target = document.parent / name if name else document
        if not target.exists() or (heading and heading not in headings_of(target)):
            lost.append(link)

    assert lost == []


def test_every_command_of_make_exists() -> None:
    shown = found_in_all(r"(?:^|`)make ([a-z-]+)")
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert {"run", "backup", "restore"} <= shown
    assert shown <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_every_command_of_manage_py_exists() -> None:
    shown = found_in_all(r"manage\.py ([a-z_]+)")

    assert {"changepassword", "make_icons"} <= shown
    assert shown <= set(get_commands())


@each_document
def test_every_file_and_folder_in_code_exists(document: Path) -> None:
    names = set(
        re.findall(r"`((?:static|templates|deploy)/[\w./-]*)`", prose_of(document))
    )

    assert [name for name in names if not (ROOT / name).exists()] == []


@pytest.fixture
def first_manager_page(db: None) -> str:
    """What the link shows that is there until the site has a manager."""
    return Client().get(invite_first_manager() or "").text


@pytest.fixture
def client_of_manager(first_manager_page: str) -> Client:
    """Somebody at work on the starter site, with a post and a comment to work at."""
    ensure_starter_site()
    manager, client = make_manager(password="pw"), Client()
    EmailAddress.objects.create(user=manager, email="keeper@example.com")
    for board in Board.objects.all():
        post = make_post(board, manager, uploads=[prepare_upload(text_file())])
        make_comment(post, manager)
    record_visit("192.0.2.1", "Mozilla/5.0 (iPhone)")
    for visitor in ("first", "second"):
        record_word("골목 빵집", visitor)
    page = Page.objects.get(slug="terms")
    publish_page(page, title=page.title, body="<p>새 약관</p>", author=manager)
    client.force_login(manager)
    return client


@each_document
def test_every_address_shows_a_page_of_the_starter_site(
    document: Path, client_of_manager: Client
) -> None:
    shown = set(re.findall(r"`(/[^\s`]*)`", prose_of(document)))
    shown -= {path for path in shown if path.startswith(("/srv", "/etc"))}

    answers = {path: client_of_manager.get(path, follow=True) for path in shown}

    walls = [path for path, answer in answers.items() if answer.status_code != 200]
    assert walls == []


def pages_with_labels() -> Iterator[str]:
    """Name the admin's pages and those of the site that the documents speak of."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if row := model._default_manager.first():
            yield reverse(f"{name}_change", args=[row.pk])
        yield reverse(f"{name}_add")
    yield reverse("admin:visitors_dailyvisits_report", args=["days"])
    terms = Page.objects.get(slug="terms")
    yield reverse("admin:siteconfig_page_version", args=[terms.pk, 1])
    board = Board.objects.get(slug="free")
    for page in ("post_list", "post_write", "draft_list"):
        yield reverse(f"boards:{page}", args=[board.slug])
    post = board.posts.get()
    for page in ("post_detail", "post_edit"):
        yield reverse(f"boards:{page}", args=[board.slug, post.pk])
    for page in (
        "portal:front",
        "accounts:profile_edit",
        "accounts:consents",
        "accounts:email_code",
        "accounts:member_leave",
    ):
        yield reverse(page)


def words_seen(client: Client) -> set[str]:
    """Return what those pages say, to a manager and to a guest."""
    words = Words()
    for path in pages_with_labels():
        answer = client.get(path, follow=True)
        if answer.status_code != 403:  # nobody adds what is one row, or counted
            assert answer.status_code == 200, path
            words.feed(answer.text)
    for path in pages_of_guests():
        words.feed(Client().get(path).text)
    return words.found


def pages_of_guests() -> Iterator[str]:
    """Name the pages that show other labels to somebody who has not logged in."""
    yield reverse("boards:post_write", args=["free"])
    for page in ("account_login", "account_signup"):
        yield reverse(page)


def names_of_models() -> set[str]:
    """Return what our models and their fields are called."""
    names: set[str] = set()
    for model in apps.get_models():
        if Path(apps.get_app_config(model._meta.app_label).path).parent == ROOT:
            names |= {str(model._meta.verbose_name)}
            names |= {
                str(getattr(field, "verbose_name", ""))
                for field in model._meta.get_fields()
            }
    return names


@pytest.fixture
def labels_there_are(first_manager_page: str, client_of_manager: Client) -> set[str]:
    """Return every label that somebody can meet who runs the site."""
    words = Words()
    words.feed(first_manager_page)
    return words.found | words_seen(client_of_manager) | names_of_models()


def test_every_label_stands_on_a_page_as_it_is_written(
    labels_there_are: set[str],
) -> None:
    shown = set().union(*(labels_of(document) for document in DOCUMENTS))

    assert len(shown) > 40
    assert sorted(shown - labels_there_are) == []


def test_both_readmes_lead_to_the_documents() -> None:
    for readme in ("README.md", "README.ko.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert [
            document.name
            for document in DOCUMENTS
            if f"](docs/{document.name})" not in text
        ] == []


def test_the_numbers_of_the_managers_guide_are_those_of_the_site() -> None:
    text = (ROOT / "docs" / "managers.ko.md").read_text("utf-8")
    rows = {"새 글과 답글": "post", "댓글": "comment"}
    rows |= {"고치기": "edit", "그림 보내기": "picture"}

    for row, scope in rows.items():
        count, seconds = SCOPES[scope]
        assert seconds == 10 * MINUTE
        assert f"| {row} | {count}번 |" in text
    for words in (
        f"{drafts.MEMBER_MAX}개까지, 마지막으로 저장한 뒤 {drafts.MEMBER_DAYS}일",
        f"{drafts.GUEST_MAX}개까지, 마지막으로 저장한 뒤 {drafts.GUEST_DAYS}일",
        f"| {settings.IP_KEEP_DAYS}일 뒤에는",
        f"값으로 {VISIT_LOG_DAYS}일",
        f"{MAX_SIDE:,}픽셀까지",
        f"{settings.MAX_BODY_BYTES // 1024**2} MB",
        f"한 번에 {AT_ONCE:,}개까지",
        f"새 글 {MOST_POSTS}개",
        f"새 글 {NOTICES_IN_FOOTER}개",
        f"{SMALLEST_MARK}픽셀 이상",
    ):
        assert words in text


def test_the_numbers_of_the_members_guide_are_those_of_the_site() -> None:
    text = (ROOT / "docs" / "members.ko.md").read_text("utf-8")

    for words in (
        f"표시하면 {settings.SESSION_COOKIE_AGE // 86400}일 동안",
        f"{email_codes.VALID_MINUTES}분 안에",
        f"{NICKNAME_MAX}자까지",
        f"{lockout.WINDOW_SECONDS // 60}분까지 기다려야",
        f"{MinimumLengthValidator().min_length}자 이상",
    ):
        assert words in text


def test_the_first_values_in_the_managers_guide_are_those_of_a_new_board() -> None:
    text = (ROOT / "docs" / "managers.ko.md").read_text("utf-8")
    told = dict(re.findall(r"^\| \*\*(.+?)\*\* \| (\d+) \|", text, re.MULTILINE))
    board = Board()
    numbers = {
        str(field.verbose_name): str(getattr(board, field.name))
        for field in Board._meta.concrete_fields
        if field.name.endswith(("_level", "_hours", "_views", "_page", "upload_count"))
    }

    assert len(told) == 11
    assert told == numbers
