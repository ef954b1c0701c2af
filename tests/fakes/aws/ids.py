"""`Ids` that count."""


class FakeIds:
    """Gives token-1, token-2 and so on."""

    def __init__(self):
        self.given = 0

    def token(self):
        self.given += 1
        return f"token-{self.given}"
