"""An embedded AWS with muster published in it: what `demo`, `simulate` and `embedded up` share."""
