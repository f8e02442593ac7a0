"""The tag that shows a picture in the size that fits."""

import pytest
from django.template import engines

from uploads.sizes import shown_widths, widths_for

PATH = "pictures/ab/cd/abcd.webp"


def drawn(path, widths, **options):
    given = " ".join(f'{name}="{value}"' for name, value in options.items())
    source = "{% load pictures %}{% picture path widths " + given + " %}"
    page = engines["django"].from_string(source)
    return page.render({"path": path, "widths": widths})


def test_a_picture_without_sizes_is_shown_itself():
    assert drawn(PATH, "", alt="꽃", css="card__picture") == (
        '<img src="/media/pictures/ab/cd/abcd.webp" alt="꽃" class="card__picture"'
        ' loading="lazy" decoding="async">'
    )


def test_the_browser_chooses_among_the_sizes_that_are_made():
    assert drawn(PATH, "320,640,900", sizes="50vw") == (
        '<img src="/media/pictures/ab/cd/abcd-640.webp"'
        ' srcset="/media/pictures/ab/cd/abcd-320.webp 320w,'
        " /media/pictures/ab/cd/abcd-640.webp 640w,"
        ' /media/pictures/ab/cd/abcd.webp 900w" sizes="50vw" alt="" class=""'
        ' loading="lazy" decoding="async">'
    )


def test_a_text_of_the_author_cannot_leave_its_attribute():
    page = engines["django"].from_string(
        "{% load pictures %}{% picture path '' alt=words %}"
    )

    html = page.render({"path": PATH, "words": '"><script>'})

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("width", "is_moving", "made", "shown"),
    [
        (200, False, [], "200"),
        (200, True, [320], "320"),
        (500, False, [320], "320,500"),
        (500, True, [320], "320"),
        (640, False, [320, 640], "320,640"),
        (2048, False, [320, 640, 1280], "320,640,1280"),
    ],
)
def test_sizes_are_smaller_and_never_move(width, is_moving, made, shown):
    assert widths_for(width, is_moving=is_moving) == made
    assert shown_widths(width, made, is_moving=is_moving) == shown
