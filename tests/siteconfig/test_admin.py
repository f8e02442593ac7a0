"""The site's rows in the admin, as a manager clicks through them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from siteconfig.models import Asking, MenuItem, Page, PageVersion, SiteSettings
from siteconfig.placeholders import SAMPLE_VALUES
from siteconfig.services import (
    current_page,
    menu,
    publish_page,
    save_menu_item,
    save_settings,
    site,
)
from tests.factories import make_member
from tests.siteconfig.forms_sent import settings_form

SETTINGS = "/admin/siteconfig/sitesettings/1/change/"
NO_CHILDREN = {
    "children-TOTAL_FORMS": "0",
    "children-INITIAL_FORMS": "0",
}
NO_VERSIONS = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}


@pytest.fixture
def admin_client(manager) -> Client:
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def staff_client(db) -> Client:
    """A group's manager: may enter the admin, but was given nothing of the site."""
    client = Client()
    client.force_login(make_member(is_staff=True))
    return client


@pytest.fixture
def page(db) -> Page:
    page = Page(slug="company")
    publish_page(page, title="회사소개", body="<p>처음</p>", author=None)
    return page


def page_form(**fields) -> dict[str, str]:
    return {"title": "회사소개", "body": "글", "order": "0", **NO_VERSIONS, **fields}


def test_settings_open_as_a_form_even_before_anybody_saved_them(admin_client):
    response = admin_client.get("/admin/siteconfig/sitesettings/", follow=True)

    assert response.redirect_chain == [(SETTINGS, 302)]
    assert 'value="마당"' in response.text
    assert "네이버 사이트 확인 값" in response.text


def test_settings_can_be_neither_added_nor_deleted(admin_client):
    assert admin_client.get("/admin/siteconfig/sitesettings/add/").status_code == 403
    save_settings(SiteSettings())
    delete = "/admin/siteconfig/sitesettings/1/delete/"
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    elsewhere = admin_client.get(SETTINGS.replace("/1/", "/2/"))
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("is_saved_before", [True, False])
def test_saved_settings_are_effective_at_once(admin_client, is_saved_before):
    if is_saved_before:
        save_settings(SiteSettings(site_name="앞마당"))
    site()

    sent = settings_form(site_name="뒷마당", phone="02-1", asks_phone="required")
    response = admin_client.post(SETTINGS, sent)

    assert response.status_code == 302
    assert (site().site_name, site().phone) == ("뒷마당", "02-1")
    assert site().asks_phone == Asking.REQUIRED


def test_samples_still_standing_are_pointed_out_on_the_form_and_the_index(admin_client):
    settings = SiteSettings(**SAMPLE_VALUES)
    save_settings(settings)
    for address in ("/admin/", SETTINGS):
        assert (
            "보기 글이 남아 있습니다: 회사명, 대표," in admin_client.get(address).text
        )

    for name in SAMPLE_VALUES:
        setattr(settings, name, "")
    save_settings(settings)

    for address in ("/admin/", SETTINGS):
        assert "보기 글이 남아" not in admin_client.get(address).text


def test_samples_are_pointed_out_only_to_who_may_replace_them(staff_client):
    save_settings(SiteSettings(**SAMPLE_VALUES))

    assert "보기 글이 남아" not in staff_client.get("/admin/").text
    assert staff_client.get(SETTINGS).status_code == 403


def test_an_entry_is_added_with_those_below_it(admin_client):
    child = {"label": "아래", "url": "/b/", "order": "0", "is_visible": "on"}
    form = {
        "label": "위",
        "url": "/a/",
        "order": "0",
        "is_visible": "on",
        **NO_CHILDREN,
        "children-TOTAL_FORMS": "1",
        **{f"children-0-{name}": value for name, value in child.items()},
    }

    response = admin_client.post("/admin/siteconfig/menuitem/add/", form)

    assert response.status_code == 302
    assert [(entry.label, entry.children[0].label) for entry in menu()] == [
        ("위", "아래")
    ]


