"""What `muster doctor` looks at: whether everything stands that a recovery will need."""
