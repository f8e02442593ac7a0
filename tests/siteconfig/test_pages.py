"""Content pages: versions, the one that is shown, and the page itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from siteconfig.models import Page, PageVersion
from siteconfig.services import (
    current_page,
    delete_page,
    footer_pages,
    publish_page,
    restore_version,
)

pytestmark = pytest.mark.django_db


def make_page(
    slug="company", *, body="<p>소개</p>", title="회사소개", **fields
) -> Page:
    page = Page(slug=slug, **fields)
    publish_page(page, title=title, body=body, author=None)
    return page


def test_a_published_page_is_shown_to_everybody(client):
    make_page(body="<p>어서 오세요</p>")

    response = client.get("/pages/company/")

    assert response.status_code == 200
    assert "<p>어서 오세요</p>" in response.text
    assert "회사소개" in response.text


def test_an_unknown_page_is_not_found(client):
    make_page()

    assert client.get("/pages/nothing/").status_code == 404


def test_a_page_is_only_read(client):
    make_page()

    assert client.post("/pages/company/").status_code == 405


def test_two_guests_get_the_same_bytes(client):
    make_page()

    first = client.get(
        "/pages/company/", HTTP_USER_AGENT="하나", REMOTE_ADDR="192.0.2.1"
    )
    second = client.get(
        "/pages/company/", HTTP_USER_AGENT="둘", REMOTE_ADDR="192.0.2.1"
    )

    assert first.content == second.content
    assert b"csrfmiddlewaretoken" not in first.content


def test_a_script_in_the_body_is_kept_as_typed_and_never_shown():
    page = make_page(body="<p>글</p><script>alert(1)</script>")

    version = page.versions.get()

    assert version.body == "<p>글</p><script>alert(1)</script>"
    assert version.body_html == "<p>글</p>"
    assert current_page("company").body_html == "<p>글</p>"


def test_an_edit_makes_a_new_version_and_keeps_the_old_one(member):
    page = make_page(body="처음")
    assert current_page("company").number == 1

    second = publish_page(page, title="새 제목", body="다음", author=member)

    assert (second.number, second.created_by) == (2, member)
    assert list(page.versions.values_list("number", "body")) == [
        (2, "다음"),
        (1, "처음"),
    ]
    shown = current_page("company")
    assert (shown.number, shown.title, shown.body_html) == (2, "새 제목", "다음")


def test_an_unchanged_body_makes_no_version():
    page = make_page(body="처음")

    publish_page(page, title="새 제목", body="처음", author=None)

    assert page.versions.count() == 1
    assert current_page("company").title == "새 제목"


def test_an_older_version_comes_back_as_a_new_one(member):
    page = make_page(body="처음")
    publish_page(page, title="소개", body="다음", author=None)

    third = restore_version(page.versions.get(number=1), author=member)

    assert (third.number, third.body, third.created_by) == (3, "처음", member)
    assert current_page("company").body_html == "처음"
    assert current_page("company").title == "소개"


def test_pages_are_kept_until_one_changes(django_assert_num_queries):
    page = make_page()
    with django_assert_num_queries(1):
        current_page("company")
    with django_assert_num_queries(0):
        assert current_page("nothing") is None
        assert [shown.slug for shown in footer_pages()] == ["company"]

    delete_page(page)

    assert current_page("company") is None
    assert not PageVersion.objects.exists()


def test_the_footer_links_to_its_pages_in_order():
    make_page("terms", order=2)
    make_page("company", order=1)
    make_page("hidden", is_in_footer=False)

    assert [page.url for page in footer_pages()] == ["/pages/company/", "/pages/terms/"]


@pytest.mark.parametrize(
    "slug", ["", "a", "A-B", "a b", "a/b", "가나", "a" * 41, "ab\n"]
)
def test_a_bad_slug_is_refused(slug):
    with pytest.raises(ValidationError) as refused:
        make_page(slug)

    assert "slug" in refused.value.message_dict


def test_a_slug_is_given_once():
    make_page()

    with pytest.raises(ValidationError) as refused:
        make_page()

    assert "이미 쓰고 있는" in refused.value.message_dict["slug"][0]


@pytest.mark.parametrize("fields", [{"title": ""}, {"slug": ""}])
def test_the_database_refuses_a_page_without_a_name(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Page(**{"slug": "ab", "title": "제목", **fields}).save()


@pytest.mark.parametrize("number", [0, 1])
def test_the_database_refuses_a_version_out_of_count(number):
    page = make_page()

    with pytest.raises(IntegrityError), transaction.atomic():
        PageVersion(page=page, number=number, body="", body_html="").save()


def test_pages_and_versions_go_by_their_titles():
    page = make_page()

    assert str(page) == "회사소개"
    assert page.get_absolute_url() == current_page("company").url
    assert str(page.versions.get()) == "회사소개 1판"


@pytest.mark.django_db(transaction=True)
def test_managers_who_publish_at_once_each_make_a_version():
    page = make_page(body="0")

    def publish(body: str) -> None:
        publish_page(Page.objects.get(), title="소개", body=body, author=None)
        connection.close()

    with ThreadPoolExecutor(4) as managers:
        list(managers.map(publish, "1234"))

    assert list(page.versions.values_list("number", flat=True)) == [5, 4, 3, 2, 1]
    assert current_page("company").number == 5
