"""The logic that travels inside the runbooks: standard library only, no effects, time as a value."""
