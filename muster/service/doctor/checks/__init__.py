"""The checks of `muster doctor`: one file each, with a `TITLE` and a function `check`."""
