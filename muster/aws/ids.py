"""The one place of the product where something random is made."""

import uuid


class RandomIds:
    """`Ids` of the operating system's randomness."""

    def token(self) -> str:
        """A fresh UUID (version 4)."""
        return str(uuid.uuid4())  # noqa: TID251 - the one id factory
