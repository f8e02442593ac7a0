"""The Content-Security-Policy of an answer: what a page may load, where forms may go."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from web.memory import Memory

_MOST_POLICIES = 100  # of a process; a site has two or three


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which puts the same policy together once, not for every answer."""

    _policies = Memory[str, str](_MOST_POLICIES)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Set the header, by the wishes that views and middleware left at the answer."""
        made = vars(response)
        wishes = repr([(name, made[name]) for name in made if name.startswith("_csp")])
        policy = self._policies.get(wishes)
        is_usual = not hasattr(request, "_csp_nonce") and HEADER not in response
        if policy is not None and is_usual:
            response[HEADER] = policy
            return response
        super().process_response(request, response)
        if is_usual and HEADER in response:
            self._policies.keep(wishes, response[HEADER])
        return response
