"""Shapes that fit their box."""

from hypothesis import given
from hypothesis import strategies as st

from web.charts import HEIGHT, MOST_COLUMNS, WIDTH, columns, line


@given(st.lists(st.integers(0, 10**9), max_size=900))
def test_columns_stay_in_the_box_and_in_order(values: list[int]) -> None:
    chart = columns([(str(value), value) for value in values])

    shown = [shape.value for shape in chart.shapes]
    assert sum(shown) == sum(values)
    assert len(shown) <= MOST_COLUMNS
    if len(values) <= MOST_COLUMNS:
        assert shown == values
    for shape in chart.shapes:
        assert 0 <= shape.x <= shape.x + shape.width <= WIDTH + 0.2
        assert 0 <= shape.y <= shape.y + shape.height <= HEIGHT + 0.1
    assert sum(shape.has_label for shape in chart.shapes) <= 8
    assert chart.top == max(shown, default=0)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_a_line_has_a_point_for_each_value(values: list[int]) -> None:
    points = [tuple(map(float, point.split(","))) for point in line(values).split()]

    assert len(points) == len(values)
    assert all(0 <= x <= 120.1 and 0 <= y <= 28 for x, y in points)


def test_a_line_of_nothing_is_empty() -> None:
    assert line([]) == ""
