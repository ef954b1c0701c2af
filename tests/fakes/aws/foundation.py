"""A `Foundation` that notes whether it was laid."""


class FakeFoundation:
    """`laid` counts; `made` is what it says that it made."""

    def __init__(self, *made):
        self.made = made
        self.laid = 0

    def lay(self):
        self.laid += 1
        return self.made if self.laid == 1 else ()
