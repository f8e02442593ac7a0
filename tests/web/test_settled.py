"""The language and time zone that a thread has anyway."""

import threading
from threading import Thread

from django.http import HttpResponse
from django.urls import base as urls
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from web.settled import SettledMiddleware, use_plain_locals


def spoken(request) -> HttpResponse:
    name = timezone.get_current_timezone_name()
    return HttpResponse(f"{translation.get_language()} {name}")


def test_a_new_thread_has_the_site_s_own_and_need_not_look_again(rf):
    found = []

    def answer() -> None:
        found.append(SettledMiddleware(spoken)(rf.get("/")).text)
        found.append(hasattr(trans_real._active, "value"))
        found.append(hasattr(timezone._active, "value"))

    thread = Thread(target=answer)
    thread.start()
    thread.join()

    assert found == ["ko Asia/Seoul", True, True]


def test_another_language_and_zone_that_are_active_stay_so(rf):
    with translation.override("en"), timezone.override("UTC"):
        assert SettledMiddleware(spoken)(rf.get("/")).text == "en UTC"


def test_no_lock_is_shared_by_threads_that_ask_for_them():
    use_plain_locals()
    for local in (trans_real._active, timezone._active, urls._prefixes, urls._urlconfs):
        assert type(local) is threading.local

    with translation.override("en"), timezone.override("UTC"):
        assert (translation.get_language(), timezone.get_current_timezone_name()) == (
            "en",
            "UTC",
        )
    assert (reverse("portal:front"), urls.get_urlconf()) == ("/", None)
