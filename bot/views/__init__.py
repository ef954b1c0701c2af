"""What people see: pure functions from values to Block Kit. Nothing here asks anybody anything."""
