"""A plan on paper: plain commands of the aws CLI in wave order, for the hour without muster."""
