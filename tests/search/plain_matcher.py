"""The rules of matching, as plain and slow as they can be said.

Shares no code with the app: characters are told apart one by one, terms are held
against runs. What an index finds must be what is found here.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from search.documents import Document
from search.query import Query

LONE_LETTERS = range(0x3131, 0x318F)
SYLLABLE_NAMES = (
    "HANGUL",
    "CJK UNIFIED",
    "CJK COMPAT",
    "HIRAGANA",
    "KATAKANA",
    "HENTAI",
)
SYLLABLES, LETTERS, MARK, SIGN = "syllables", "letters", "mark", "sign"


def kind_of(char: str) -> str:
    category, name = unicodedata.category(char), unicodedata.name(char, "")
    if category[0] == "M":
        return MARK
    if category[0] not in "LN" or "FILLER" in name:
        return SIGN
    return SYLLABLES if name.startswith(SYLLABLE_NAMES) else LETTERS


def plain_runs(text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each run."""
    pieces = [""]
    for char in text:  # letters that stand alone do not melt with anything
        if ord(char) in LONE_LETTERS:
            pieces += [char, ""]
        else:
            pieces[-1] += char
    folded = "".join(
        piece
        if piece and ord(piece[0]) in LONE_LETTERS
        else unicodedata.normalize("NFKC", piece).lower().replace("ς", "σ")
        for piece in pieces
    )
    runs: list[tuple[str, str]] = []
    before = SIGN
    for char in folded:
        kind = kind_of(char)
        if kind == MARK and before != SIGN:
            kind = before
        if kind in (SYLLABLES, LETTERS):
            if kind == before:
                runs[-1] = (kind, runs[-1][1] + char)
            else:
                runs.append((kind, char))
        before = SIGN if kind == MARK else kind
    return runs


def has_term(text: str, term: Sequence[str]) -> bool:
    return has_sequence(plain_runs(text), term)


def has_sequence(runs: Sequence[tuple[str, str]], term: Sequence[str]) -> bool:
    size = len(term)
    return any(
        _is_at(runs[start : start + size], term)
        for start in range(len(runs) - size + 1)
    )


def _is_at(runs: Sequence[tuple[str, str]], term: Sequence[str]) -> bool:
    if len(term) == 1:
        kind, run = runs[0]
        return term[0] in run if kind == SYLLABLES else run.startswith(term[0])
    (first_kind, first), *middle, (_kind, last) = runs
    begins = first.endswith(term[0]) if first_kind == SYLLABLES else first == term[0]
    whole = [run for _kind, run in middle] == list(term[1:-1])
    return begins and whole and last.startswith(term[-1])


def is_found(
    document: Document,
    query: Query,
    *,
    fields: Iterable[str],
    where: Iterable[Iterable[str]] = (),
    barred: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> bool:
    facets = set(document.facets)
    texts = [getattr(document, field) for field in fields]

    def has(term) -> bool:
        return any(has_term(text, term.runs) for text in texts)

    return (
        bool(query.terms)
        and all(any(map(has, group)) for group in query.terms)
        and not any(map(has, query.excluded))
        and all(facets & set(group) for group in where)
        and (not facets & set(barred) or bool(facets & set(keys)))
    )


def plain_find(
    documents: Iterable[Document],
    query: Query,
    *,
    below: int | None = None,
    limit: int,
    **rest,
) -> list[int]:
    found = [each.id for each in documents if is_found(each, query, **rest)]
    found.sort(reverse=True)
    return [number for number in found if below is None or number < below][:limit]
