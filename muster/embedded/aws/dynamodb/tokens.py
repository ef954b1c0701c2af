"""The words of an expression, and a reader that takes them one by one."""

import re
from dataclasses import dataclass

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from muster.embedded.aws.dynamodb.errors import invalid
from muster.embedded.aws.kit import AwsError

LONGEST = 4096
_TOKEN = re.compile(r"\s*(?:([A-Za-z_]\w*|#\w+|:\w+|\d+)|(<>|<=|>=|[=<>(),.\[\]+\-]))")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"})


@dataclass(frozen=True)
class Path:
    """A document path: attribute names (`#x` as yet unresolved) and list indices."""

    parts: tuple[str | int, ...]


class Reader:
    """Takes an expression apart; `kind` (such as ConditionExpression) stands in every refusal."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text
        self.names: set[str] = set()
        self.values: set[str] = set()
        if not text.strip():
            raise self.wrong("The expression can not be empty;")
        if len(text.encode()) > LONGEST:
            size = len(text.encode())
            raise self.wrong(
                f"Expression size has exceeded the maximum allowed size; expression size: {size}"
            )
        self._tokens = self._split()
        self._at = 0

    def wrong(self, message: str) -> AwsError:
        """A refusal of this expression."""
        return invalid(f"Invalid {self.kind}: {message}")

    def peek(self) -> str:
        """The next token; keywords in capitals; the empty string at the end."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        return token.upper() if token.upper() in _KEYWORDS else token

    def take(self) -> str:
        """The next token, consumed."""
        token = self.peek()
        self._at += 1
        return token

    def accept(self, token: str) -> bool:
        """Consume the next token if it is this one."""
        if self.peek() == token:
            self._at += 1
            return True
        return False

    def expect(self, token: str) -> None:
        """Consume this token or refuse the expression."""
        if not self.accept(token):
            raise self.syntax_error()

    def is_call(self) -> bool:
        """Whether a function's name and its bracket come next."""
        following = self._tokens[self._at + 1 : self._at + 2]
        return following == ["("] and self.peek()[:1].isalpha()

    def finish(self) -> None:
        """Refuse whatever is left."""
        if self._at < len(self._tokens):
            raise self.syntax_error()

    def syntax_error(self) -> AwsError:
        """A refusal that shows the next token and its surroundings."""
        token = self.peek() or "<EOF>"
        near = " ".join(self._tokens[max(0, self._at - 1) : self._at + 2])
        return self.wrong(f'Syntax error; token: "{token}", near: "{near}"')

    def path(self) -> Path:
        """A document path such as `a.#b[3]`."""
        parts: list[str | int] = [self._name()]
        while True:
            if self.accept("."):
                parts.append(self._name())
            elif self.accept("["):
                parts.append(self._index())
                self.expect("]")
            else:
                return Path(tuple(parts))

    def value(self) -> str:
        """A placeholder such as `:v`."""
        if not self.peek().startswith(":"):
            raise self.syntax_error()
        self.values.add(self.peek())
        return self.take()

    def _name(self) -> str:
        token = self.peek()
        if token.startswith("#"):
            self.names.add(token)
            return self.take()
        if not (token[:1].isalpha() or token[:1] == "_") or token in _KEYWORDS:
            raise self.syntax_error()
        if token.upper() in _RESERVED:
            raise self.wrong(f"Attribute name is a reserved keyword; reserved keyword: {token}")
        return self.take()

    def _index(self) -> int:
        if not self.peek().isdigit():
            raise self.syntax_error()
        return int(self.take())

    def _split(self) -> list[str]:
        tokens: list[str] = []
        at = 0
        while self.text[at:].strip():
            match = _TOKEN.match(self.text, at)
            if match is None:
                odd = self.text[at:].strip()[0]
                raise self.wrong(f'Syntax error; token: "{odd}", near: "{self.text[at : at + 10]}"')
            tokens.append(match[1] or match[2])
            at = match.end()
        return tokens


_RESERVED = frozenset(ReservedKeywords.get_reserved_keywords())
