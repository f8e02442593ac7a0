"""Tokens as people can read them."""


def readable(tokens: str) -> str:
    """Return a text of tokens with an apostrophe before what begins a run in one."""
    return "".join(
        f"'{chr(ord(letter) - 0x40000)}" if letter >= "\U00040000" else letter
        for letter in tokens
    )
