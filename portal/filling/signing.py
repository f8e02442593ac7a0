"""Who has written something, when, and from which address: columns of a row."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from portal.filling.places import Author


class Signature(NamedTuple):
    """Columns that posts and comments share."""

    author_id: int | None
    author_name: str
    guest_password: str
    ip: str | None
    ip_network: str
    created_at: datetime


class Signer:
    """Signs; addresses are of a private network, so nobody's.

    password: the hash that guests' texts get; nobody knows of what.
    full_addresses_from: the moment, in seconds, since which addresses are kept whole.
    """

    def __init__(
        self, chance: random.Random, password: str, full_addresses_from: float
    ) -> None:
        self._random = chance.random
        self._password, self._full_from = password, full_addresses_from

    def sign(self, authors: Sequence[Author], at: float) -> Signature:
        """Return the signature of one of these authors, picked by chance."""
        author_id, name = authors[int(self._random() * len(authors))]
        number = int(self._random() * 0x1000000)
        address = f"10.{number >> 16}.{number >> 8 & 255}."
        is_old = at < self._full_from
        return Signature(
            author_id,
            name,
            "" if author_id else self._password,
            None if is_old else f"{address}{number & 255}",
            f"{address}0/24" if is_old else "",
            datetime.fromtimestamp(at, UTC),
        )
