"""Pictures as lists show them: the browser takes the size that fits."""

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

from uploads.sizes import candidates

register = template.Library()

_FALLBACK_WIDTH = 640  # for a browser that knows no srcset


@register.simple_tag
def picture(
    path: str,
    widths: str = "",
    sizes: str = "100vw",
    alt: str = "",
    css: str = "",
    loading: str = "lazy",
) -> SafeString:
    """Draw an uploaded picture in one of its sizes.

    path, widths: as a row has them, `row.thumbnail` and `row.thumbnail_widths`;
    without widths (not made yet) the picture itself is shown.
    sizes: how wide it is shown, in the words of <img sizes>.
    css: its classes. loading: "eager" for what stands at the top of a page.
    Costs no query and no look at the disk.
    """
    files = candidates(path, widths)
    if not files:
        return format_html(
            '<img src="{}" alt="{}" class="{}" loading="{}" decoding="async">',
            *(default_storage.url(path), alt, css, loading),
        )
    fitting = [url for width, url in files if width <= _FALLBACK_WIDTH]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" alt="{}" class="{}"'
        ' loading="{}" decoding="async">',
        fitting[-1] if fitting else files[0][1],
        ", ".join(f"{url} {width}w" for width, url in files),
        *(sizes, alt, css, loading),
    )
