"""The code in a letter, and the letter with one's names."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from tests.accounts.joining import PASSWORD, answer_of, page, sign_up
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(client, mailoutbox, with_mail) -> str:
    """The code that somebody who has just joined was sent."""
    sign_up(client, email="bom@example.com", next="/new/")
    return code_of(mailoutbox[-1])


def code_of(letter) -> str:
    return re.search(r"^\d{6}$", letter.body, re.MULTILINE)[0]


def send_code(client, code: str, **fields: str):
    return client.post("/accounts/email/code/", {"code": code, **fields})


def is_verified(email: str = "bom@example.com") -> bool:
    return EmailAddress.objects.filter(email=email, verified=True).exists()


def test_joining_leads_to_the_code_and_on_to_where_one_was(
    client, mailoutbox, with_mail
):
    response = sign_up(client, email="bom@example.com", next="/new/")

    assert response.headers["Location"] == "/accounts/email/code/?next=%2Fnew%2F"
    answer = send_code(client, code_of(mailoutbox[-1]), next="/new/")
    assert answer.headers["Location"] == "/new/"
    assert is_verified()


@pytest.mark.parametrize(
    "write", [" {} ".format, lambda code: f"{code[:3]} {code[3:]}"]
)
def test_a_code_may_be_typed_with_spaces(client, code, write):
    send_code(client, write(code))

    assert is_verified()


def test_a_code_is_good_once(client, code, mailoutbox):
    send_code(client, code)
    address = EmailAddress.objects.get()
    address.verified = False
    address.save()

    text = page(send_code(client, code))

    assert "코드가 맞지 않거나 기한이 지났습니다." in text
    assert not is_verified()


def test_a_newer_code_takes_the_place_of_the_older(client, code, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    address = EmailAddress.objects.get()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sent = {"action_send": "1", "email": address.email}
    client.post("/accounts/email/", sent)

    newer = code_of(mailoutbox[-1])
    if newer != code:
        send_code(client, code)
        assert not is_verified()
    send_code(client, newer)
    assert is_verified()


def test_a_code_is_too_old_after_a_quarter_of_an_hour(client, code, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    send_code(client, code)

    assert not is_verified()


def test_guessing_ends_after_five_tries(client, code):
    for _ in range(5):
        assert send_code(client, "not-it").status_code == 200

    assert send_code(client, code).status_code == 429
    assert not is_verified()


def test_an_address_that_another_has_shown_to_be_his_is_not_taken(client, code):
    other = make_member(email="bom@example.com")
    EmailAddress.objects.create(
        user=other, email="bom@example.com", verified=True, primary=True
    )

    send_code(client, code)

    assert EmailAddress.objects.get(verified=True).user == other


def test_without_an_address_that_waits_the_page_leads_on(client, member):
    client.force_login(member)

    response = client.get("/accounts/email/code/")

    assert response.headers["Location"] == "/accounts/email/"


def find_name(client, email: str):
    """Send the form, and answer the question that comes back."""
    sent = {"email": email}
    response = client.post("/accounts/find-name/", sent)
    return client.post("/accounts/find-name/", {**sent, **answer_of(response)})


def test_names_come_by_letter(client, mailoutbox):
    make_member(username="saebom", email="bom@example.com")
    make_member(username="old_bom", email="bom@example.com")
    make_member(username="gone", email="bom@example.com", is_active=False)

    find_name(client, "Bom@Example.com")

    body = mailoutbox[0].body
    assert "saebom\nold_bom\n" in body
    assert "gone" not in body
    assert mailoutbox[0].to == ["Bom@Example.com"]


def test_the_page_says_the_same_for_an_address_nobody_has(client, mailoutbox):
    make_member(username="saebom", email="bom@example.com")

    known, unknown = (find_name(client, f"{name}@example.com") for name in ("bom", "x"))

    assert known.headers["Location"] == unknown.headers["Location"]
    assert "그런 아이디가 없습니다." in mailoutbox[1].body


def test_nobody_fills_the_box_of_another_with_letters(client, mailoutbox):
    for number in range(6):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        response = find_name(client, "bom@example.com")

    assert response.status_code == 429
    assert len(mailoutbox) == 5


def test_a_robot_gets_no_letter_sent(client, mailoutbox):
    client.post("/accounts/find-name/", {"email": "bom@example.com"})

    assert mailoutbox == []


@pytest.mark.parametrize("email", ["", "bom", "bom@example.com\nBcc: x@example.com"])
def test_what_is_no_address_is_refused(client, mailoutbox, email):
    response = client.post("/accounts/find-name/", {"email": email})

    assert response.status_code == 200
    assert "form__row--error" in page(response)
