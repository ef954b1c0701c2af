"""The messages of a run: the one that follows it, and those that call people to it."""
