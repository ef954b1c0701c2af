"""What a script may not do, said to its author."""


class BundleError(Exception):
    """A script cannot be bundled: `module` and `line` (0: the module as a whole) say where."""

    def __init__(self, module: str, line: int, message: str, hint: str) -> None:
        super().__init__(f"{module}:{line}: {message}\nhint: {hint}")
        self.module = module
        self.line = line
