"""What is freed is given back."""

from web.trimming import trim


def test_memory_can_be_given_back_wherever_the_site_runs() -> None:
    trim()
