"""The logic that travels inside the runbooks: standard library only, pure, time as a value."""
