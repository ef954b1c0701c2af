"""A headless Chromium, driven over its DevTools protocol with the standard library alone.

`Chromium.start()` finds the browser (`CHROMIUM=`, else the PATH) and gives a page that navigates,
types, clicks, waits for words and takes pictures. All waiting happens inside the page.

Source: chromedevtools.github.io/devtools-protocol.
"""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

from scenario.chromium_page import Page
from scenario.chromium_websocket import ChromiumError, WebSocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
START_SECONDS = 30.0


def executable() -> str | None:
    """Path of the browser, or None if there is none."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or next((found for name in NAMES if (found := shutil.which(name))), None)


class Chromium:
    """The browser process; use as `with Chromium.start() as browser: page = browser.page()`."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, folder: str) -> None:
        self._process, self._address, self._folder = process, address, folder
        self._sockets: list[WebSocket] = []

    @classmethod
    @contextlib.contextmanager
    def start(cls) -> Iterator["Chromium"]:
        """A browser of its own, with an empty profile that is deleted afterwards."""
        path = executable()
        if path is None:
            raise ChromiumError("no Chromium: install the distribution's package or set CHROMIUM=")
        folder = tempfile.mkdtemp(prefix="chromium-")
        process = subprocess.Popen(
            [path, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        browser = cls(process, address_of(process), folder)
        try:
            yield browser
        finally:
            browser.stop()

    def page(self, width: int = 1280, height: int = 800) -> Page:
        """A new tab."""
        connection = http.client.HTTPConnection(self._address, timeout=START_SECONDS)
        connection.request("PUT", "/json/new?about:blank")
        target = json.loads(connection.getresponse().read())
        connection.close()
        websocket = WebSocket(target["webSocketDebuggerUrl"])
        self._sockets.append(websocket)
        page = Page(websocket)
        page.resize(width, height)
        return page

    def stop(self) -> None:
        """End the process and forget its profile."""
        for websocket in self._sockets:
            websocket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def address_of(process: subprocess.Popen[bytes]) -> str:
    """host:port on which the browser listens, as it says itself when it is ready."""
    said = []
    for line in process.stderr or ():
        text = line.decode(errors="replace")
        if "DevTools listening on ws://" in text:
            return urlsplit(text.split("listening on ")[1].strip()).netloc
        said.append(text)
    raise ChromiumError("the browser did not start:\n" + "".join(said[-20:]))
