"""How often Python looks for garbage while worlds are played."""

import gc


def look_seldom() -> None:
    """Look for cycles after 50,000 new objects, not after 700.

    What is loaded for a world (models of AWS, moto) is millions of objects that stay, and a world
    makes few cycles: to look as often as usual is an eighth of the processor time of a case.
    """
    gc.set_threshold(50_000, 10, 10)
