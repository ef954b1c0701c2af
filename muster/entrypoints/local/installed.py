"""Whether the parts are there that only the embedded AWS needs."""

from importlib.util import find_spec

from muster.service.errors import MusterError

_NEEDED = ("flask", "greenlet", "moto", "regex", "werkzeug")


def require_embedded() -> None:
    """Raise `MusterError` if muster was installed without its embedded AWS."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MusterError(
            f"the embedded AWS is not installed: {', '.join(missing)} missing",
            'install it: `pip install "muster[embedded]"`',
        )
