"""What people may do to a run: one file a verb, each a pure function from state to outcome."""
