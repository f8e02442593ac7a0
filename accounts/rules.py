"""The names and addresses that a manager does not want."""

from accounts.names import nickname_key
from siteconfig.services import site


def is_banned_name(name: str) -> bool:
    """Say whether the name holds a word of the manager's list, however written."""
    key = nickname_key(name)
    words = (nickname_key(line) for line in site().banned_names.splitlines())
    return any(word in key for word in words if word)


def is_banned_address(email: str) -> bool:
    """Say whether the address is of a domain of the manager's list, or below one."""
    domain = "." + email.rpartition("@")[2].lower()
    lines = (line.strip().lower() for line in site().banned_email_domains.splitlines())
    domains = (line.lstrip("@.") for line in lines)
    return any(domain.endswith(f".{banned}") for banned in domains if banned)
