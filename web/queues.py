"""What waits for who runs the site, shown on the first page of the admin.

Each app registers its own in `AppConfig.ready`, so that the page needs no knowledge
of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Queue:
    """Something that is counted, and the page of the admin where it is looked at.

    count: cheap; returns how many there are now. Without `url_name` a job sees to it.
    """

    label: str | Promise
    count: Callable[[], int]
    url_name: str = ""


_queues: list[Queue] = []


def register_queue(queue: Queue) -> None:
    """Have the queue stand on the first page of the admin."""
    _queues.append(queue)


def registered_queues() -> list[Queue]:
    """Return the queues in the order they were registered in."""
    return list(_queues)
