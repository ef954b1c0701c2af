"""`muster doctor`, wired: what is examined, and what is shown."""
