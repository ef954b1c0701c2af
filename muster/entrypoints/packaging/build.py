"""The zip of all functions, from fetching to writing."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from muster.entrypoints.packaging.archive import sha256_of, write_zip
from muster.entrypoints.packaging.contents import own_files, their_files
from muster.entrypoints.packaging.fetching import fetch
from muster.entrypoints.packaging.targets import Target

NAME = "muster-functions-{target}.zip"


@dataclass(frozen=True)
class Package:
    """A zip: where it lies, its digest, bytes packed and unpacked, number of files."""

    path: str
    sha256: str
    size: int
    unpacked: int
    files: int


def build(target: Target, folder: Path) -> Package:
    """Make the zip for a target. Raises `MusterError` if its dependencies cannot be fetched."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME.format(target=target.name)
    with TemporaryDirectory(prefix="muster-package-") as scratch:
        fetch(target, Path(scratch))
        files = {**their_files(Path(scratch)), **own_files()}
        write_zip(files, path)
        unpacked = sum(each.stat().st_size for each in files.values())
    return Package(str(path), sha256_of(path), path.stat().st_size, unpacked, len(files))
