"""인기검색어: which words are popular, and what keeps one from being shown."""

import pytest
import time_machine
from django.contrib.auth.models import Permission

from tests.factories import make_manager, make_member
from visitors.models import HiddenWord, SearchWord
from visitors.popular import DAYS, MOST_SHOWN, hide_words, popular_words
from visitors.words import record_word

pytestmark = pytest.mark.django_db


def look_for(word: str, people: int) -> None:
    for number in range(people):
        record_word(word, f"visitor{number}")


def test_the_word_of_most_people_comes_first():
    look_for("골목", 2)
    look_for("시장", 4)
    look_for("빵집", 3)

    assert popular_words() == ("시장", "빵집", "골목")


def test_a_person_counts_once_a_day():
    look_for("골목", 2)
    look_for("시장", 3)
    for _time in range(5):
        record_word("골목", "visitor0")

    assert popular_words() == ("시장", "골목")


def test_what_one_person_alone_has_typed_stays_with_him():
    record_word("010-1234-5678", "visitor")

    assert popular_words() == ()


def test_only_the_last_days_count():
    with time_machine.travel("2026-03-02T23:50+09:00"):
        look_for("지난 말", 9)
    with time_machine.travel("2026-03-03T00:10+09:00"):
        look_for("요즘 말", 2)
    assert DAYS == 3
    with time_machine.travel("2026-03-04T12:00+09:00"):
        assert popular_words() == ("지난 말", "요즘 말")
    with time_machine.travel("2026-03-05T00:10+09:00"):
        assert popular_words() == ("요즘 말",)


def test_no_more_are_shown_than_fit():
    for number in range(MOST_SHOWN + 3):
        look_for(f"말{number}", 2)

    assert len(popular_words()) == MOST_SHOWN


def test_hidden_words_are_left_out_wherever_they_stand():
    look_for("나쁜말", 5)
    look_for("아주 나쁜말 이야기", 4)
    look_for("Good", 3)

    assert hide_words(["나쁜말", "  GOOD "]) == 2
    assert hide_words(["나쁜말"]) == 0

    assert popular_words() == ()


def test_they_stand_below_the_search_box(client):
    look_for("골목 & 시장", 2)

    page = client.get("/online/").text

    assert "골목 &amp; 시장</a>" in page
    assert "/search/?q=%EA%B3%A8%EB%AA%A9%20%26%20%EC%8B%9C%EC%9E%A5" in page


class TestAdmin:
    def test_a_manager_hides_what_was_looked_for(self, client):
        look_for("나쁜말", 3)
        client.force_login(make_manager())
        page = client.get("/admin/visitors/searchword/")
        assert "나쁜말" in page.text
        chosen = SearchWord.objects.values_list("pk", flat=True)

        response = client.post(
            "/admin/visitors/searchword/",
            {"action": "hide", "_selected_action": list(chosen)},
            follow=True,
        )

        assert "낱말 1개를 인기검색어에서 뺐습니다." in response.text
        assert HiddenWord.objects.get().word == "나쁜말"
        assert popular_words() == ()

    def test_who_may_only_look_hides_nothing(self, client):
        look_for("말", 2)
        looker = make_member(is_staff=True)
        looker.user_permissions.add(Permission.objects.get(codename="view_searchword"))
        client.force_login(looker)
        chosen = SearchWord.objects.values_list("pk", flat=True)

        response = client.post(
            "/admin/visitors/searchword/",
            {"action": "hide", "_selected_action": list(chosen)},
        )

        assert response.status_code == 403
        assert not HiddenWord.objects.exists()

    def test_words_are_hidden_and_shown_again_by_hand(self, client):
        look_for("나쁜 말", 3)
        client.force_login(make_manager())
        address = "/admin/visitors/hiddenword/add/"

        assert popular_words() == ("나쁜 말",)
        client.post(address, {"word": " 나쁜  말"})
        assert popular_words() == ()
        again = client.post(address, {"word": "나쁜 말"})
        assert "이미 빼 둔 낱말입니다." in again.text
        assert "글자를 적어 주세요." in client.post(address, {"word": "\u200b"}).text

        word = HiddenWord.objects.get()
        client.post(f"/admin/visitors/hiddenword/{word.pk}/delete/", {"post": "yes"})
        assert popular_words() == ("나쁜 말",)
