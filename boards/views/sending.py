"""What a sent form must pass before it is written: limits, and a guest's proof."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.current import member_of
from boards.errors import BoardError, EditConflict
from guard.human_check import needs_question
from guard.throttle import Throttled, throttle_request
from guard.views import ask_question


def check_limits(request: HttpRequest, scope: str, form: forms.Form) -> None:
    """Add an error to a valid form when its sender has sent too many.

    scope: whose limit counts, see guard.throttle. A site manager has none.
    """
    member = member_of(request)
    if not form.is_valid() or (member and member.is_superuser):
        return
    try:
        throttle_request(request, scope, member.pk if member else None)
    except Throttled as refusal:
        form.add_error(None, str(refusal))


def show_refusal(form: forms.Form, error: BoardError) -> None:
    """Show in the form why it was not written, with all that was typed.

    Whoever has been told of somebody else's edit may save over it the next time.
    """
    form.add_error(None, str(error))
    if isinstance(error, EditConflict) and isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data["version"] = str(error.version)


def is_logged_out(request: HttpRequest) -> bool:
    """Whether a member typed what was sent, who is a guest by now: it has no name."""
    return member_of(request) is None and "author_name" not in request.POST


def question_for(request: HttpRequest) -> HttpResponse | None:
    """Return the page that asks a guest to prove he is a person, None when proven.

    It repeats what was typed and sends it to the same address once more.
    """
    if member_of(request) is None and needs_question(request):
        return ask_question(request)
    return None
