"""Pictures of a page in a third of the bytes: 256 colours are enough for text on plain ground.

Run as a program it makes the files that are named smaller, in place; those that are, it leaves.

Reads what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced (W3C, PNG, 3rd edition).
"""

import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}  # by colour type
MOST, COMMON = 256, 192


def smaller(png: bytes) -> bytes:
    """The same picture with a palette; colours that do not fit become their nearest."""
    parts = list(_chunks(png))
    width, height, _, kind = struct.unpack(">IIBB", parts[0][1][:10])
    packed = b"".join(content for name, content in parts if name == b"IDAT")
    channels = CHANNELS[kind]
    rows = list(_rows(zlib.decompress(packed), width * channels, channels))
    pixels = [[row[at : at + 3] for at in range(0, len(row), channels)] for row in rows]
    used = Counter(pixel for row in pixels for pixel in row)
    palette = _palette(used)
    index = {colour: _nearest(colour, palette) for colour in used}
    lines = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in pixels)
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(palette)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _palette(used: Counter[bytes]) -> list[bytes]:
    """The commonest colours, then those that are least like any of them: an emoji keeps its red."""
    chosen = [colour for colour, _ in used.most_common(COMMON)]
    far = {c: min(_distance(c, each) for each in chosen) for c in used}
    while len(chosen) < min(MOST, len(used)):
        odd = max(far, key=far.__getitem__)
        chosen.append(odd)
        far = {c: min(away, _distance(c, odd)) for c, away in far.items()}
    return chosen


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def _rows(data: bytes, length: int, step: int) -> Iterator[bytes]:
    """The rows without their filters (section 9.2 of the standard)."""
    above = bytes(length)
    for at in range(0, len(data), length + 1):
        row = bytearray(data[at + 1 : at + 1 + length])
        _unfilter(data[at], row, above, step)
        above = bytes(row)
        yield above


def _unfilter(kind: int, row: bytearray, above: bytes, step: int) -> None:
    if kind == 2:
        row[:] = bytes((a + b) & 0xFF for a, b in zip(row, above, strict=True))
        return
    if kind == 0:
        return
    guess = {1: _left, 3: _mean, 4: _paeth}[kind]
    for x in range(len(row)):
        left, corner = (row[x - step], above[x - step]) if x >= step else (0, 0)
        row[x] = (row[x] + guess(left, above[x], corner)) & 0xFF


def _left(left: int, _up: int, _corner: int) -> int:
    return left


def _mean(left: int, up: int, _corner: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    if left == up == corner:
        return left
    to_left, to_up = abs(up - corner), abs(left - corner)
    to_corner = abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda at: _distance(colour, palette[at]))


def _distance(one: Iterable[int], other: Iterable[int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _shrink(name: str) -> None:
    path = Path(name)
    png = path.read_bytes()
    if png[25] in CHANNELS:  # the colour type: none has a palette yet
        path.write_bytes(smaller(png))


if __name__ == "__main__":
    with Pool() as pool:
        pool.map(_shrink, sys.argv[1:], chunksize=1)