def test_an_entry_below_is_deleted_in_the_form_of_the_one_above(admin_client):
    top = MenuItem(label="위", url="/a/")
    save_menu_item(top)
    child = MenuItem(label="아래", url="/b/", parent=top)
    save_menu_item(child)
    assert menu()[0].children
    form = {
        "label": "위",
        "url": "/a/",
        "order": "0",
        "is_visible": "on",
        "children-TOTAL_FORMS": "1",
        "children-INITIAL_FORMS": "1",
        "children-0-id": child.pk,
        "children-0-parent": top.pk,
        "children-0-label": "아래",
        "children-0-url": "/b/",
        "children-0-order": "0",
        "children-0-DELETE": "on",
    }

    admin_client.post(f"/admin/siteconfig/menuitem/{top.pk}/change/", form)

    assert menu()[0].children == []


def test_a_javascript_address_is_refused_with_a_korean_word(admin_client):
    form = {"label": "나쁨", "url": "javascript:alert(1)", "order": "0", **NO_CHILDREN}

    response = admin_client.post("/admin/siteconfig/menuitem/add/", form)

    assert response.status_code == 200
    assert "로 시작하는 주소를 적어 주세요" in response.text
    assert not MenuItem.objects.exists()


def test_the_menu_is_listed_as_a_tree(admin_client):
    second = MenuItem(label="둘째", url="/2/", order=2)
    first = MenuItem(label="첫째", url="/1/", order=1)
    below = MenuItem(label="아래", url="/b/", order=9, parent=first)
    for item in (second, first, below):
        save_menu_item(item)

    text = admin_client.get("/admin/siteconfig/menuitem/").text

    places = [text.index(label) for label in (">첫째<", ">└ 아래<", ">둘째<")]
    assert places == sorted(places)
    below_form = admin_client.get(f"/admin/siteconfig/menuitem/{below.pk}/change/")
    assert "children-TOTAL_FORMS" not in below_form.text
    assert "(맨 위 줄)" in below_form.text


def test_the_order_is_set_in_the_list(admin_client):
    items = [MenuItem(label="가", url="/1/"), MenuItem(label="나", url="/2/")]
    for item in items:
        save_menu_item(item)
    assert [entry.label for entry in menu()] == ["가", "나"]
    form = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "저장"}
    for place, item in enumerate(items):
        form[f"form-{place}-id"] = item.pk
        form[f"form-{place}-order"] = 5 - place
        form[f"form-{place}-is_visible"] = "on"

    admin_client.post("/admin/siteconfig/menuitem/", form)

    assert [entry.label for entry in menu()] == ["나", "가"]


def test_entries_are_deleted_one_by_one_and_many_at_once(admin_client):
    items = [MenuItem(label=label, url="/") for label in "가나다"]
    for item in items:
        save_menu_item(item)
    assert len(menu()) == 3

    delete = f"/admin/siteconfig/menuitem/{items[0].pk}/delete/"
    admin_client.post(delete, {"post": "yes"})
    assert [entry.label for entry in menu()] == ["나", "다"]
    many = {
        "action": "delete_selected",
        "_selected_action": [items[1].pk, items[2].pk],
        "post": "yes",
    }
    admin_client.post("/admin/siteconfig/menuitem/", many)

    assert menu() == []


def test_a_page_is_added_with_its_first_version(admin_client, manager):
    form = page_form(
        slug="faq", title="자주 묻는 질문", body="<p>글</p><script>x</script>"
    )

    response = admin_client.post("/admin/siteconfig/page/add/", form)

    assert response.status_code == 302
    version = PageVersion.objects.get()
    assert (version.page.slug, version.number, version.created_by) == (
        "faq",
        1,
        manager,
    )
    assert current_page("faq").body_html == "<p>글</p>"


