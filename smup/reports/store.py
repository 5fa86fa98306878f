"""Finished reports on disk, under the key of what was asked for; the least used go first."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
BETWEEN = "--"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished report: where it lies and how the file is called when saved."""

    path: Path
    name: str


class Store:
    """A folder of finished files, shared by all processes of the machine."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Keep at most so many bytes in ``folder``, which is made when it is missing."""
        self._folder = folder
        self._most = most_bytes
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> Finished | None:
        """Return the finished report of a key and mark it as used; None when there is none."""
        found = next(self._folder.glob(f"{key}{BETWEEN}*"), None)
        if found is None:
            return None
        with suppress(FileNotFoundError):
            os.utime(found)
        return Finished(path=found, name=found.name.partition(BETWEEN)[2])

    def put(self, key: str, name: str, data: bytes) -> None:
        """Keep a report; readers see it whole or not at all."""
        temporary = self._folder / f".{key}.{os.getpid()}"
        temporary.write_bytes(data)
        temporary.replace(self._folder / f"{key}{BETWEEN}{name}")
        self._prune()

    def _prune(self) -> None:
        held = 0
        for size, _used, path in sorted(self._files(), key=lambda file: -file[1]):
            held += size
            if held > self._most:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[int, float, Path]]:
        found = []
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                state = path.stat()
                found.append((state.st_size, state.st_mtime, path))
        return found
