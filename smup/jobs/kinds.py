"""The kinds of jobs; each has its own queue and processes, so that none waits for another."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from smup import __version__
from smup.settings import ROOT

_PARTS = ("smup", "data/catalogue", "data/costs", "data/sets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How jobs of a kind are done.

    Attributes:
        module: has ``kind_of(settings) -> Kind`` and ``maker_of(settings) -> Make``; the process
            beside the web workers imports it by name.
        folder: of the queue and of the finished files.
        workers: processes that do the jobs; 0 means that none are done on this machine.
        seconds: after which a job is stopped and counts as failed.
        most_bytes: of finished files; above it the least used go.
    """

    module: str
    folder: Path
    workers: int
    seconds: int
    most_bytes: int


def database_folder(parent: str, database_url: str) -> Path:
    """Return the folder of one database within a folder; each database has its own."""
    return Path(parent) / blake2b(database_url.encode(), digest_size=6).hexdigest()


@cache  # a process keeps the program it began with
def program_mark() -> str:
    """Return a mark that changes with the program, so that no file outlives what made it."""
    times = sorted(
        f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}"
        for part in _PARTS
        for path in (ROOT / part).rglob("*")
        if path.suffix in {".py", ".toml", ".css", ".html"}
    )
    return blake2b("\n".join([__version__, *times]).encode(), digest_size=6).hexdigest()
