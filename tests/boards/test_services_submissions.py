"""A form sent twice makes one post or comment."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from boards import services
from boards.models import Comment, Post, Submission
from boards.services.recount import check_all
from boards.services.submissions import drop_old_submissions, same_text_id
from tests.factories import make_comment, make_member, make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_a_form_sent_twice_gives_the_first_post(board, member):
    first = make_post(board, member, title="처음", submission_id="form")
    second = make_post(board, member, title="다시", submission_id="form")

    assert second == first
    assert Post.objects.get().title == "처음"
    assert check_all() == []


def test_a_form_sent_twice_gives_the_first_comment(member):
    post = make_post()

    first = make_comment(post, member, body="처음", submission_id="form")
    second = make_comment(post, member, body="다시", submission_id="form")

    assert second == first
    assert Comment.objects.get().body == "처음"
    assert check_all() == []


def test_a_reply_in_a_form_sent_twice_is_placed_once(member):
    post = make_post()
    parent = make_comment(post, member)

    for _ in range(2):
        make_comment(post, member, parent=parent, submission_id="form")

    assert parent.replies.count() == 1


def test_forms_without_an_id_each_make_a_post(board, member):
    for _ in range(2):
        make_post(board, member)
        make_comment(Post.objects.first(), member)

    assert (Post.objects.count(), Comment.objects.count()) == (2, 2)
    assert not Submission.objects.exists()


def test_one_id_from_two_people_makes_two_posts(board, member):
    make_post(board, member, submission_id="form")
    make_post(board, make_member(), submission_id="form")
    make_post(board, author_name="손님", submission_id="form")

    assert Post.objects.count() == 3


def test_comments_of_two_people_or_two_forms_are_two(member):
    post = make_post()

    make_comment(post, member, submission_id="form")
    make_comment(post, make_member(), submission_id="form")
    make_comment(post, author_name="손님", submission_id="form")
    make_comment(post, member, submission_id="another form")
    make_comment(post, member, submission_id="form")

    assert Comment.objects.count() == 4


def test_two_forms_of_one_person_make_two_posts(board, member):
    make_post(board, member, submission_id="form")
    make_post(board, member, submission_id="another form")

    assert Post.objects.count() == 2


def test_two_guests_with_one_id_are_one_form(board):
    first = make_post(board, author_name="손님", submission_id="form")
    second = make_post(board, author_name="손님", submission_id="form")

    assert first == second


def test_one_id_for_a_post_and_a_comment_makes_both(board, member):
    post = make_post(board, member, submission_id="form")
    make_comment(post, member, submission_id="form")

    assert (Post.objects.count(), Comment.objects.count()) == (1, 1)


def test_the_same_text_within_two_minutes_is_a_double_click(board, member, clock):
    text = same_text_id("203.0.113.7", "제목", "본문")

    first = make_post(board, member, submission_id=text)
    clock.shift(2 * MINUTE)
    second = make_post(board, member, submission_id=text)

    assert first == second


def test_the_same_text_after_two_minutes_is_a_new_post(board, member, clock):
    text = same_text_id("203.0.113.7", "제목", "본문")

    first = make_post(board, member, submission_id=text)
    clock.shift(2 * MINUTE + SECOND)
    second = make_post(board, member, submission_id=text)
    third = make_post(board, member, submission_id=text)

    assert first != second
    assert second == third


def test_a_form_is_remembered_for_a_day(board, member, clock):
    first = make_post(board, member, submission_id="form")
    clock.shift(DAY)
    assert make_post(board, member, submission_id="form") == first

    clock.shift(SECOND)
    assert make_post(board, member, submission_id="form") != first


def test_a_text_of_now_forgets_no_form_of_a_while_ago(board, member, clock):
    first = make_post(board, member, submission_id="form")
    clock.shift(3 * MINUTE)
    make_post(board, member, submission_id=same_text_id("다른 글"))

    assert make_post(board, member, submission_id="form") == first


def test_the_id_of_a_text_changes_with_each_of_its_parts():
    ids = {
        same_text_id("a", "b"),
        same_text_id("b", "a"),
        same_text_id("ab"),
        same_text_id("a", "b", ""),
        same_text_id("a", 1),
    }

    assert len(ids) == 5
    assert same_text_id("a", "b") in ids
    assert all(len(text) <= 80 for text in ids)


def test_a_text_written_again_after_it_was_deleted_is_a_new_one(board, member):
    text = same_text_id("203.0.113.7", "제목", "본문")
    post = make_post(board, member, submission_id=text)
    comment = make_comment(make_post(), member, submission_id=text)
    services.delete_post(post, by=member)
    services.delete_comment(comment, by=member)

    assert make_post(board, member, submission_id=text) != post
    assert make_comment(comment.post, member, submission_id=text) != comment


def test_the_nightly_job_forgets_forms_of_earlier_days(board, member, clock):
    make_post(board, member, submission_id="gone")
    clock.shift(SECOND)
    kept = make_post(board, member, submission_id="kept")
    clock.shift(DAY)

    drop_old_submissions()

    assert Submission.objects.get().post == kept
