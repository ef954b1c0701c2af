"""What the scripts share; the bundler puts it into each script that imports it."""
