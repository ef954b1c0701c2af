"""The wire to a Chromium's DevTools: text frames of RFC 6455, and what goes wrong."""

import base64
import os
import socket
import struct
from urllib.parse import urlsplit


class ChromiumError(RuntimeError):
    """The browser is missing, did not start, or the page did not do what was asked."""


class WebSocket:
    """The client side of RFC 6455, as far as DevTools needs it: text frames."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self._socket.sendall(request.encode())
        self._file = self._socket.makefile("rb")
        if b" 101 " not in self._file.readline():
            raise ChromiumError("the browser refuses the DevTools connection")
        while self._file.readline().strip():
            pass

    def send(self, text: str) -> None:
        """Send one text message, masked as clients must."""
        data, mask = text.encode(), os.urandom(4)
        if len(data) < 126:
            head = struct.pack("!BB", 0x81, 0x80 | len(data))
        elif len(data) < 65536:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, len(data))
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | 127, len(data))
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        self._socket.sendall(head + mask + masked)

    def receive(self) -> str:
        """The next whole message."""
        parts = []
        while True:
            first, second = struct.unpack("!BB", self._exactly(2))
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self._exactly(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self._exactly(8))
            data, opcode = self._exactly(length), first & 0x0F
            if opcode == 8:
                raise ChromiumError("the browser closed the DevTools connection")
            if opcode in (0, 1, 2):
                parts.append(data)
                if first & 0x80:
                    return b"".join(parts).decode()

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()

    def _exactly(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise ChromiumError("the DevTools connection broke off")
        return data
