"""One file a generated file: what its text is made of."""
