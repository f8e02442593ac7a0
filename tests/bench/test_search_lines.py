"""The tables of the search say what it takes, and whether that is little enough."""

from bench.search_lines import SEARCHES, Searched, search_table, took_table


def searched(index: float, page: float, finds: int) -> Searched:
    found = Searched()
    times = {"index": [1, 2, index], "page": [9, page], "finds": [finds]}
    found.add(dict.fromkeys(SEARCHES, times))
    return found


def cells(table: str) -> list[str]:
    return [cell.strip() for cell in table.splitlines()[2].strip("|").split("|")]


def test_a_search_is_held_against_the_slowest_of_its_words():
    ours, none = searched(5, 15, 7), Searched()
    ours.add_cold({"one_common": {"index": [40], "page": [80]}})

    assert cells(search_table(ours, none)) == [
        *("one syllable, common", "7", "2 ms", "4.70 ms", "12 ms", "14.7 ms"),
        *("40 ms", "80 ms", "≤ 5 ms, page ≤ 15 ms", "yes"),
        *("–", "–", "≤ 50 ms", "–"),
    ]


def test_either_of_the_two_may_be_too_slow():
    slow_index, slow_page = searched(9, 9, 1001), searched(3, 99, 1001)

    first = cells(search_table(slow_index, slow_page))
    second = cells(search_table(slow_page, slow_index))

    assert first[1] == "1,000 and more"
    assert first[9] == second[9] == "**no**"
    assert (first[13], second[13]) == ("**no**", "yes")


def test_the_filling_of_a_kept_folder_may_be_unknown():
    took = {"wall": 90.0, "cpu": 60.0, "rows": 900}

    rows = took_table({"reindex": took}, {}).splitlines()[2:]

    assert rows[0] == "| fill | – | ≤ 5 min | – | – |"
    assert rows[3] == "| search_reindex | 1.50 min | ≤ 10 min | yes | – |"
    assert rows[5] == "| search_reindex: posts and comments | 10/s |  |  | – |"
