"""The health checks: a file a way of asking, each a function of `here`, `check` and `servers`.

Gives for each server why it does not pass, empty if it does; a server that is left out was not
asked and keeps its tries.
"""
