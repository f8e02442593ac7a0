"""Every count of the site, compared with the rows it counts."""

from boards.services.recount import Tell, check_all, recount_all
from boards.services.writing import check_written, sum_written_days
from visitors.services import check_visits, recount_visits


class CountsDiffer(Exception):
    """Some counts are wrong; what they are stands in the log."""


def check_counts(tell: Tell = lambda done, total: None) -> list[str]:
    """Return a line for each count that is wrong, in Korean, changing nothing.

    tell: is told how many steps of the longest part are done, and of how many.
    """
    return [*check_all(tell), *check_written(), *check_visits()]


def mend_counts(tell: Tell = lambda done, total: None) -> list[str]:
    """Mend every count that is wrong; return a line for each, in Korean."""
    return [*recount_all(tell), *sum_written_days(), *recount_visits()]
