"""Files that appear whole or not at all."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK_BYTES = 1 << 18
Progress = Callable[[int], None]


@contextmanager
def saved(path: Path, ending: str) -> Iterator[Path]:
    """Give the path to write an unfinished file to; it takes its place when all went well.

    Args:
        path: of the finished file; its folder exists.
        ending: of the unfinished one, by which writers may know the format.
    """
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path.parent) as folder:
        unfinished = Path(folder) / f"table.{ending}"
        yield unfinished
        unfinished.replace(path)


def blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, a bounded number at a time."""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
