"""The twelve neighbours of the demo. Nobody can log in as one of them."""

from typing import NamedTuple


class Neighbour(NamedTuple):
    """A member to be made; joined counts the days before the first post."""

    username: str
    nickname: str
    level: int
    joined: int


NEIGHBOURS = (
    Neighbour("madang_jigi", "마당지기", 10, 88),
    Neighbour("dallae_walk", "달래강산책", 6, 80),
    Neighbour("bookmark22", "책갈피", 5, 74),
    Neighbour("tangerine", "귤한상자", 4, 66),
    Neighbour("minsik_dad", "두아이아빠", 4, 51),
    Neighbour("greenthumb", "상추농부", 3, 43),
    Neighbour("nabi_mom", "고양이나비", 3, 35),
    Neighbour("slow_runner", "느린달리기", 3, 27),
    Neighbour("solder_kim", "납땜하는사람", 3, 19),
    Neighbour("rainy_bus", "비오는정류장", 2, 11),
    Neighbour("third_floor", "삼층이웃", 2, 6),
    Neighbour("new_spoon", "숟가락하나", 2, 1),
)
AUTHOR_OF_NOTICES = NEIGHBOURS[0]
