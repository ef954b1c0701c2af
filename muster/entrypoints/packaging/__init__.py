"""The functions' zip: the same bytes from the same commit, and nothing in it that does not run."""
