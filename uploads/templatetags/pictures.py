"""Pictures as lists show them: the browser takes the size that fits."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from uploads.sizes import source_and_set

register = template.Library()


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
    source, choice = source_and_set(path, widths)
    if not choice:
        return format_html(
            '<img src="{}" alt="{}" class="{}" loading="{}" decoding="async">',
            *(source, alt, css, loading),
        )
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" alt="{}" class="{}"'
        ' loading="{}" decoding="async">',
        *(source, choice, sizes, alt, css, loading),
    )
