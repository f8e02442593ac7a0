"""Pages that stand between a sent form and what it wants: questions and refusals."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from guard.csrf import came_from_elsewhere
from guard.forms import HumanCheckForm
from guard.human_check import new_challenge, new_question
from guard.repeating import repeat
from guard.throttle import throttle_request


@never_cache
@require_GET
def challenge(request: HttpRequest) -> JsonResponse:
    """Give the widget a challenge to solve."""
    throttle_request(request, "challenge", None)
    return JsonResponse(new_challenge())


@never_cache
def ask_question(request: HttpRequest) -> HttpResponse:
    """Ask a guest whose form came without a proof, keeping all that was typed.

    The answer is posted, with everything else, to where the form was posted.
    Raises Throttled.
    """
    throttle_request(request, "question", None)
    question = new_question()
    was_answered = bool(request.POST.get("human_answer"))
    form = HumanCheckForm(initial={"human_token": question.token})
    context = {
        "question": question,
        "form": form,
        "repeated": repeat(request),
        "error": _("답이 맞지 않습니다. 새 질문에 답해 주세요.")
        if was_answered
        else "",
    }
    return render(request, "guard/question.html", context)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer the form again with a fresh token; another site's form is only refused."""
    repeated = None if came_from_elsewhere(request) else repeat(request)
    context = {"repeated": repeated}
    return render(request, "guard/csrf_failure.html", context, status=403)
