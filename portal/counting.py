"""Every count of the site, compared with the rows it counts."""

from boards.services.recount import check_all, recount_all
from visitors.services import check_visits, recount_visits


def check_counts() -> list[str]:
    """Return a line for each count that is wrong, changing nothing."""
    return [*check_all(), *check_visits()]


def mend_counts() -> list[str]:
    """Mend every count that is wrong; return a line for each."""
    return [*recount_all(), *recount_visits()]
