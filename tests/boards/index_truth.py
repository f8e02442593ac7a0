"""What the search index should hold, read from the rows, against what it finds."""

from collections import defaultdict
from collections.abc import Iterable

from boards.documents import (
    comment_document,
    comment_values,
    places_of,
    posts_and_places,
)
from boards.models import Comment, Post
from search.documents import Document
from search.indexes import Field, Index
from search.query import parse
from search.services import find


def documents_of_rows() -> dict[Index, list[Document]]:
    """Return the documents of all that is written, as a new index would get them."""
    posts = [document for _pk, _place, document in posts_and_places(Post.objects.all())]
    places = places_of(Post.objects.all())
    comments = [
        comment_document(values, places[values.post_id])
        for values in comment_values(Comment.objects.all())
    ]
    return {
        Index.POSTS: [document for document in posts if document],
        Index.COMMENTS: [document for document in comments if document],
    }


def differences(words: Iterable[str], fields: Iterable[Field] = Field) -> list[str]:
    """Return a line for each word and facet that finds anything but its documents.

    words: what stands in the texts as words between spaces, now or before.
    fields: the ones to be asked about.
    """
    lines = []
    for index, documents in documents_of_rows().items():
        expected: dict[tuple[Field, str, str], set[int]] = defaultdict(set)
        for document in documents:
            for field in fields:
                for word in {*words} & {*getattr(document, field).split()}:
                    expected[field, word, ""].add(document.id)
                    for facet in document.facets:
                        expected[field, word, facet].add(document.id)
        facets = {"", *(facet for document in documents for facet in document.facets)}
        for field in fields:
            for word in words:
                for facet in facets:
                    found = find(
                        index,
                        parse(word),
                        fields=[field],
                        where=[[facet]] if facet else [],
                        limit=1_000,
                    )
                    true = expected[field, word, facet]
                    if set(found) != true or len(found) != len(true):
                        lines.append(f"{index} {field} {word} {facet}: {found} {true}")
    return lines
