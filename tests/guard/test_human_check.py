"""A guest passes with a solved challenge or a right answer, each of them once."""

import json
import re

import altcha
import pytest
from django.test import RequestFactory

from guard import human_check
from guard.human_check import is_human, needs_question, new_challenge, new_question

WORDS = "영일이삼사오육칠팔구"


def post(**fields):
    return RequestFactory().post("/boards/free/write/", fields)


def solved():
    challenge = altcha.Challenge.from_dict(new_challenge())
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def answer_to(question):
    larger, sign, smaller = re.search(
        r"‘(.) (더하기|빼기) (.)’", question.text
    ).groups()
    numbers = WORDS.index(larger), WORDS.index(smaller)
    return sum(numbers) if sign == "더하기" else numbers[0] - numbers[1]


def answered(question, answer=None):
    answer = answer_to(question) if answer is None else answer
    return post(human_token=question.token, human_answer=str(answer))


def test_a_solved_challenge_shows_a_person_once():
    payload = solved()

    assert is_human(post(altcha=payload))
    assert not is_human(post(altcha=payload))


def test_one_request_may_ask_twice():
    request = post(altcha=solved())

    assert not needs_question(request)
    assert is_human(request)


def test_nothing_shows_nothing():
    assert needs_question(post())


@pytest.mark.parametrize("payload", ["x", "e30=", "bnVsbA==", "[]", "x" * 5000, "가"])
def test_a_nonsense_solution_is_refused(payload):
    assert not is_human(post(altcha=payload))


def test_a_solution_that_nobody_worked_for_is_refused():
    challenge = altcha.Challenge.from_dict(new_challenge())
    guess = altcha.Solution(counter=1, derived_key="00" * 32)

    assert not is_human(post(altcha=altcha.Payload(challenge, guess).to_base64()))


def test_a_challenge_made_by_oneself_is_refused():
    challenge = altcha.create_challenge(
        "PBKDF2/SHA-256", 1, counter=1, hmac_secret="mine", hmac_key_secret="mine"
    )
    payload = altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()

    assert not is_human(post(altcha=payload))


def test_a_challenge_with_a_later_end_is_refused():
    challenge = altcha.Challenge.from_dict(new_challenge())
    solution = altcha.solve_challenge(challenge)
    challenge.parameters.expires_at += 10_000

    assert not is_human(post(altcha=altcha.Payload(challenge, solution).to_base64()))


def test_a_solution_lives_half_an_hour(time_machine):
    time_machine.move_to("2026-11-23T00:00:00Z")
    early, late = solved(), solved()

    time_machine.shift(29 * 60)
    assert is_human(post(altcha=early))
    time_machine.shift(2 * 60)
    assert not is_human(post(altcha=late))


def test_the_work_is_worth_its_while():
    parameters = new_challenge()["parameters"]

    solution = altcha.solve_challenge(altcha.Challenge.from_dict(new_challenge()))

    assert parameters["cost"] == 1000
    assert 500 <= solution.counter < 1000


def test_who_falls_into_the_trap_is_asked():
    assert needs_question(post(altcha=solved(), homepage_url="http://spam.kr"))


def test_a_right_answer_shows_a_person_once():
    question = new_question()

    assert is_human(answered(question))
    assert not is_human(answered(question))


def test_every_question_has_its_answer():
    assert all(is_human(answered(new_question())) for _ in range(60))


def test_a_wrong_answer_ends_its_question():
    question = new_question()

    assert not is_human(answered(question, 99))
    assert not is_human(answered(question))


@pytest.mark.parametrize("form", ["{0}", " {0}입니다", "{0}."])
def test_an_answer_may_be_written_freely(form):
    question = new_question()

    assert is_human(answered(question, form.format(answer_to(question))))


def test_wide_digits_are_digits():
    question = new_question()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(answer_to(question)))

    assert is_human(answered(question, wide))


def test_an_answer_without_digits_is_wrong():
    assert not is_human(answered(new_question(), "몰라요"))


def test_a_question_lives_half_an_hour(time_machine):
    time_machine.move_to("2026-11-23T00:00:00Z")
    early, late = new_question(), new_question()

    time_machine.shift(29 * 60)
    assert is_human(answered(early))
    time_machine.shift(2 * 60)
    assert not is_human(answered(late))


def test_a_made_up_question_is_refused():
    question = new_question()
    forged = human_check.Question(question.text, question.token[:-2] + "xx")

    assert not is_human(answered(forged))


def test_the_token_does_not_tell_the_answer():
    sealed = {new_question().token.split(":")[0] for _ in range(50)}

    assert len(sealed) == 50


def test_the_challenge_is_fetched_and_never_kept(db, client):
    response = client.get("/guard/challenge/")

    challenge = json.loads(response.content)
    assert set(challenge) == {"parameters", "signature"}
    assert "no-store" in response["Cache-Control"]
    assert client.post("/guard/challenge/").status_code == 405


@pytest.mark.django_db
def test_challenges_are_limited(client):
    codes = [client.get("/guard/challenge/").status_code for _ in range(61)]

    assert codes == [200] * 60 + [429]
