"""Every count of the site, compared with the rows it counts."""

from boards.services.recount import check_all, recount_all
from boards.services.writing import check_written, sum_written_days
from visitors.services import check_visits, recount_visits


def check_counts() -> list[str]:
    """Return a line for each count that is wrong, changing nothing."""
    return [*check_all(), *check_written(), *check_visits()]


def mend_counts() -> list[str]:
    """Mend every count that is wrong; return a line for each."""
    return [*recount_all(), *sum_written_days(), *recount_visits()]
