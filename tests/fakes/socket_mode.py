"""Slack's side of Socket Mode on this machine: apps.connections.open, a handshake, frames.

Sources: docs.slack.dev/apis/events-api/using-socket-mode; RFC 6455, for text, ping and close.
"""

import base64
import hashlib
import json
import socket
import struct
import threading
from queue import Queue

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING = 0x81, 0x88, 0x9


class SocketSlack:
    """Accepts one app after the other; `send` gives it an envelope, `acked` what it answered."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.called = []
        self.acked = Queue()
        self.connected = Queue()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/api/"
        self._peer = None
        self._peers = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listening.close()
        for peer in self._peers:
            peer.close()

    def hang_up(self):
        self._peer.shutdown(socket.SHUT_RDWR)

    def send(self, kind, payload, envelope="e-1"):
        whole = {"type": kind, "envelope_id": envelope, "payload": payload}
        whole["accepts_response_payload"] = True
        self._say(json.dumps(whole))

    def disconnect(self):
        """As Slack does before a connection becomes old."""
        self._say(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def _say(self, text):
        body = text.encode()
        size = struct.pack("!BB", TEXT, len(body)) if len(body) < 126 else None
        self._peer.sendall((size or struct.pack("!BBH", TEXT, 126, len(body))) + body)

    def _accept(self):
        while True:
            try:
                peer, _ = self._listening.accept()
            except OSError:
                return
            self._peers.append(peer)
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        try:
            self._talk(peer)
        except OSError:
            peer.close()

    def _talk(self, peer):
        head = b""
        while b"\r\n\r\n" not in head:
            head += _some(peer, 4096)
        head, _, rest = head.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if "Sec-WebSocket-Key" in headers:
            self._shake_hands(peer, headers["Sec-WebSocket-Key"])
        else:
            self._answer(peer, lines[0].split(" ")[1], headers, rest)

    def _answer(self, peer, path, headers, rest):
        length = int({k.lower(): v for k, v in headers.items()}.get("content-length", 0))
        while len(rest) < length:
            rest += _some(peer, 4096)
        method = path.rpartition("/")[2]
        self.called.append((method, rest.decode()))
        opened = {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link/?ticket=1"}
        known = {"apps.connections.open": opened, **self.answers}
        body = json.dumps(known.get(method, {"ok": True, "ts": "1.1", "user": {}})).encode()
        peer.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        peer.close()

    def _shake_hands(self, peer, key):
        accept = base64.b64encode(hashlib.sha1(key.encode() + GUID).digest()).decode()
        peer.sendall(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        self._peer = peer
        self._say(json.dumps({"type": "hello", "num_connections": 1}))
        self.connected.put(peer)
        self._listen(peer)

    def _listen(self, peer):
        while frame := _frame(peer):
            opcode, body = frame
            if opcode == 1:
                self.acked.put(json.loads(body))
            elif opcode == PING:
                peer.sendall(bytes([0x8A, len(body)]) + body)


def _frame(peer):
    """(opcode, payload) of the next frame; None when the other side has gone."""
    try:
        first, second = _exactly(peer, 2)
        size = second & 0x7F
        if size == 126:
            size = struct.unpack("!H", _exactly(peer, 2))[0]
        mask = _exactly(peer, 4) if second & 0x80 else b"\0\0\0\0"
        body = bytes(b ^ mask[i % 4] for i, b in enumerate(_exactly(peer, size)))
    except OSError:
        return None
    return first & 0x0F, body


def _exactly(peer, size):
    data = b""
    while len(data) < size:
        data += _some(peer, size - len(data))
    return data


def _some(peer, most):
    more = peer.recv(most)
    if not more:
        raise OSError("gone")
    return more
