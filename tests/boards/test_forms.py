"""What a visitor types on a board."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from boards import services
from boards.forms import (
    SEARCH_MAX,
    SORTS,
    CommentForm,
    ListForm,
    PostForm,
    page_number,
)
from boards.models import Board
from search.query import Problem, parse
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)
from web.periods import Period

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        *((None, 1), ("", 1), ("1", 1), ("7", 7), (" 7 ", 7)),
        *(("0", 1), ("-1", 1), ("abc", 1), ("1.5", 1), ("\x00", 1)),
        *((str(10**9), 10**9), (str(10**12), 10**9), ("9" * 5000, 1)),
    ],
)
def test_whatever_is_no_page_number_means_the_first(asked, number):
    assert page_number(asked) == number


def test_a_list_asked_for_nothing_shows_everything(board):
    form = ListForm(board, {})

    assert (form.words, form.search_field, form.sort) == ("", "title_body", "")
    assert (form.category, form.query()) == (None, "")


def test_a_list_is_asked_for_a_category_words_and_an_order(board):
    category = make_category(board)
    asked = {"category": str(category.pk), "field": "author", "q": " 가 나 "}

    form = ListForm(board, {**asked, "sort": "-views"})

    assert (form.category, form.search_field) == (category, "author")
    assert (form.words, form.sort) == ("가 나", "-views")
    assert form.fields().initial == {"period": "", "field": "author", "q": "가 나"}
    assert form.query() == (
        f"category={category.pk}&field=author&q=%EA%B0%80+%EB%82%98&sort=-views&"
    )
    assert form.query(sort="").endswith("%EB%82%98&")


def test_nonsense_in_a_lists_address_is_ignored(board):
    elsewhere = make_category(make_board())

    for category in (str(elsewhere.pk), "abc", "", "1\x00"):
        form = ListForm(
            board, {"category": category, "field": "ip", "sort": "id", "q": "\x00 "}
        )
        assert (form.category, form.search_field) == (None, "title_body")
        assert (form.sort, form.words) == ("", "")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("day", date(2026, 11, 23)),
        ("week", date(2026, 11, 17)),
        ("month", date(2026, 10, 25)),
        ("year", date(2025, 11, 24)),
    ],
)
@time_machine.travel("2026-11-23T00:30:00+09:00", tick=False)
def test_a_period_has_whole_days_of_seoul_and_ends_today(board, name, start):
    form = ListForm(board, {"period": name, "sort": "-views"})

    assert form.period == Period(start, date(2026, 11, 23))
    assert form.query() == f"sort=-views&period={name}&"
    assert form.query(sort="", period="day") == "period=day&"
    assert not form.is_in_natural_order


def test_a_period_that_is_none_is_ignored(board):
    form = ListForm(board, {"period": "decade"})

    assert (form.period, form.query()) == (None, "")
    assert form.is_in_natural_order


def test_of_too_many_words_enough_is_kept_to_tell_so(board):
    words = ListForm(board, {"q": "가" * 5000}).words

    assert words == "가" * (SEARCH_MAX + 1)
    assert parse(words).problem is Problem.TOO_LONG


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_a_whole_one(sort):
    last = SORTS[sort][-1]

    assert last in {"id", "-id", "reply_path"}  # no two rows are equal


def fields(board, member, **kwargs) -> set[str]:
    return set(PostForm(board=board, member=member, **kwargs).fields)


ALWAYS = {
    *("title", "body", "body_format", "main_picture", "leave_out_pictures"),
    *("link_1", "link_2"),
}
GUEST = {"author_name", "guest_password"}


def test_a_guest_gives_name_and_password():
    board = make_board(upload_level=2)

    assert fields(board, None) == ALWAYS | GUEST | {"is_secret", "submission_id"}


def test_a_member_may_add_files(board, member):
    offered = ALWAYS | {"is_secret", "uploads", "submission_id"}

    assert fields(board, member) == offered


def test_a_manager_may_make_a_notice(board):
    assert "is_notice" in fields(board, make_manager())


def test_a_reply_is_edited_as_no_notice(board):
    boss, root = make_manager(), make_post(board)
    reply = make_post(board, boss, parent=root)

    assert "is_notice" in fields(board, boss, post=root)
    assert "is_notice" not in fields(board, boss, post=reply)


def test_a_board_with_categories_offers_its_own(board, member):
    category = make_category(board)
    make_category(make_board())

    form = PostForm(board=board, member=member)

    assert list(form.fields["category"].queryset) == [category]


@pytest.mark.parametrize("secrecy", [Board.Secrecy.NEVER, Board.Secrecy.ALWAYS])
def test_secrecy_is_offered_only_where_the_author_chooses(secrecy, member):
    assert "is_secret" not in fields(make_board(secrecy=secrecy), member)


def test_an_edit_asks_for_no_password_and_knows_its_version(board, member):
    post = make_post(board, author_name="손님", guest_password="abcd")

    assert fields(board, None, post=post) >= {"version"}
    assert not fields(board, None, post=post) & {*GUEST, "submission_id"}
    assert "remove_files" not in fields(board, member, post=post)


def test_an_edit_starts_with_what_is_there(board, member):
    category = make_category(board)
    post = make_post(
        board,
        member,
        title="제목",
        body="본문",
        category=category,
        is_secret=True,
        links=["https://a.kr/", "https://b.kr/"],
    )

    initial = PostForm(board=board, member=member, post=post).initial

    assert initial == {
        "category": category.pk,
        "is_notice": False,
        "is_secret": True,
        "title": "제목",
        "body": "본문",
        "body_format": "text",
        "version": 1,
        "main_picture": "",
        "link_1": "https://a.kr/",
        "link_2": "https://b.kr/",
    }


def sent(board, member, *, files=(), post=None, remove=(), **typed) -> PostForm:
    data = MultiValueDict(
        {
            "title": ["제목"],
            "body": ["본문"],
            "remove_files": [str(number) for number in remove],
            **{name: [value] for name, value in typed.items()},
        }
    )
    uploads = [SimpleUploadedFile(name, b"text") for name in files]
    return PostForm(
        data,
        MultiValueDict({"uploads": uploads}),
        board=board,
        member=member,
        post=post,
    )


def test_what_was_typed_becomes_what_the_services_take(board, member):
    form = sent(board, member, title=" 앞\x00  뒤 ", link_1="a.kr", is_secret="on")

    assert form.is_valid(), form.errors
    values = form.values()
    assert (values["title"], values["body"]) == ("앞 뒤", "본문")
    assert values["links"] == ["https://a.kr", ""]
    assert (values["category"], values["is_secret"]) == (None, True)
    assert services.create_post(board, member, **values).title == "앞 뒤"


@pytest.mark.parametrize("name", ["title", "body"])
@pytest.mark.parametrize("typed", ["", "  \n", "\x00"])
def test_title_and_body_hold_words(board, member, name, typed):
    form = sent(board, member, **{name: typed})

    assert list(form.errors) == [name]


def test_a_body_of_html_holds_words_or_a_picture(board, member):
    post = make_post(board, member, body="<p>글</p>", body_format="html")

    assert not sent(board, member, post=post, body="<p> </p>").is_valid()
    assert not sent(board, member, post=post, body="<script>x</script>").is_valid()
    assert sent(board, member, post=post, body='<img src="/media/a.webp">').is_valid()


def test_an_edit_of_html_starts_with_what_readers_get(board, member):
    typed = '<p onclick="x()">글</p><script>x()</script>'
    post = make_post(board, member, body=typed, body_format="html")

    form = PostForm(board=board, member=member, post=post)

    assert (form["body"].value(), form["body_format"].value()) == ("<p>글</p>", "html")


@pytest.mark.parametrize("kept", ["text", "html"])
def test_a_body_has_the_format_that_is_sent_or_that_of_the_post(board, member, kept):
    post = make_post(board, member, body="<p>글</p>", body_format=kept)

    def body_format(**given):
        form = sent(board, member, **given)
        assert form.is_valid()
        return form.values()["body_format"]

    assert body_format() == "text"
    assert body_format(body_format="html") == "html"
    assert body_format(post=post) == kept
    assert body_format(post=post, body_format="html") == "html"
    assert not sent(board, member, body_format="bbcode").is_valid()


def test_a_text_may_talk_about_tags(board, member):
    assert sent(board, member, body="<br>").is_valid()


def test_a_post_takes_as_many_files_as_its_board_says(member):
    board = make_board(upload_count=2)

    assert sent(board, member, files=["가.txt", "나.txt"]).is_valid()
    form = sent(board, member, files=["가.txt", "나.txt", "다.txt"])
    (error,) = form.errors["uploads"]
    assert error.startswith("파일은 글 하나에 2개까지 올릴 수 있습니다.")
    assert set(form.errors) == {"uploads"}


def test_files_that_stay_are_counted_and_those_that_go_are_not(
    member, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    board = make_board(upload_count=2)
    first = sent(board, member, files=["가.txt", "나.txt"])
    assert first.is_valid()
    post = services.create_post(board, member, **first.values())

    def edit(**kwargs) -> PostForm:
        return sent(board, member, post=post, **kwargs)

    assert edit(remove=[1], files=["다.txt"]).is_valid()
    assert not edit(remove=[1], files=["다.txt", "라.txt"]).is_valid()
    assert not edit(remove=[1, 1, 1], files=["다.txt", "라.txt"]).is_valid()
    assert list(edit(remove=[9]).errors) == ["remove_files"]


def test_a_post_with_more_files_than_now_allowed_can_still_be_edited(
    member, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    board = make_board(upload_count=2)
    form = sent(board, member, files=["가.txt", "나.txt"])
    assert form.is_valid()
    post = services.create_post(board, member, **form.values())
    board.upload_count = 1
    services.save_board(board)

    assert sent(board, member, post=post).is_valid()
    assert not sent(board, member, post=post, files=["다.txt"]).is_valid()


def test_every_file_that_is_refused_is_named(board, member):
    files = [SimpleUploadedFile(name, b"") for name in ("가.txt", "나.txt")]
    data = MultiValueDict({"title": ["제목"], "body": ["본문"]})

    form = PostForm(
        data, MultiValueDict({"uploads": files}), board=board, member=member
    )

    assert [("가.txt" in e, "나.txt" in e) for e in form.errors["uploads"]] == [
        (True, False),
        (False, True),
    ]


def test_comment_forms_ask_for_what_is_needed(member):
    comment = make_comment(author_name="손님", guest_password="abcd")
    body = {"body", "is_secret"}

    assert set(CommentForm(member=member).fields) == body | {"submission_id"}
    assert set(CommentForm(member=None).fields) == body | GUEST | {"submission_id"}
    edited = CommentForm(member=None, comment=comment)
    assert set(edited.fields) == body | {"version"}
    assert edited.initial == {"body": comment.body, "is_secret": False, "version": 1}


def test_a_comment_holds_words():
    assert not CommentForm({"body": " \n "}, member=make_member()).is_valid()
    assert CommentForm({"body": " 가 "}, member=make_member()).is_valid()
