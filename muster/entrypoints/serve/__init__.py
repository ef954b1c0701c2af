"""`muster serve`: the bot in Socket Mode, with the consumer and the reconciler, in one process."""
