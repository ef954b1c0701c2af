"""Answers to questions, one file a question; only who asked sees them."""
