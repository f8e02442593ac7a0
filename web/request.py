"""The request as the web server's handler makes it."""

from django.core.handlers.wsgi import WSGIRequest


class Request(WSGIRequest):
    """A request that lets go of everything once its answer is sent.

    It and what is noted on it (session, member, messages) know each other: without this
    they stay in memory until the collector looks for such cycles.
    """

    def close(self) -> None:
        """Close the files that came with it, and forget all that it knows."""
        super().close()
        self.__dict__.clear()
