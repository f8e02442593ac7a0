"""The drawn pictures: forty, each one a picture, none of them like another."""

import itertools
import re
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from portal.demo.drawing import PICTURES, DrawnPicture

TOPICS = {
    "market", "river", "park", "library", "festival", "weather", "school", "kitchen",
    "pets", "street", "garden", "sports", "night", "snow", "bus", "cafe",
}  # fmt: skip
every_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)


@cache
def drawn(picture: DrawnPicture) -> Image.Image:
    return picture.draw()


def test_there_are_forty_of_two_kinds_on_every_topic():
    assert len(PICTURES) == 40
    assert {picture.topic for picture in PICTURES} == TOPICS
    assert {picture.kind for picture in PICTURES} == {"scene", "chart"}
    assert sum(picture.kind == "chart" for picture in PICTURES) == 8


def test_no_name_or_description_comes_twice():
    assert len({picture.name for picture in PICTURES}) == 40
    assert len({picture.alt for picture in PICTURES}) == 40


@every_picture
def test_names_and_descriptions_are_korean(picture):
    assert re.fullmatch(r"[가-힣 ]+", picture.name)
    assert re.search(r"[가-힣]{2}", picture.alt)
    assert picture.alt.endswith("니다.")
    assert picture.alt.count(".") == 1, "one sentence"


@every_picture
def test_it_is_large_and_full_of_shapes(picture):
    image = drawn(picture)

    assert image.mode == "RGB"
    assert sorted(image.size) == [1066, 1600]
    small = image.resize((200, 200))
    edges = small.convert("L").filter(ImageFilter.FIND_EDGES)
    assert len(small.getcolors(40_000)) > 500
    assert ImageStat.Stat(small.convert("L")).stddev[0] > 12
    assert ImageStat.Stat(edges).mean[0] > 5


def test_no_two_look_alike():
    small = {
        picture.name: drawn(picture).resize((16, 16), Image.Resampling.BOX)
        for picture in PICTURES
    }

    for one, other in itertools.combinations(small, 2):
        apart = ImageStat.Stat(ImageChops.difference(small[one], small[other])).mean
        assert sum(apart) / 3 > 14, f"{one} and {other}"


@pytest.mark.parametrize("picture", PICTURES[::8], ids=lambda one: one.name)
def test_it_is_drawn_the_same_each_time(picture):
    assert picture.draw().tobytes() == drawn(picture).tobytes()
