"""Who is asking, however the request holds him."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from accounts.current import member_of

HOLDERS = {
    "himself": lambda user, looked: user,
    "lazy": lambda user, looked: SimpleLazyObject(lambda: looked(user)),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_member_is_given_himself_and_a_guest_as_none(holder, member):
    request = RequestFactory().get("/")
    for user, expected in ((member, member), (AnonymousUser(), None)):
        looks = []
        request.user = HOLDERS[holder](
            user, lambda found, to=looks: to.append(1) or found
        )

        assert member_of(request) is expected
        assert member_of(request) is expected
        assert len(looks) == (holder == "lazy")


def test_one_who_was_looked_at_before_is_the_same(member):
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: member)
    assert request.user.nickname == member.nickname

    assert member_of(request) is member
