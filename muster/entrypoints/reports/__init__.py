"""What a check found, in the forms that continuous integration reads."""
