"""Terms, privacy, age and letters of news: asked, logged, asked again."""

import pytest

from accounts.models import Consent, Member
from siteconfig.models import Page
from siteconfig.services import publish_page
from tests.accounts.joining import page, sign_up
from tests.factories import make_manager, make_member

pytestmark = pytest.mark.django_db

AS_A_PAGE = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def terms() -> Page:
    terms = Page(slug="terms")
    publish_page(terms, title="이용약관", body="<p>서로 존중합니다.</p>", author=None)
    return terms


def change(terms: Page) -> None:
    publish_page(terms, title="이용약관", body="<p>바뀐 약관</p>", author=None)


def test_joining_logs_what_was_agreed_to(client, terms):
    sign_up(client, wants_marketing="on")

    member = Member.objects.get()
    logged = member.consents.values_list("subject", "version", "is_given")
    assert set(logged) == {
        ("terms", 1, True),
        ("age", None, True),
        ("marketing", None, True),
    }
    assert (member.terms_version, member.wants_marketing) == (1, True)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("agrees_to_terms", "이용약관을 읽고 동의해 주세요."),
        ("is_fourteen", "만 14세 이상만 가입할 수 있습니다."),
    ],
)
def test_a_box_that_is_not_ticked_is_asked_for(client, terms, box, words):
    text = page(sign_up(client, **{box: ""}))

    assert words in text
    assert not Member.objects.exists()


def test_letters_of_news_are_a_choice_of_their_own(client, terms):
    sign_up(client)

    member = Member.objects.get()
    assert not member.wants_marketing
    assert not member.consents.filter(subject=Consent.Subject.MARKETING).exists()


def test_terms_that_changed_while_one_typed_are_to_be_read_again(client, terms):
    change(terms)

    text = page(sign_up(client, terms_version="1"))

    assert "이용약관이 방금 바뀌었습니다." in text
    assert 'name="terms_version" value="2"' in text
    assert not Member.objects.exists()


def test_a_site_without_such_pages_asks_for_none(client):
    assert "agrees_to" not in page(client.get("/accounts/signup/"))


def test_new_terms_are_asked_of_members_on_the_next_page(client, terms):
    sign_up(client)
    change(terms)

    response = client.get("/new/?page=1", **AS_A_PAGE)

    assert (
        response.headers["Location"] == "/accounts/consents/?next=%2Fnew%2F%3Fpage%3D1"
    )


def test_who_agrees_anew_comes_back_to_where_he_was(client, terms):
    sign_up(client)
    change(terms)

    sent = {"agrees_to_terms": "on", "terms_version": "2", "next": "/new/"}
    response = client.post("/accounts/consents/", sent)

    assert response.headers["Location"] == "/new/"
    assert client.get("/new/", **AS_A_PAGE).status_code == 200
    assert Member.objects.get().consents.filter(version=2).exists()


def test_agreeing_leads_to_no_foreign_site(client, terms):
    sign_up(client)
    change(terms)

    sent = {"agrees_to_terms": "on", "terms_version": "2", "next": "//evil.example/"}

    assert client.post("/accounts/consents/", sent).headers["Location"] == "/"


def test_agreeing_without_a_tick_is_refused(client, terms):
    sign_up(client)
    change(terms)

    text = page(client.post("/accounts/consents/", {"terms_version": "2"}))

    assert "이용약관을 읽고 동의해 주세요." in text


@pytest.mark.parametrize("path", ["/accounts/leave/", "/pages/terms/"])
def test_the_texts_and_the_way_out_stay_open(client, terms, path):
    sign_up(client)
    change(terms)

    assert client.get(path, **AS_A_PAGE).status_code == 200


def test_what_a_member_sends_meanwhile_is_taken(client, terms):
    sign_up(client)
    change(terms)

    assert client.post("/preferences/", {"theme": "dark"}).headers["Location"] == "/"


def test_managers_are_not_asked(client, terms):
    client.force_login(make_manager())

    assert client.get("/new/", **AS_A_PAGE).status_code == 200


def test_letters_of_news_can_be_given_back(client):
    client.force_login(member := make_member())

    for value in ("1", "0", "0"):
        client.post("/accounts/consents/", {"wants_marketing": value})

    logged = list(member.consents.values_list("is_given", flat=True))
    assert logged == [False, True]
    assert "동의를 거둠" in page(client.get("/accounts/consents/"))
