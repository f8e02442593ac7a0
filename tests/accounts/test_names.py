"""Which names may be chosen, and which are the same to a reader's eye."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.names import (
    NICKNAME_KEY_MAX,
    is_reserved,
    nickname_key,
    tidy_nickname,
    validate_nickname,
)
from tests.factories import make_member


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bom", "bom"),
        ("봄 날", "봄날"),
        ("봄\u200b날", "봄날"),
        ("ｂｏｍ", "bom"),
        ("pаypаl", "paypal"),  # with the Cyrillic а
        ("봄날", "봄날"),  # in jamo
        ("STRASSE", "straße"),
    ],
)
def test_names_that_look_the_same_have_one_key(one, other):
    assert nickname_key(one) == nickname_key(other)


def test_names_that_look_different_have_different_keys():
    assert nickname_key("봄날") != nickname_key("봄밤")


def test_a_key_never_outgrows_its_column():
    assert len(nickname_key("ﷺ" * 20)) == NICKNAME_KEY_MAX


def test_two_members_cannot_have_nicknames_that_look_the_same(db):
    make_member(nickname="새봄")

    with pytest.raises(IntegrityError):
        make_member(nickname="새 봄")


def test_a_nickname_is_composed_and_its_spaces_made_one():
    assert tidy_nickname(" 봄\u3000 날 ") == "봄 날"


@pytest.mark.parametrize("nickname", ["\u200b", "\u3164", "봄\u202e날", "봄\x07날"])
def test_a_nickname_that_hides_something_is_refused(nickname):
    with pytest.raises(ValidationError):
        validate_nickname(nickname)


@pytest.mark.parametrize("nickname", ["봄", "봄날 2", "Émile", "나무🌳"])
def test_an_ordinary_nickname_is_accepted(nickname):
    validate_nickname(nickname)


@pytest.mark.parametrize(
    "name",
    [
        "관리자",
        "최고 관리자",
        "관.리.자",
        "운영진입니다",
        "ADMIN",
        "admin_01",
        "аdmin",  # with the Cyrillic а
        "손님",
        "탈퇴한 회원",
    ],
)
def test_names_of_the_staff_and_of_nobody_are_reserved(name):
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["badminton", "관리", "손님맞이", "1234"])
def test_names_that_only_remind_of_the_staff_are_free(name):
    assert not is_reserved(name)
