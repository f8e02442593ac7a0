"""The request, and the handler that makes it and has it answered."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import ResolverMatch

from web import inner_headers


class Request(WSGIRequest):
    """A request that lets go of everything once its answer is sent.

    It and what is noted on it (session, member, messages) know each other: without this
    they stay in memory until the collector looks for such cycles.
    """

    def close(self) -> None:
        """Close the files that came with it, and forget all that it knows."""
        super().close()
        self.__dict__.clear()


class Handler(WSGIHandler):
    """Django's own, which resolves no path that has just been resolved for the cache."""

    request_class = Request

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Return the view and what it is given. Raises Resolver404."""
        match: ResolverMatch | None = request.META.get(inner_headers.MATCH)
        if match is None or hasattr(request, "urlconf"):
            return super().resolve_request(request)
        request.resolver_match = match
        return match
