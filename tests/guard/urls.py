"""The site's addresses and one guest's form, as boards have them."""

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from guard.human_check import needs_question
from guard.views import ask_question


def guest_form(request):
    if request.method != "POST":
        page = engines["django"].from_string(
            '<!DOCTYPE html><html lang="ko"><title>x</title>'
            '<form method="post"><input name="title"><input name="guest_password">'
            '{% include "guard/_human_check.html" %}'
            '<button type="submit">보내기</button></form>'
        )
        return HttpResponse(page.render({}, request))
    if needs_question(request):
        return ask_question(request)
    return HttpResponse(f"썼음: {request.POST['title']} {request.POST.getlist('tag')}")


urlpatterns = [
    path("guest-form/", guest_form),
    path("exempt/", csrf_exempt(lambda request: HttpResponse("열림"))),
    path("", include("config.urls")),
]
handler400 = "web.errors.bad_request"
