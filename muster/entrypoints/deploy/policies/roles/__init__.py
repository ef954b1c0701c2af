"""The policies of an installation: one file each, whose `statements()` are its content."""
