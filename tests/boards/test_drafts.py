"""Drafts: whose they are, how many, how long, and when they go."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from boards import services
from boards.models import Draft, Post
from boards.services import drafts
from tests.boards.forms_sent import guest_fields, post_fields
from tests.factories import make_board, make_member, make_post

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def guests_board():
    return make_board(write_level=1, reply_level=1)


@pytest.fixture
def author(client, member):
    client.force_login(member)
    return member


def url(board):
    return f"/boards/{board.slug}/drafts/"


def mark_of(client, board):
    return client.get(f"/boards/{board.slug}/write/").context["writer_mark"]


def save(client, board, **fields):
    fields = {"writer_mark": mark_of(client, board), **post_fields(**fields)}
    return client.post(url(board), fields, **JSON)


def test_a_member_keeps_a_draft_and_saves_over_it(client, board, author):
    first = save(client, board, title="쓰는 중", is_secret="on")
    again = save(client, board, title="더 쓴 글", draft=first.json()["id"])

    draft = Draft.objects.get()
    assert again.json() == {
        "id": draft.pk,
        "saved_at": timezone.localtime(draft.updated_at).strftime("%H:%M"),
    }
    assert (draft.owner, draft.guest_key, draft.title) == (author, "", "더 쓴 글")
    assert not draft.is_secret


def test_a_draft_may_be_half_of_a_post_but_not_longer_than_one(client, board, author):
    assert save(client, board, title="", body="반").status_code == 200
    assert save(client, board, body="가" * 200_001).status_code == 400


def test_without_scripts_the_form_comes_back_with_the_draft(client, board, author):
    fields = post_fields(title="남을 제목", body="남을 본문")
    fields["writer_mark"] = mark_of(client, board)

    response = client.post(url(board), fields, follow=True)

    assert response.redirect_chain == [(Draft.objects.get().get_absolute_url(), 302)]
    assert "임시저장됨" in response.text
    assert 'value="남을 제목"' in response.text
    assert "남을 본문" in response.text


def test_posting_takes_the_draft_along(client, board, author):
    draft_id = save(client, board).json()["id"]

    client.post(f"/boards/{board.slug}/write/", post_fields(draft=draft_id))

    assert Post.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_refused_post_keeps_the_draft(client, board, author):
    draft_id = save(client, board).json()["id"]

    response = client.post(
        f"/boards/{board.slug}/write/", post_fields(title="", draft=draft_id)
    )

    assert response.status_code == 200
    assert f'name="draft" value="{draft_id}"' in response.text
    assert Draft.objects.filter(pk=draft_id).exists()


def test_a_guest_comes_back_by_his_cookie(client, guests_board):
    answer = save(client, guests_board, title="손님 글")
    draft = Draft.objects.get()
    assert draft.owner is None
    assert draft.guest_key not in ("", client.cookies["draft_key"].value)
    assert answer.cookies["draft_key"]["httponly"]
    assert "손님 글" in client.get(url(guests_board)).text

    fields = guest_fields(draft=draft.pk)
    client.post(f"/boards/{guests_board.slug}/write/", fields)

    assert Post.objects.count() == 1
    assert not Draft.objects.exists()


def test_nobody_else_sees_opens_overwrites_or_deletes_it(client, guests_board):
    draft_id = save(client, guests_board, title="남의 글").json()["id"]
    member_client = Client()
    member_client.force_login(make_member())
    for other in (Client(), member_client):
        assert "남의 글" not in other.get(url(guests_board)).text
        opened = other.get(f"/boards/{guests_board.slug}/write/?draft={draft_id}")
        assert opened.status_code == 404
        assert other.post(f"{url(guests_board)}{draft_id}/delete/").status_code == 404
        assert save(other, guests_board, draft=draft_id).json()["id"] != draft_id
        other.post(f"/boards/{guests_board.slug}/write/", guest_fields(draft=draft_id))

    assert Draft.objects.get(pk=draft_id).title == "남의 글"


def test_its_owner_deletes_it(client, board, author):
    draft_id = save(client, board).json()["id"]

    response = client.post(f"{url(board)}{draft_id}/delete/", follow=True)

    assert "임시 저장된 글을 지웠습니다." in response.text
    assert not Draft.objects.exists()


def test_whoever_was_logged_out_or_changed_saves_nothing(client, guests_board, member):
    client.force_login(member)
    mark = mark_of(client, guests_board)
    client.logout()

    answer = client.post(url(guests_board), post_fields(writer_mark=mark), **JSON)

    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_only_whoever_may_write_keeps_drafts(client, board, author, rf):
    strangers = make_post(board, make_member())
    assert save(client, board, edit_of=strangers.pk).status_code == 403
    assert save(client, board, reply_to=999).status_code == 404
    fields = {**post_fields(), "writer_mark": "guest"}
    assert Client().post(url(board), fields, **JSON).status_code == 403
    assert not Draft.objects.exists()


def test_an_edit_goes_on_with_the_version_it_began_with(client, board, author):
    post = make_post(board, author, body="원래")
    draft_id = save(client, board, edit_of=post.pk, version=post.version).json()["id"]
    began = post.version
    services.edit_post(post, title="다른 창", body="먼저 고침")

    page = client.get(f"{post.get_absolute_url()}edit/?draft={draft_id}")

    assert page.context["form"]["version"].value() == began
    assert page.context["form"]["body"].value() == "본문"


def test_a_reply_is_opened_below_what_it_answers(client, board, author):
    parent = make_post(board, make_member())
    draft_id = save(client, board, reply_to=parent.pk, title="답").json()["id"]

    page = client.get(Draft.objects.get().get_absolute_url())

    assert page.context["parent"] == parent
    assert page.context["form"]["title"].value() == "답"
    assert (
        client.get(f"/boards/{board.slug}/write/?draft={draft_id}").status_code == 404
    )


@pytest.mark.parametrize(("is_member", "most"), [(True, 50), (False, 10)])
def test_beyond_the_limit_the_oldest_goes(board, member, is_member, most):
    owner = member if is_member else None
    for number in range(most + 1):
        drafts.save_draft(owner, "" if is_member else "key", board, title=str(number))

    kept = drafts.drafts_of(owner, "key")
    assert [draft.title for draft in kept] == [str(n) for n in range(most, 0, -1)]


def test_old_drafts_go_at_night(board, member):
    for owner, key, days in (
        (member, "", 89),
        (member, "", 91),
        (None, "a", 6),
        (None, "a", 8),
    ):
        draft = drafts.save_draft(owner, key, board, title=str(days))
        then = timezone.now() - timedelta(days=days)
        Draft.objects.filter(pk=draft.pk).update(updated_at=then)

    drafts.drop_old_drafts()

    assert {draft.title for draft in Draft.objects.all()} == {"89", "6"}


def test_a_member_who_leaves_takes_his_drafts_along(board, member):
    drafts.save_draft(member, "", board, title="가는 이")
    stays = drafts.save_draft(make_member(), "", board, title="남는 이")

    services.erase_author(member)

    assert list(Draft.objects.all()) == [stays]


def test_the_device_learns_which_text_was_posted(client, board, author):
    fields = post_fields(text_key="1f-2e")
    answer = client.post(f"/boards/{board.slug}/write/", fields)
    assert answer.cookies["sent_text"].value == "1f-2e"

    fields = post_fields(title="둘째", text_key="; evil")
    answer = client.post(f"/boards/{board.slug}/write/", fields)
    assert "sent_text" not in answer.cookies


def test_saving_is_limited(client, board, author):
    mark = mark_of(client, board)
    fields = post_fields(writer_mark=mark)
    answers = [client.post(url(board), fields, **JSON) for _ in range(41)]

    assert [answer.status_code for answer in answers[39:]] == [200, 429]