def test_an_edit_shows_the_newest_text_and_makes_a_version(admin_client, page):
    address = f"/admin/siteconfig/page/{page.pk}/change/"
    publish_page(page, title="회사소개", body="<p>둘째</p>", author=None)
    assert "&lt;p&gt;둘째&lt;/p&gt;" in admin_client.get(address).text

    admin_client.post(address, page_form(body="<p>셋째</p>", slug="other"))

    assert current_page("company").body_html == "<p>셋째</p>"
    assert current_page("company").number == 3
    text = admin_client.get(address).text
    assert all(f"회사소개 {number}판" in text for number in (1, 2, 3))


def test_a_text_that_came_back_unchanged_makes_no_version(admin_client, page):
    publish_page(page, title="회사소개", body="<p>첫 줄</p>\n<p>끝</p>\n", author=None)
    address = f"/admin/siteconfig/page/{page.pk}/change/"

    admin_client.post(address, page_form(body="<p>첫 줄</p>\r\n<p>끝</p>\r\n"))

    assert page.versions.count() == 2


def test_an_empty_text_is_refused(admin_client, page):
    address = f"/admin/siteconfig/page/{page.pk}/change/"

    response = admin_client.post(address, page_form(body=" "))

    assert response.status_code == 200
    assert page.versions.count() == 1


def test_the_order_of_pages_set_in_the_list_keeps_their_text(admin_client, page):
    current_page("company")
    form = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": page.pk,
        "form-0-order": "7",
        "_save": "저장",
    }

    admin_client.post("/admin/siteconfig/page/", form)

    page.refresh_from_db()
    assert (page.order, page.versions.count()) == (7, 1)
    shown = current_page("company")
    assert (shown.is_in_footer, shown.body_html) == (False, "<p>처음</p>")


def test_an_older_version_is_read_and_brought_back(admin_client, manager, page):
    publish_page(page, title="회사소개", body="<p>둘째</p>", author=None)
    address = f"/admin/siteconfig/page/{page.pk}/versions/1/"
    text = admin_client.get(address).text
    assert "<p>처음</p>" in text
    assert "이 판으로 되돌리기" in text

    response = admin_client.post(address, follow=True)

    assert "1판의 글을 되돌려 3판으로 보여 줍니다." in response.text
    assert current_page("company").body_html == "<p>처음</p>"
    assert page.versions.get(number=3).created_by == manager
    assert LogEntry.objects.get().object_repr == "회사소개"


def test_the_version_shown_now_has_nothing_to_bring_back(admin_client, page):
    text = admin_client.get(f"/admin/siteconfig/page/{page.pk}/versions/1/").text

    assert "지금 보이는 판입니다." in text
    assert "이 판으로 되돌리기" not in text


def test_a_version_that_never_was_is_not_found(admin_client, page):
    address = f"/admin/siteconfig/page/{page.pk}/versions/2/"

    assert admin_client.get(address).status_code == 404


def test_who_was_given_nothing_of_the_site_sees_no_version(staff_client, page):
    address = f"/admin/siteconfig/page/{page.pk}/versions/1/"

    assert staff_client.get(address).status_code == 403
    assert staff_client.post(address).status_code == 403
    assert page.versions.count() == 1


def test_who_may_only_look_reads_a_version_but_brings_none_back(db, page):
    publish_page(page, title="회사소개", body="둘째", author=None)
    viewer = make_member(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_page"))
    client = Client()
    client.force_login(viewer)
    address = f"/admin/siteconfig/page/{page.pk}/versions/1/"

    text = client.get(address).text

    assert "처음" in text
    assert "이 판으로 되돌리기" not in text
    assert client.post(address).status_code == 403


def test_pages_are_deleted_one_by_one_and_many_at_once(admin_client, page):
    other = Page(slug="terms")
    publish_page(other, title="이용약관", body="글", author=None)
    assert current_page("terms")

    admin_client.post(f"/admin/siteconfig/page/{page.pk}/delete/", {"post": "yes"})
    assert current_page("company") is None
    many = {
        "action": "delete_selected",
        "_selected_action": [other.pk],
        "post": "yes",
    }
    admin_client.post("/admin/siteconfig/page/", many)

    assert current_page("terms") is None
