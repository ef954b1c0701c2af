"""What runs in AWS Lambda: thin, one file a function. The zip of `muster package` holds them."""
