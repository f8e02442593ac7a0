"""What a process remembers is bounded, in number and in size."""

from web.memory import LONGEST, Memory, remembered


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
