"""A zip whose bytes depend on its files' names and contents alone."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell."""

READABLE: Final = 0o100644 << 16
LEVEL: Final = 9


def write_zip(files: Mapping[str, Path], to: Path) -> None:
    """Write the files by their names, in the order of these."""
    with zipfile.ZipFile(to, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # Unix, also where it is written on Windows
            entry.external_attr = READABLE
            content = files[name].read_bytes()
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=LEVEL)


def sha256_of(path: Path) -> str:
    """The file's digest in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
