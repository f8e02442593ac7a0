"""The tables of the search say what it takes, and whether that is little enough."""

from bench.search_lines import SEARCHES, Searched, search_table, took_table


def searched(index: float, page: float, finds: int) -> Searched:
    found = Searched()
    times = {"index": [1, 2, index], "page": [9, page], "finds": [finds]}
    found.add(dict.fromkeys(SEARCHES, times))
    return found


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def first(table: str) -> list[str]:
    return cells(table.splitlines()[2])


def test_a_search_is_held_against_the_slowest_of_its_words():
    ours, none = searched(5, 15, 7), Searched()
    ours.add_cold({"one_common": {"index": [40], "page": [80]}})

    assert first(search_table(ours, none)) == [
        *("one syllable, common", "7", "2 ms", "4.70 ms", "12 ms", "14.7 ms"),
        *("40 ms", "80 ms", "≤ 5 ms, page ≤ 15 ms", "yes"),
        *("–", "–", "≤ 50 ms", "–"),
    ]


def test_either_of_the_two_may_be_too_slow():
    slow_index, slow_page = searched(9, 9, 1001), searched(3, 99, 1001)

    one = first(search_table(slow_index, slow_page))
    other = first(search_table(slow_page, slow_index))

    assert one[1] == "1,000 and more"
    assert one[9] == other[9] == "**no**"
    assert (one[13], other[13]) == ("**no**", "yes")


def test_all_searches_are_held_against_their_goal_together():
    found, none = Searched(), Searched()
    quick = {"index": [1.0] * 99, "page": [2.0] * 99, "finds": [3]}
    slow = {"index": [90.0] * 3, "page": [99.0] * 3, "finds": [3]}
    found.add({"latin": quick, "one_common": slow})
    found.add_cold({"latin": {"index": [1], "page": [2]}})

    rows = search_table(found, none).splitlines()

    assert cells(rows[-1])[:9] == [
        *("all of these together", "–", "1 ms", "1 ms", "2 ms", "2 ms", "1 ms", "2 ms"),
        "≤ 5 ms, page ≤ 15 ms",
    ]
    assert cells(rows[-1])[9] == "yes"
    assert cells(rows[2])[9] == "**no**"


def test_a_site_without_searches_has_no_times():
    found = Searched()
    found.add({})

    assert "yes" not in search_table(found, Searched())


def test_the_filling_of_a_kept_folder_may_be_unknown():
    took = {"wall": 90.0, "cpu": 60.0, "rows": 900}

    rows = took_table({"reindex": took}, {}).splitlines()[2:]

    assert rows[0] == "| fill | – | ≤ 5 min | – | – |"
    assert rows[3] == "| search_reindex | 1.50 min | ≤ 10 min | yes | – |"
    assert rows[5] == "| search_reindex: posts and comments | 10/s |  |  | – |"
