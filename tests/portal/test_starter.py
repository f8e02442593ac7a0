"""The starter site: what stands there at first, made once, never twice."""

import io

import pytest
from django.core.management import call_command

from boards.directory import categories_of, directory, get_board_or_404
from boards.models import BoardGroup
from boards.services import delete_board, delete_group
from guard.sanitise import sanitise_html
from portal.starter import ensure_starter_site
from siteconfig.models import PageVersion, SiteSettings
from siteconfig.services import current_page, footer_pages, menu, save_settings, site

pytestmark = pytest.mark.django_db


def test_an_empty_site_gets_its_boards():
    assert ensure_starter_site() is True

    assert [
        (board.group.name, board.slug, board.name) for board in directory().boards
    ] == [
        ("커뮤니티", "free", "자유게시판"),
        ("커뮤니티", "qa", "질문답변"),
        ("커뮤니티", "notice", "공지사항"),
        ("커뮤니티", "gallery", "갤러리"),
        ("뉴스", "it-science", "IT/과학기사 | it/science"),
    ]
    assert [group.slug for group in directory().groups] == ["community", "news"]


@pytest.mark.parametrize(
    ("slug", "write", "reply", "comment"),
    [
        ("free", 1, 2, 1),
        ("qa", 2, 2, 2),
        ("notice", 10, 10, 2),
        ("gallery", 2, 2, 2),
        ("it-science", 2, 2, 2),
    ],
)
def test_the_levels_are_those_of_the_starter_site(slug, write, reply, comment):
    ensure_starter_site()

    board = get_board_or_404(slug)

    assert (board.list_level, board.read_level, board.download_level) == (1, 1, 1)
    assert (board.write_level, board.reply_level) == (write, reply)
    assert (board.comment_level, board.upload_level) == (comment, 2)


def test_free_talk_and_questions_have_categories():
    ensure_starter_site()

    def names(slug):
        return [category.name for category in categories_of(get_board_or_404(slug))]

    assert names("free") == ["일상", "정보", "유머"]
    assert names("qa") == ["이용 문의", "컴퓨터", "생활"]
    assert names("notice") == []


def test_the_menu_has_two_levels_and_every_entry_leads_somewhere(client):
    ensure_starter_site()

    tree = menu()

    assert [(top.label, len(top.children)) for top in tree] == [
        ("커뮤니티", 4),
        ("뉴스", 1),
    ]
    assert [top.url for top in tree] == ["/groups/community/", "/groups/news/"]
    assert tree[1].children[0].label == "IT/과학기사 | it/science"
    entries = [entry for top in tree for entry in (top, *top.children)]
    assert {client.get(entry.url).status_code for entry in entries} == {200}


def test_three_pages_stand_in_the_footer(client):
    ensure_starter_site()

    assert [(page.slug, page.title) for page in footer_pages()] == [
        ("company", "회사소개"),
        ("privacy", "개인정보처리방침"),
        ("terms", "이용약관"),
    ]
    assert {client.get(page.url).status_code for page in footer_pages()} == {200}
    assert "90일" in current_page("privacy").body_html


def test_the_sanitiser_takes_nothing_from_the_pages():
    ensure_starter_site()

    for version in PageVersion.objects.all():
        text_only = sanitise_html(version.body).count("<")
        assert text_only == version.body.count("<")


def test_the_site_information_is_the_sample_to_be_replaced():
    ensure_starter_site()

    assert site().site_name == "마당"
    assert site().company_lines[0] == "회사명 : 원미디어 / 대표 : 대표자명"
    assert site().copyright_line == "Copyright © 소유하신 도메인. All rights reserved."
    assert len(site().standing_placeholders) == 9


def test_the_second_time_makes_nothing():
    ensure_starter_site()

    assert ensure_starter_site() is False
    assert BoardGroup.objects.count() == 2


def test_a_site_of_its_own_is_left_alone():
    BoardGroup.objects.create(slug="own", name="우리")

    assert ensure_starter_site() is False
    assert not SiteSettings.objects.exists()


def test_boards_that_a_manager_deleted_do_not_come_back():
    ensure_starter_site()
    for board in list(directory().boards):
        delete_board(board)
    for group in list(directory().groups):
        delete_group(group)

    assert ensure_starter_site() is False
    assert not BoardGroup.objects.exists()


def test_settings_saved_before_any_board_are_kept():
    save_settings(SiteSettings(site_name="우리집"))

    assert ensure_starter_site() is False
    assert site().site_name == "우리집"


def test_the_command_speaks_only_when_it_made_something():
    first, second = io.StringIO(), io.StringIO()

    call_command("starter_site", stdout=first)
    call_command("starter_site", stdout=second)

    assert first.getvalue().count("\n") == 1
    assert "기본 게시판" in first.getvalue()
    assert second.getvalue() == ""
