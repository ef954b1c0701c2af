"""Messages that are kept true: what each says, where it stands, when it may be said again."""
