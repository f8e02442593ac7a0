"""How far a visitor may go, as the boards compare it."""

from accounts.levels import level_of
from accounts.models import Member


def test_a_guest_stands_on_level_1():
    assert level_of(None) == 1


def test_a_member_stands_on_his_own_level():
    assert level_of(Member(level=4)) == 4


def test_a_site_manager_stands_on_the_top_level():
    assert level_of(Member(level=2, is_superuser=True)) == 10
