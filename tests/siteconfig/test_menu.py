"""The menu: two levels, safe addresses, the manager's order."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from siteconfig.models import MenuItem
from siteconfig.services import MenuEntry, delete_menu_item, menu, save_menu_item

pytestmark = pytest.mark.django_db


def make_item(**fields) -> MenuItem:
    item = MenuItem(**{"label": "메뉴", "url": "/", **fields})
    save_menu_item(item)
    return item


def test_the_menu_is_a_tree_in_the_managers_order(django_assert_num_queries):
    news = make_item(label="뉴스", url="/boards/news/", order=2)
    talk = make_item(label="이야기", url="/boards/free/", order=1)
    make_item(label="둘째", url="/b/", parent=talk, order=2)
    make_item(label="첫째", url="https://a.kr/", parent=talk, opens_new_window=True)

    with django_assert_num_queries(1):
        tree = menu()
    with django_assert_num_queries(0):
        menu()

    first = MenuEntry("첫째", "https://a.kr/", opens_new_window=True)
    second = MenuEntry("둘째", "/b/", opens_new_window=False)
    assert tree == [
        MenuEntry(talk.label, talk.url, False, [first, second]),
        MenuEntry(news.label, news.url, False),
    ]


def test_a_hidden_entry_hides_what_is_below_it():
    hidden = make_item(is_visible=False)
    make_item(parent=hidden)
    shown = make_item(label="보임")
    make_item(parent=shown, is_visible=False)

    assert menu() == [MenuEntry("보임", "/", False)]


def test_a_deleted_entry_is_gone_from_the_menu_with_those_below_it():
    item = make_item()
    make_item(parent=item)
    assert len(menu()) == 1

    delete_menu_item(item)

    assert menu() == []
    assert not MenuItem.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "http://",
        "https:///path",
        "boards/free/",
        "/a b/",
        "/a/\n",
    ],
)
def test_an_address_that_leads_elsewhere_is_refused_in_korean(url):
    with pytest.raises(ValidationError) as refused:
        save_menu_item(MenuItem(label="메뉴", url=url))

    assert "로 시작하는 주소를 적어 주세요" in refused.value.message_dict["url"][0]


@pytest.mark.parametrize(
    "url", ["/", "/boards/free/?page=2", "http://a.kr", "https://a.kr/b"]
)
def test_paths_of_the_site_and_web_addresses_are_accepted(url):
    make_item(url=url)

    assert menu()[0].url == url


def test_a_third_level_is_refused():
    child = make_item(parent=make_item())

    with pytest.raises(ValidationError) as refused:
        make_item(parent=child)

    assert "맨 위 줄의" in refused.value.message_dict["parent"][0]


def test_an_entry_with_others_below_it_cannot_go_below_another():
    item = make_item()
    make_item(parent=item)
    item.parent = make_item()

    with pytest.raises(ValidationError) as refused:
        save_menu_item(item)

    assert "하위 메뉴부터" in refused.value.message_dict["parent"][0]


def test_an_entry_is_never_below_itself():
    item = make_item()
    item.parent = item

    with pytest.raises(ValidationError):
        save_menu_item(item)
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


@pytest.mark.parametrize(
    "fields", [{"label": ""}, {"url": "javascript:1"}, {"url": "//evil.example/"}]
)
def test_the_database_refuses_a_bad_entry_too(fields):
    item = MenuItem(**{"label": "메뉴", "url": "/", **fields})

    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()
