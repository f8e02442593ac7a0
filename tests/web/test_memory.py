"""What a process remembers is bounded, in number and in size."""

from random import Random

from web.memory import LONGEST, Fingerprints, Memory, remembered


def test_the_oldest_is_forgotten_first():
    memory: Memory[int, str] = Memory(2)
    for number in range(3):
        memory.keep(number, str(number))

    assert [memory.get(number) for number in range(3)] == [None, "1", "2"]
    assert len(memory) == 2
    memory.clear()
    assert memory.get(2) is None


def test_what_is_told_again_is_the_newest():
    memory: Memory[str, int] = Memory(2)
    for number, key in enumerate(["a", "b", "a", "c"]):
        memory.keep(key, number)

    assert [memory.get(key) for key in "abc"] == [2, None, 3]


def test_what_is_short_is_reckoned_once_and_what_is_long_each_time():
    reckoned = []

    @remembered(10)
    def count(text: str, other: str = "") -> int:
        reckoned.append(text)
        return len(text)

    long = "a" * (LONGEST + 1)
    assert [count("a"), count("a"), count(long), count(long)] == [
        1,
        1,
        LONGEST + 1,
        LONGEST + 1,
    ]
    assert reckoned == ["a", long, long]
    assert count.__name__ == "count"


def test_fingerprints_know_what_was_met_and_nothing_else():
    met = Fingerprints(2**10)
    for number in range(0, 100, 2):
        met.add((number, "key"))

    known = [number for number in range(100) if (number, "key") in met]
    assert not any(number % 2 for number in known)
    assert len(known) == 50
    met.clear()
    assert not any((number, "key") in met for number in range(100))


def test_fingerprints_never_grow_and_the_later_one_takes_the_place():
    met = Fingerprints(8)
    for key in "abcdefghi":
        met.add(key)

    assert [key in met for key in "abcdefghi"] == [False, *[True] * 8]


def test_two_fifths_of_the_places_full_no_fingerprint_is_forgotten():
    """Else what is known were written again and again, as it is asked for in turn."""
    met = Fingerprints(2**10)
    chance = Random(1)
    keys = [(chance.getrandbits(32), 1) for _number in range(400)]
    for _turn in range(3):
        new = [key for key in keys if key not in met]
        for key in new:
            met.add(key)

    assert not new  # 27 with rows of two places


def test_a_key_whose_hash_is_nought_is_new_at_first():
    met = Fingerprints(8)
    assert hash(0) == 0
    assert 0 not in met
    met.add(0)
    assert 0 in met
