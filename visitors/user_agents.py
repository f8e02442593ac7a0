"""What ua-parser knows of user agents, without the patterns that nobody here asks for.

Compiled, the names of all devices take 15 MB of every process and half a second of its
start. Here only those are compiled that mean a robot.
"""

import re
from functools import cache
from typing import Any

from ua_parser import Domain, load_lazy_builtins
from ua_parser.core import PartialResult
from ua_parser.regex import Resolver

# In ua-parser's list devices stand before the last words that mean a robot, such as
# "yahoo" or "silk", which apps and browsers of telephones have in their names too.
_HANDHELD = re.compile(r"android|iphone|ipad|ipod|mobi|tablet|kindle", re.IGNORECASE)


@cache
def _patterns() -> tuple[Resolver, Resolver]:
    """Return those of browsers, systems and sure robots, and those of likely robots."""
    browsers, systems, devices = load_lazy_builtins()
    sure: list[Any] = []
    likely: list[Any] = []
    found = sure
    for device in devices:
        if getattr(device, "family", "") == "Spider":
            found.append(device)
        else:
            found = likely
    return Resolver((browsers, systems, sure)), Resolver(([], [], likely))


def is_named_as_robot(user_agent: str) -> bool:
    """Tell whether ua-parser knows it as a robot's."""
    sure, likely = _patterns()
    if sure(user_agent, Domain.DEVICE).device:
        return True
    is_likely = likely(user_agent, Domain.DEVICE).device is not None
    return is_likely and not _HANDHELD.search(user_agent)


def names_in(user_agent: str) -> PartialResult:
    """Return the names of the browser and of the system, as ua-parser has them."""
    return _patterns()[0](user_agent, Domain.USER_AGENT | Domain.OS)
