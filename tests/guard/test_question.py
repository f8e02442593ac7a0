"""Without script a guest answers a question, and nothing he typed is lost."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from guard.human_check import Question
from guard.repeating import repeat
from tests.guard.test_human_check import answer_to

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.guard.urls")]

TYPED = {
    "title": 'a"><script>1</script>',
    "body": "첫 줄\n둘째 줄",
    "tag": ["하나", "둘"],
    "empty": "",
}


def inputs(page):
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page
        )
    }


def question_of(page):
    text = re.search(
        r'<label class="form__label" for="id_human_answer">(.+)</label>', page
    )
    return Question(text[1], inputs(page)["human_token"])


def test_everything_typed_stands_in_the_question_page(client):
    page = client.post("/guest-form/?page=2", TYPED).content.decode()

    repeated = inputs(page)
    assert repeated["title"] == TYPED["title"]
    assert repeated["body"] == TYPED["body"]
    assert repeated["empty"] == ""
    assert 'name="tag" value="하나"' in page
    assert 'name="tag" value="둘"' in page
    assert 'action="/guest-form/?page=2"' in page
    assert "<script>1" not in page


def test_the_answer_sends_the_form(client):
    page = client.post("/guest-form/", TYPED).content.decode()
    question = question_of(page)

    answer = {"human_token": question.token, "human_answer": answer_to(question)}
    response = client.post("/guest-form/", {**TYPED, **answer})

    assert response.content.decode() == f"썼음: {TYPED['title']} ['하나', '둘']"


def test_a_wrong_answer_gives_a_new_question_with_everything_typed(client):
    page = client.post("/guest-form/", TYPED).content.decode()
    question = question_of(page)

    answer = {"human_token": question.token, "human_answer": "99"}
    page = client.post("/guest-form/", {**TYPED, **answer}).content.decode()

    assert "답이 맞지 않습니다" in page
    assert question_of(page).token != question.token
    assert inputs(page)["title"] == TYPED["title"]
    assert page.count('name="human_token"') == 1


def test_passwords_are_asked_again_and_never_shown(client):
    page = client.post(
        "/guest-form/", {"guest_password": "s3cret", "password2": "s3cret"}
    ).content.decode()

    assert "s3cret" not in page
    assert 'name="guest_password"' in page
    assert 'name="password2"' in page


def test_files_that_cannot_follow_are_named(client):
    file = SimpleUploadedFile("a.txt", b"text")

    with_file = client.post("/guest-form/", {"title": "글", "files": file})
    without = client.post("/guest-form/", {"title": "글"})

    assert "다시 올려 주세요" in with_file.content.decode()
    assert "다시 올려 주세요" not in without.content.decode()


def test_the_page_is_never_kept(client):
    response = client.post("/guest-form/", TYPED)

    assert "no-store" in response["Cache-Control"]


def test_questions_are_limited(client):
    codes = [client.post("/guest-form/", TYPED).status_code for _ in range(21)]

    assert codes == [200] * 20 + [429]


def test_tokens_answers_and_the_trap_are_not_repeated():
    request = RequestFactory().post(
        "/x/",
        {
            "title": "글",
            "csrfmiddlewaretoken": "a",
            "altcha": "b",
            "homepage_url": "c",
            "human_token": "d",
            "human_answer": "e",
        },
    )

    assert repeat(request).fields == [("title", "글")]


def test_the_form_of_a_guest_is_the_same_for_everybody(client):
    first = client.get("/guest-form/").content
    second = client.get("/guest-form/", REMOTE_ADDR="10.9.9.9").content

    assert first == second
    assert b'<altcha-widget challenge="/guard/challenge/"' in first
    assert b'name="homepage_url" autocomplete="off" tabindex="-1"' in first
