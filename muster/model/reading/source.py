"""From bytes to text that can be read aloud: size, encoding, characters."""

from pathlib import Path

from muster.model import limits
from muster.model.codes import Code, files
from muster.model.errors import PlanRefusedError, Problem
from muster.model.text import hidden_in_file, name_of_character

_ODD_SPACES = frozenset("\u00a0\u2007\u202f\u3000")


def read_source(path: Path) -> bytes:
    """Return the bytes of `path`, one more than allowed if there are too many.

    Raises:
        PlanRefusedError: if it is not a file that can be read.
    """
    try:
        if path.is_dir():
            raise _unreadable(path, "this is a folder", "name one file in it")
        if not path.is_file():
            what = "this is no file of text" if path.exists() else "the file does not exist"
            raise _unreadable(path, what)
        with path.open("rb") as file:
            return file.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _unreadable(path, f"the file cannot be read: {reason.lower()}") from error


_PATH = "give the path of a plan file, or of the folder that holds it"


def _unreadable(path: Path, what: str, hint: str = _PATH) -> PlanRefusedError:
    return PlanRefusedError([Problem(files.UNREADABLE.id, what, str(path), hint=hint)])


def decode(source: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of `source`, or no text and every reason why it is refused."""
    if len(source) > limits.FILE_BYTES:
        return "", [_whole(files.TOO_LARGE, file, "the file is larger than 1 MiB", _SPLIT)]
    if source.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", [_whole(files.NOT_UTF8, file, "the file starts with a byte order mark", _SAVE)]
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        return "", [_not_utf8(source, error, file)]
    problems = _hidden_characters(text, file)
    return ("" if problems else text), problems


_SPLIT = "a plan is some kilobytes: is this the right file? Groups may stand in a file of their own"
_SAVE = "save it as UTF-8 without a byte order mark"


def _whole(code: Code, file: str, message: str, hint: str) -> Problem:
    return Problem(code.id, message, file, 1, 1, hint)


def _not_utf8(source: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    line_start = source.rfind(b"\n", 0, error.start) + 1
    return Problem(
        files.NOT_UTF8.id,
        f"byte 0x{source[error.start]:02x} is not UTF-8",
        file,
        source.count(b"\n", 0, error.start) + 1,
        len(source[line_start : error.start].decode()) + 1,
        _SAVE,
    )


def _hidden_characters(text: str, file: str) -> list[Problem]:
    found: list[Problem] = []
    for index in hidden_in_file(text):
        found.append(_hidden(text, index, file))
        if len(found) == limits.PROBLEMS_SHOWN:
            break
    return found


def _hidden(text: str, index: int, file: str) -> Problem:
    is_space = text[index] in _ODD_SPACES
    return Problem(
        files.UNPRINTABLE.id,
        f"{name_of_character(text[index])} cannot be seen",
        file,
        text.count("\n", 0, index) + 1,
        index - text.rfind("\n", 0, index),
        "write an ordinary space" if is_space else "delete the character",
    )
