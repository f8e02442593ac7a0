"""Names proposed to somebody who comes from another site."""

import pytest

from accounts.names import validate_nickname
from accounts.social_names import suggest_nickname, suggest_username
from siteconfig.services import save_settings, site
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def bans(db):
    settings = site()
    settings.banned_names = "도박"
    save_settings(settings)


@pytest.mark.parametrize(
    ("wanted", "proposed"),
    [
        ("SaeBom", "saebom"),
        ("sae.bom-7", "saebom7"),
        ("\uff53\uff41\uff45\uff42\uff4f\uff4d", "saebom"),
        ("a" * 40, "a" * 20),
        ("새봄", ""),
        ("ab", ""),
        ("admin", ""),
        ("", ""),
    ],
)
def test_a_user_name_is_made_of_the_letters_that_may_stand_there(wanted, proposed):
    assert suggest_username(wanted) == proposed


@pytest.mark.parametrize(
    ("wanted", "proposed"),
    [
        ("  새   봄 ", "새 봄"),
        ("새\u200b봄", "새봄"),
        ("\u202e새봄\x00", "새봄"),
        ("봄" * 30, "봄" * 20),
        ("관리자", ""),
        ("Аdmin", ""),
        ("\u3164", ""),
        ("도 박 사이트", ""),
        ("", ""),
    ],
)
def test_a_nickname_is_what_can_be_seen_of_it(bans, wanted, proposed):
    assert suggest_nickname(wanted) == proposed


def test_names_that_are_taken_get_a_number():
    for username, nickname in (("saebom", "새봄"), ("saebom2", "새 봄 2")):
        make_member(username=username, nickname=nickname)

    assert suggest_username("saebom") == "saebom3"
    assert suggest_nickname("새봄") == "새봄3"


@pytest.mark.parametrize("wanted", ["a" * 20, "봄" * 20])
def test_a_long_name_that_is_taken_makes_room_for_the_number(wanted):
    if wanted.isascii():
        make_member(username=wanted)
        assert suggest_username(wanted) == "a" * 18 + "2"
    else:
        make_member(nickname=wanted)
        proposed = suggest_nickname(wanted)
        validate_nickname(proposed)
        assert proposed == "봄" * 18 + "2"


def test_when_all_numbers_are_taken_nothing_is_proposed(monkeypatch):
    monkeypatch.setattr("accounts.social_names._TRIES", range(2, 3))
    for name in ("saebom", "saebom2"):
        make_member(username=name, nickname=name)

    assert suggest_username("saebom") == suggest_nickname("saebom") == ""
