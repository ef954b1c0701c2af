"""Run Command, as far as runbooks and their scripts use it: played, not run."""
