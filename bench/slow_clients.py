"""Others' pages while twelve slow clients hold half a request each."""

import socket
from dataclasses import replace
from urllib.parse import urlsplit

from bench.browser import Browser
from bench.figures import Figure, by_turns, figure, ratio
from bench.ground import Ground

SLOW = 12
_OTHERS = 4  # connections


def measure(ground: Ground) -> dict[str, Figure]:
    """Return the ratio of the others' median time with the slow ones to without."""
    path = ground.pages.lists[0]
    others = replace(ground, scale=replace(ground.scale, connections=_OTHERS))
    requests = [ground.by_member(path) for _ in range(200)]

    def median_ms() -> float:
        return others.load(requests).p50_ms

    def median_among_slow_ms() -> float:
        held = [_half_a_request(ground) for _ in range(SLOW)]
        try:
            found = median_ms()
            if not all(map(_is_waiting, held)):
                raise SystemExit("the site did not let the slow clients wait")
            return found
        finally:
            for client in held:
                client.close()

    others.warm_up(requests)
    slow, free = by_turns(ground.scale.rounds, median_among_slow_ms, median_ms)
    found = ratio(slow, free)
    ground.say(f"others' median among slow clients: {found.value:.2f} of that without")
    return {"slow": found, "slow_with": figure(slow), "slow_without": figure(free)}


def _half_a_request(ground: Ground) -> socket.socket:
    """Send all of a member's comment but the second half of its words."""
    browser = Browser(ground.site.url)
    request = ground.by_member(f"{ground.pages.posts[0]}comments/")
    message = browser.message("POST", request, b"body=" + b"x" * 1000)
    parts = urlsplit(ground.site.url)
    where = parts.hostname or "", parts.port or 80
    client = socket.create_connection(where, timeout=5)
    client.sendall(message[:-500])
    return client


def _is_waiting(client: socket.socket) -> bool:
    """Tell whether the site has neither answered nor hung up."""
    client.setblocking(False)
    try:
        client.recv(1)
    except BlockingIOError:
        return True
    return False
