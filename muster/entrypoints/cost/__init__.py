"""What muster costs: a counted drill, a counted month, and the prices of AWS's list."""
