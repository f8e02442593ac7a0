"""Why an index gives no answer; no pages' words, those are the caller's."""


class IndexUnavailable(Exception):
    """The index cannot answer now. It is never taken for an empty result."""


class IndexMissing(IndexUnavailable):
    """It is not there, or not whole: it was never built, or by an older tokeniser."""


class IndexBroken(IndexUnavailable):
    """It is there and cannot be read."""
