"""Headers that a page tells of itself to the wrapper around Django (config.page_cache).

They count the page and go no further: nobody outside sees them.
"""

POST = "Madang-Post"  # the id of the post that the page shows, unless its author reads
SEARCH = "Madang-Search"  # the words it looked for, percent-encoded
MEMBER = "Madang-Member"  # the id of the member it was made for
HIDDEN = "Madang-Hidden"  # any value: the member does not want to be seen
CONTENT = "Madang-Content"  # the name of what it shows, see web.contents
PAGE = "Madang-Page"  # the path of another page, percent-encoded, that was shown
FROM = "Madang-From"  # the address its visitor came from, percent-encoded

ALL = frozenset(
    name.lower() for name in (POST, SEARCH, MEMBER, HIDDEN, CONTENT, PAGE, FROM)
)

# Set in the environ by the wrapper: it compresses pages, and may keep them.
ASKED = "madang.page_cache"
# So is this where it had to resolve the path: a ResolverMatch, which takes 20 us.
MATCH = "madang.match"
