"""Finished files on disk, under the key of what was asked for; the least used go first."""

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
BETWEEN = "--"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished file: where it lies and how it is called when saved."""

    path: Path
    name: str


class Store:
    """A folder of finished files, shared by all processes of the machine."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Keep at most so many bytes in ``folder``, which is made when it is missing."""
        self._folder = folder
        self._most = most_bytes
        self._unfinished = folder.parent / "unfinished"
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> Finished | None:
        """Return the finished file of a key and mark it as used; None when there is none."""
        found = next(self._folder.glob(f"{key}{BETWEEN}*"), None)
        if found is None:
            return None
        with suppress(FileNotFoundError):
            # The time of change stays: it tells one making of the file from another.
            os.utime(found, ns=(time.time_ns(), found.stat().st_mtime_ns))
        return Finished(path=found, name=found.name.partition(BETWEEN)[2])

    def unfinished(self, key: str) -> Path:
        """Return where to write the file of a key before it is kept, in a folder of its own."""
        folder = self._unfinished / str(os.getpid())
        folder.mkdir(parents=True, exist_ok=True)
        return folder / key

    def keep(self, key: str, name: str, path: Path) -> None:
        """Keep a finished file; readers see it whole or not at all."""
        path.replace(self._folder / f"{key}{BETWEEN}{name}")
        self._prune()

    def sweep(self) -> None:
        """Remove what processes that died have left unfinished."""
        for folder in self._unfinished.glob("*"):
            if not Path(f"/proc/{folder.name}").exists():
                shutil.rmtree(folder, ignore_errors=True)

    def _prune(self) -> None:
        held = 0
        for place, (size, _used, path) in enumerate(sorted(self._files(), key=lambda f: -f[1])):
            held += size
            # The last one stays even when it is larger than all: somebody waits for it.
            if held > self._most and place:
                path.unlink(missing_ok=True)

    def _files(self) -> list[tuple[int, float, Path]]:
        found = []
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                state = path.stat()
                found.append((state.st_size, state.st_atime, path))
        return found
