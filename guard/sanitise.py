"""What people typed, made safe to keep and to show: one policy for all bodies.

Bodies are cleaned once, when they are written. Cleaning an already clean body
changes nothing, and its time grows with the length of the text alone.
"""

import html as entities
import re
import unicodedata

import nh3

# Heading 1 is the page's own; the classes are what stylesheets know.
# fmt: off
_TAGS = {
    "p", "br", "b", "strong", "i", "em", "u", "s", "blockquote", "pre", "code",
    "h2", "h3", "h4", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    "hr", "a", "img", "figure", "figcaption", "span", "div",
}
_CLASSES = {
    "align-left", "align-center", "align-right", "text-red", "text-orange",
    "text-yellow", "text-green", "text-blue", "text-purple", "text-gray",
}
_DROPPED_WITH_CONTENT = {
    "script", "style", "iframe", "noscript", "noembed", "noframes", "template",
    "textarea", "title", "xmp", "svg", "math", "object", "select",
}
# fmt: on
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_REL = "nofollow ugc noopener"
# For links that are made after cleaning.
LINK_REL = f'rel="{_REL}"'
_NUMBERS = {"width", "height", "colspan", "rowspan", "start"}

# NUL and its like break databases and terminals; direction overrides turn the
# text of others around. Newline and tab stay.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_PICTURE = re.compile(r"https?://|/media/(?!.*\.\.)[\w/.-]+\Z", re.IGNORECASE)
_EMPTY_PICTURE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
_HEADING = re.compile(r"<(/?)h([156])(?=[\s/>])", re.IGNORECASE)
_FRAME = re.compile(
    r"<iframe\b[^<>]*?\bsrc\s*=\s*[\"']?(?:https?:)?//"
    r"(www\.youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/video/"
    r"|tv\.naver\.com/embed/|tv\.kakao\.com/embed/)([\w/-]+)[^<>]*>",
    re.IGNORECASE,
)

# A parser looks through its stack of open elements at every tag, and a serialiser
# copies a text at every sign it escapes: deep nesting and long runs cost the square
# of their length. Tags that close themselves do not nest.
_OPENING_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
_NESTING_TAG = re.compile(
    r"<(?!(?:p|br|img|hr|tr|td|th|li|iframe)[\s/>])[a-z]", re.IGNORECASE
)
_MAX_NESTING_TAGS = 5000
_MAX_TAG_PAIRS = 25_000_000
_MAX_ESCAPED_SIGNS = 40_000
_MAX_ANGLES = 200_000
_SLICE_LENGTH = 1000
# Bold in bold is merged by the parser only while the tags are equal.
_FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]{0,1000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(
    r"<(?=/?(?:p|br|div|h[1-6]|li|tr|td|th|blockquote|pre|figure|figcaption|hr)\b)",
    re.IGNORECASE,
)

# An address ends where Korean begins, since particles are written against it;
# Korean right after `/` or `=` still belongs to it.
_ADDRESS = re.compile(
    r"https?://(?:[\w\-.~:/?#\[\]@!$&'()*+,;=%]|(?<=[/=])[가-힣]{1,100}){1,2000}", re.A
)
_AFTER_ADDRESS = ".,;:!?'\""


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in _CLASSES) or None
    if attribute in _NUMBERS:
        return value if re.fullmatch(r"[0-9]{1,4}", value) else None
    if (tag, attribute) == ("img", "src"):
        return value if _PICTURE.match(value) else None
    return value


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=_REL,
)


def clean_text(text: str) -> str:
    """Return typed text in one form: NFC, LF line ends, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def sanitise_html(html: str) -> str:
    """Return the HTML with only what a board's post may hold.

    No script, style, id or event attribute; links carry rel; a video frame of a
    known host becomes a link to it; other frames and pictures without a source
    are gone. Safe for any input; a body with more tags than people write keeps
    its words alone.
    """
    html = _CONTROL.sub("", html)
    for _ in range(5):
        if _is_too_costly(html):
            break
        cleaned = _clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return text_to_html(plain_text(html))


def _is_too_costly(html: str) -> bool:
    if html.count("&") + html.count("\u00a0") > _MAX_ESCAPED_SIGNS:
        return True
    if html.count("<") > _MAX_ANGLES:
        return True
    nesting = sum(1 for _ in _NESTING_TAG.finditer(html))
    tags = sum(1 for _ in _OPENING_TAG.finditer(html))
    return nesting > _MAX_NESTING_TAGS or nesting * tags > _MAX_TAG_PAIRS


def _clean_once(html: str) -> str:
    html = _HEADING.sub(lambda tag: f"<{tag[1]}h{2 if tag[2] == '1' else 4}", html)
    html = _FORMATTING.sub(r"<\1>", html)
    html = _FRAME.sub(_link_to_video, html)
    html = _CONTROL.sub("", _cleaner.clean(html))
    return _EMPTY_PICTURE.sub("", html)


def _link_to_video(frame: re.Match[str]) -> str:
    place, name = frame[1].lower(), frame[2]
    is_youtube = place.startswith("www.youtube")
    url = f"www.youtube.com/watch?v={name}" if is_youtube else f"{place}{name}"
    return f'<a href="https://{url}">https://{url}</a><iframe>'


def text_to_html(text: str) -> str:
    """Return plain text as HTML: paragraphs, line breaks, linked addresses."""
    text = clean_text(text).replace("\t", "    ").strip("\n")
    text = text.replace("  ", "\u00a0 ")
    paragraphs = (part for part in re.split(r"\n\n+", text) if part.strip())
    html = "\n".join(f"<p>{_lines_to_html(part)}</p>" for part in paragraphs)
    return _cleaner.clean(html)


def _lines_to_html(paragraph: str) -> str:
    pieces, end = [], 0
    for address in _ADDRESS.finditer(paragraph):
        url = address[0].rstrip(_AFTER_ADDRESS)
        if url.endswith(")") and "(" not in url:
            url = url.rstrip(")").rstrip(_AFTER_ADDRESS)
        shown = entities.escape(url)
        pieces.append(_escape(paragraph[end : address.start()]))
        pieces.append(f'<a href="{shown}">{shown}</a>')
        end = address.start() + len(url)
    pieces.append(_escape(paragraph[end:]))
    return "".join(pieces).replace("\n", "<br>")


def _escape(text: str) -> str:
    # Comments part the text for the serialiser, which then drops them.
    slices = range(0, len(text), _SLICE_LENGTH)
    return "<!---->".join(
        entities.escape(text[start : start + _SLICE_LENGTH]) for start in slices
    )


def plain_text(html: str) -> str:
    """Return the words of sanitised HTML on one line, for excerpts and search."""
    spaced = _BLOCK.sub(" <", html)
    return " ".join(entities.unescape(_TAG.sub("", spaced)).split())
