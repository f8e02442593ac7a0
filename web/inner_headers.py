"""Headers that a page tells of itself to the wrapper around Django (config.page_cache).

They count the page and go no further: nobody outside sees them.
"""

POST = "Madang-Post"  # the id of the post that the page shows, unless its author reads
SEARCH = "Madang-Search"  # the words it looked for, percent-encoded
MEMBER = "Madang-Member"  # the id of the member it was made for
HIDDEN = "Madang-Hidden"  # any value: the member does not want to be seen

ALL = frozenset(name.lower() for name in (POST, SEARCH, MEMBER, HIDDEN))

# Set in the environ by the wrapper: it compresses pages, and may keep them.
ASKED = "madang.page_cache"
