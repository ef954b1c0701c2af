"""What a step may do: a file for each action, and their table."""
