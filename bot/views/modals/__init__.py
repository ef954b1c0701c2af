"""What Slack opens in a window of its own, one file a window, and what they are filled in with."""
