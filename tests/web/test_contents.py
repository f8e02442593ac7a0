"""Whether what a page shows has changed."""

import pytest
from django.db import transaction

from web import contents

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_is_known_once_it_is_committed():
    before = contents.all_numbers()
    assert before is not None
    number = contents.number_of("post 1")
    assert number == contents.number_in(before, "post 1")
    with transaction.atomic():
        contents.note_change("post 1")
        assert contents.number_of("post 1") == number

    assert contents.number_of("post 1") != number
    assert contents.number_in(before, "post 1") == number  # as it was then


def test_what_is_rolled_back_has_not_changed():
    number = contents.number_of("post 1")
    with transaction.atomic():
        contents.note_change("post 1")
        transaction.set_rollback(True)

    assert contents.number_of("post 1") == number


def test_others_stay():
    others = [f"post {number}" for number in range(2, 30)]
    before = [contents.number_of(name) for name in others]
    contents.note_change("post 1")

    assert [contents.number_of(name) for name in others] == before
