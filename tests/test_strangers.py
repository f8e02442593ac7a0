"""No byte of one reader's page ever reaches another, whatever address he asks."""

from typing import Any

import pytest
from django.conf import settings

from tests.config.asking import Answer, Site
from tests.test_access import ACCESS
from tests.world import ROLES, World, addresses, make_world

# Pages that are the same for every guest, and kept ready. The second part is the only
# one that lets strangers in where the first is asked for.
READY = {
    "boards:post_detail",
    "boards:post_list",
    "portal:board_list",
    "portal:front",
    "portal:group",
    "portal:new_posts",
    "siteconfig:page_detail",
}
MADE_FOR_ONE = ACCESS.keys() - READY

STRANGERS: list[dict[str, str]] = [
    {"REMOTE_ADDR": "203.0.113.1", "HTTP_USER_AGENT": "Mozilla/5.0 Firefox/130.0"},
    {
        "REMOTE_ADDR": "2001:db8::1",
        "HTTP_USER_AGENT": "Mozilla/5.0 (iPhone) Safari/605",
        "HTTP_ACCEPT_LANGUAGE": "en-US",
        "HTTP_REFERER": "https://search.example/?q=strangers-words",
        "HTTP_COOKIE": "draft_key=stranger; device=stranger; csrftoken=stranger",
        "HTTP_X_FORWARDED_FOR": "198.51.100.77",
        "QUERY_STRING": "utm_source=strangers-query",
    },
]


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.PAGE_CACHE_DEBUG = True
    return make_world()


@pytest.fixture
def pages(world: World) -> dict[str, str]:
    """Every address by its name."""
    return {
        name: world.address(name, converters)
        for name, converters in addresses().items()
    }


def log_in(world: World, role: str) -> dict[str, str]:
    client = world.client(role)
    name = settings.SESSION_COOKIE_NAME
    return {"HTTP_COOKIE": f"{name}={client.cookies[name].value}"}


def test_every_address_is_in_one_of_the_two_tables() -> None:
    assert set(addresses()) == READY | MADE_FOR_ONE
    assert set(ACCESS) > READY


def test_two_strangers_get_the_same_bytes_of_every_page_that_is_kept(pages):
    site = Site()
    for name in sorted(READY):
        answers = [site.ask(pages[name], **fields) for fields in STRANGERS]
        answers += [site.ask(pages[name], **fields) for fields in STRANGERS[::-1]]

        assert [each.found for each in answers] == ["miss", "hit", "hit", "hit"], name
        assert len({each.body for each in answers}) == 1, name
        assert b"stranger" not in answers[0].body, name


def test_it_is_the_page_that_the_second_stranger_would_have_been_made(pages):
    """Whoever comes first leaves nothing in it: made anew for another, it is the same."""
    for fields in STRANGERS:  # counted, so that the counter stands still
        Site().ask("/search/", **fields)
    for name in sorted(READY):
        bodies = {Site().ask(pages[name], **fields).body for fields in STRANGERS}

        assert len(bodies) == 1, name


def test_nothing_else_is_kept(pages):
    site = Site()
    for name in sorted(MADE_FOR_ONE):
        for fields in STRANGERS:
            assert site.ask(pages[name], **fields).found == "", name
    assert site.store.bytes == 0


@pytest.mark.parametrize("role", [role for role in ROLES if role != "guest"])
def test_a_members_page_comes_from_no_store_and_goes_into_none(world, pages, role):
    site, person = Site(), world.people[role]
    assert person is not None
    person.nickname = f"남모를이름{role}"
    person.save(update_fields=["nickname"])
    cookie = log_in(world, role)
    for name in sorted(READY):
        before = site.ask(pages[name], **STRANGERS[0])
        own = site.ask(pages[name], **cookie)
        after = site.ask(pages[name], **STRANGERS[1])

        assert own.found == "", name
        assert person.nickname in own.text, name
        assert (after.found, after.body) == ("hit", before.body), name
        assert person.nickname not in before.text, name


@pytest.mark.parametrize("role", [role for role in ROLES if role != "guest"])
def test_what_a_member_is_sent_first_no_stranger_gets(world, pages, role):
    cookie = log_in(world, role)
    for name in sorted(READY):
        site = Site()
        own: Answer = site.ask(pages[name], **cookie)
        strange = site.ask(pages[name], **STRANGERS[0])

        assert strange.found == "miss", name
        assert strange.body != own.body, name
