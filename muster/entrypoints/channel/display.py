"""Opening the page, where there is a screen to open it on."""

import os
import sys
import webbrowser
from collections.abc import Mapping
from threading import Thread

OFF = "MUSTER_NO_BROWSER"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
WITH_SCREEN = frozenset({"darwin", "win32"})


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a browser may be opened: somebody sits before it, and nobody said no."""
    if environ.get(OFF) or environ.get("SSH_CONNECTION"):
        return False
    return platform in WITH_SCREEN or any(environ.get(name) for name in SCREENS)


def open_page(url: str) -> bool:
    """Open the page in a browser if there is a screen; says whether it tries to."""
    if not has_screen(os.environ, sys.platform):
        return False
    Thread(target=webbrowser.open, args=(url,), daemon=True).start()  # may take its time
    return True
