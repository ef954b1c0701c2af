"""How many of something there are, in words that agree with the number."""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 server`, `3 servers`; `many` is what more than one needs besides an s, or instead of it.

    `counted(2, "server waits", "servers wait")` gives `2 servers wait`.
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"
