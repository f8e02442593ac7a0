"""Posts in the admin: lists, the form, and what conflicts or nonsense bring."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards import services
from boards.forms import BODY_MAX
from boards.models import Post, State
from boards.services.recount import check_all
from tests.boards.admin_pages import (
    address,
    errors_of,
    logged_in,
    messages_of,
    post_form,
)
from tests.factories import (
    make_board,
    make_category,
    make_comment,
    make_manager,
    make_member,
    make_post,
)

LIST = address(Post)


@pytest.fixture
def client(manager):
    return logged_in(manager)


def titles(response) -> list[str]:
    return [post.title for post in response.context["cl"].result_list]


def count_queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_costs_as_many_queries_with_thirty_rows_as_with_one(client, board):
    make_post(board)
    client.get(LIST)
    few = count_queries(client, LIST)

    for _ in range(29):
        make_post(board, category=make_category(board))
    client.get(LIST)

    assert count_queries(client, LIST) == few


def test_the_list_reads_no_bodies(client):
    make_post()

    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    assert not any(
        '."body' in query["sql"].replace("body_format", "") for query in queries
    )


def test_the_list_shows_hidden_posts_and_who_wrote_what(client, board):
    member = make_member(nickname="홍길동", username="hong")
    services.delete_post(make_post(board, member), by=member)
    make_post(board, author_name="지나가던이")

    page = client.get(LIST).text

    assert "홍길동 (hong)" in page
    assert "지나가던이 (손님)" in page
    assert '<td class="field-state">지움</td>' in page


@pytest.mark.parametrize("words", ["단 하나의", "찾는 말", "글쓴사람", "gildong"])
def test_search_looks_into_title_body_name_and_username(client, board, words):
    make_post(board, title="단 하나의 제목", author_name="아무개")
    make_post(board, body="여기 찾는 말이 있다", author_name="아무개")
    make_post(board, make_member(nickname="글쓴사람", username="gildong"))

    found = titles(client.get(LIST, {"q": words}))

    assert len(found) == 1


def test_filters_narrow_by_board_state_notice_and_secret(client, board):
    make_post(title="다른 게시판")
    wanted = make_post(board, title="찾는 글", is_notice=True, is_secret=True)
    services.hide_post(wanted, by=make_manager())
    make_post(board, title="보이는 글")

    asked = {"board__id__exact": board.pk, "state__exact": State.HIDDEN}
    asked |= {"is_notice__exact": 1, "is_secret__exact": 1}

    assert titles(client.get(LIST, asked)) == ["찾는 글"]


def test_the_list_can_be_opened_by_year_month_and_day(client, board):
    old = timezone.make_aware(timezone.datetime(2020, 5, 17, 12))
    make_post(board, title="옛 글", created_at=old)
    make_post(board, title="새 글")

    assert "?written=2020" in client.get(LIST).text
    for written in ("2020", "2020-05", "2020-05-17"):
        assert titles(client.get(LIST, {"written": written})) == ["옛 글"]
    assert titles(client.get(LIST, {"written": "2020-05-18"})) == []


def test_a_year_offers_its_months_and_a_month_its_days_as_far_as_posts_reach(client):
    for day in (timezone.datetime(2019, 11, 29, 23, 59), timezone.datetime(2020, 1, 2)):
        make_post(created_at=timezone.make_aware(day))

    def offered(written: str) -> list[str]:
        specs = client.get(LIST, {"written": written}).context["cl"].filter_specs
        return [value for value, _words in specs[-1].lookup_choices]

    assert offered("") == ["2020", "2019"]
    assert offered("2019") == ["2020", "2019", "2019-11", "2019-12"]
    assert offered("2019-11") == [
        *("2020", "2019", "2019-11", "2019-11-29", "2019-11-30", "2019-12")
    ]
    assert offered("2020-01-01") == [
        *("2020", "2020-01", "2020-01-01", "2020-01-02", "2019")
    ]


@pytest.mark.parametrize("days", ["x", "2020-13", "2020-2-30", "9999", "1-2-3-4", "-1"])
def test_days_that_do_not_exist_narrow_nothing(client, days):
    make_post(title="글")

    assert titles(client.get(LIST, {"written": days})) == ["글"]


def test_an_empty_list_offers_no_days(client):
    assert "written=" not in client.get(LIST).text


@pytest.mark.parametrize(
    "nonsense", ["state__exact=x", "board__id__exact=x", "p=x", "p=-1", "o=99", "q=%00"]
)
def test_nonsense_in_the_address_shows_a_list(client, nonsense):
    make_post()

    assert client.get(f"{LIST}?{nonsense}", follow=True).status_code == 200


@pytest.mark.parametrize("name", ["0", "abc", "99999999999999999999"])
def test_a_post_that_is_not_there_is_a_404(client, name):
    for page in ("change", "delete", "history"):
        assert client.get(f"{LIST}{name}/{page}/").status_code == 404


def test_an_edited_body_is_cleaned_and_shown(client):
    post = make_post(body="처음 쓴 글")
    typed = '<p>고친 글</p><script>alert("!")</script>'

    client.post(
        address(post), post_form(post, body=typed, body_format="html"), follow=True
    )

    page = client.get(post.get_absolute_url()).text
    assert "<p>고친 글</p>" in page
    assert "alert(" not in page
    assert "처음 쓴 글" not in page


def test_the_form_changes_every_field_it_offers(client, board):
    category = make_category(board)
    post = make_post(board)
    typed = post_form(
        post,
        title="새  제목",
        category=category.pk,
        is_notice="on",
        is_secret="on",
        author_name="새 이름",
        created_at_0="2021-02-03",
        created_at_1="04:05:06",
    )

    client.post(address(post), typed)

    post.refresh_from_db()
    assert (post.title, post.category, post.author_name) == (
        "새 제목",
        category,
        "새 이름",
    )
    assert post.is_notice
    assert post.is_secret
    assert (
        timezone.localtime(post.created_at).isoformat() == "2021-02-03T04:05:06+09:00"
    )
    assert check_all() == []


def test_saving_a_form_untouched_keeps_the_time_to_the_microsecond(client):
    post = make_post()
    before = post.created_at

    client.post(address(post), post_form(post))

    post.refresh_from_db()
    assert (post.created_at, post.version) == (before, 2)


def test_a_conflict_keeps_what_was_typed_and_the_next_save_wins(client):
    post = make_post(title="처음")
    typed = post_form(post, title="내가 고친 제목")
    services.edit_post(post, title="남이 고친 제목", body="남의 글")

    refused = client.post(address(post), typed)

    assert "다른 곳에서 먼저 수정되었습니다" in str(errors_of(refused)["__all__"])
    assert 'value="내가 고친 제목"' in refused.text
    assert Post.objects.get(pk=post.pk).title == "남이 고친 제목"
    again = refused.context["adminform"].form["opened_version"].value()
    client.post(address(post), {**typed, "opened_version": again})
    assert Post.objects.get(pk=post.pk).title == "내가 고친 제목"


def test_the_board_stays_whatever_the_form_sends(client, board):
    post = make_post(board)

    client.post(address(post), post_form(post, board=make_board().pk))

    assert Post.objects.get(pk=post.pk).board == board


def test_a_category_of_another_board_is_an_error_of_the_form(client, board):
    post = make_post(board)
    foreign = make_category(make_board())

    response = client.post(address(post), post_form(post, category=foreign.pk))

    assert "category" in errors_of(response)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "   "),
        ("title", "\u202e"),
        ("title", "가" * 256),
        ("body", " \n "),
        ("body", "가" * (BODY_MAX + 1)),
        ("created_at_0", "어제"),
    ],
)
def test_bad_input_comes_back_as_an_error_of_its_field(client, field, value):
    post = make_post()

    response = client.post(address(post), post_form(post, **{field: value}))

    assert field.removesuffix("_0") in errors_of(response)


def test_html_that_shows_nothing_is_an_empty_body(client):
    post = make_post()
    typed = post_form(post, body="<script>1</script><p></p>", body_format="html")

    response = client.post(address(post), typed)

    assert "내용을 적어 주세요." in errors_of(response)["body"]


def test_a_picture_alone_is_a_body(client):
    post = make_post()
    typed = post_form(post, body='<img src="https://a.example/1.png">')

    response = client.post(address(post), {**typed, "body_format": "html"})

    assert response.status_code == 302


def test_a_reply_cannot_become_a_notice(client, board):
    root = make_post(board)
    reply = make_post(board, parent=root)

    client.post(address(reply), post_form(reply, is_notice="on"))

    assert not Post.objects.get(pk=reply.pk).is_notice


def test_a_post_written_in_the_admin_is_the_managers_own(client, manager, board):
    category = make_category(board)

    response = client.post(
        address(Post, "add"), post_form(board=board.pk, category=category.pk)
    )

    post = Post.objects.get()
    assert response.status_code == 302
    assert (post.author, post.author_name) == (manager, manager.nickname)
    assert (post.board, post.category, post.thread) == (board, category, post.pk)
    assert LogEntry.objects.get().object_id == str(post.pk)
    assert check_all() == []


def test_a_new_post_cannot_take_the_category_of_another_board(client, board):
    foreign = make_category(make_board(name="다른 게시판"), name="남의 분류")

    page = client.get(address(Post, "add")).text
    response = client.post(
        address(Post, "add"), post_form(board=board.pk, category=foreign.pk)
    )

    assert "다른 게시판 &gt; 남의 분류" in page
    assert "이 게시판의 분류가 아닙니다" in str(errors_of(response)["category"])
    assert not Post.objects.exists()


def test_deleting_says_what_it_means_and_keeps_the_row(client, board):
    post = make_post(board)
    make_post(board, parent=post)
    make_comment(post)

    asked = client.get(address(post, "delete"))
    client.post(address(post, "delete"), {"post": "yes"})
    client.post(address(post, "delete"), {"post": "yes"})

    assert "되살리기" in asked.text
    post.refresh_from_db()
    assert post.state == State.DELETED
    assert check_all() == []


def test_the_form_says_who_hid_a_post_and_links_only_what_shows(client, manager):
    post = make_post()
    link = f'href="{post.get_absolute_url()}"'
    assert link in client.get(address(post)).text

    services.hide_post(post, by=manager)

    page = client.get(address(post)).text
    assert f"관리자가 숨김 · {manager.nickname}" in page
    assert link not in page


def test_a_guests_own_deletion_names_no_member(client):
    post = make_post(author_name="손님이름")
    services.delete_post(post, by=None)

    assert "글쓴이가 지움 · 손님" in client.get(address(post)).text


def test_the_address_stands_in_the_form_also_when_only_a_network_is_left(client):
    post = make_post(ip="192.0.2.7", created_at=timezone.now() - timedelta(days=400))
    assert "192.0.2.7" in client.get(address(post)).text

    from boards.services.erasure import cut_old_addresses

    cut_old_addresses()

    assert "192.0.2.0/24" in client.get(address(post)).text


def test_each_edit_stands_in_the_history(client):
    post = make_post()

    saved = client.post(address(post), post_form(post, title="바뀐 제목"), follow=True)

    assert "바뀐 제목" in messages_of(saved)[0]
    assert "<td>제목" in client.get(address(post, "history")).text
