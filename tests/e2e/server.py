"""The real server over a sample database, as a process of its own."""

import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from smup.settings import ROOT
from tests.conftest import FONTS

CACHE = ROOT / "var" / "cache"
OTHER_ROOMS = {"exports", "figures", "locale", "reports", "repository", "sync", "views", "web"}
"""Code that has no part in making the sample."""
# Limits for a machine busy with other work; a quiet one needs a tenth.
INIT_SECONDS = 1800
START_SECONDS = 180
STOP_SECONDS = 120
"""Gunicorn gives its workers 20 s; then it and they still leave the interpreter, each a second of
the processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        url: address without a slash at the end.
        log: file with everything the server said.
        process: number of the process that started the workers.
        database: its SQLite file, which a journey may write to through the commands.
        secret: with which it signs sessions and links.
    """

    url: str
    log: Path
    process: int
    database: Path
    secret: str

    def log_tail(self, *, lines: int = 60) -> str:
        """Return the last lines of the log."""
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-lines:])


def sample_database() -> Path:
    """Return an SQLite file with the sample, built once for one state of its sources."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = CACHE / f"sample-{_sources_digest()}.sqlite"
        if not file.exists():
            for outdated in CACHE.glob("sample-*"):
                outdated.unlink()
            unfinished = file.with_suffix(".part")
            unfinished.unlink(missing_ok=True)
            _run_init(unfinished)
            unfinished.rename(file)
        return file


@contextmanager
def running_server(database: Path, *, log: Path, workers: int = 1) -> Iterator[Server]:
    """Start gunicorn on a free port, wait until it is ready, stop it at the end.

    What makes reports is started by the first journey that asks for one.
    """
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    secret = secrets.token_hex()
    settings = {
        "SMUP_DATABASE_URL": f"sqlite:///{database}",
        "SMUP_PORT": str(port),
        "SMUP_WORKERS": str(workers),
        "SMUP_REPORTS_DIR": str(log.parent / "reports"),
        "SMUP_EXPORTS_DIR": str(log.parent / "exports"),
        "SMUP_ATTACHMENTS_DIR": str(log.parent / "attachments"),
        "SMUP_SYNC_DIR": str(log.parent / "sync"),
        "SMUP_SECRET_KEY": secret,
    }
    FONTS.mkdir(parents=True, exist_ok=True)
    reports = log.parent / "reports"
    reports.mkdir()
    (reports / "fonts").symlink_to(FONTS)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "app:server"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(process, url=url, log=log)
            yield Server(url=url, log=log, process=process.pid, database=database, secret=secret)
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server; its workers notice within a second when it had to be killed."""
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], *, url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310  our own address
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    message = f"the server did not start:\n{log.read_text(encoding='utf-8')}"
    raise RuntimeError(message)


def _run_init(file: Path) -> None:
    environment = os.environ | {"SMUP_DATABASE_URL": f"sqlite:///{file}"}
    made = subprocess.run(
        [sys.executable, "-m", "smup", "init"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=INIT_SECONDS,
    )
    if made.returncode:
        message = f"python -m smup init failed:\n{made.stdout}\n{made.stderr}"
        raise RuntimeError(message)


def _sources_digest() -> str:
    """Return a digest of what the sample is made from; code of other rooms does not count."""
    code = (
        file
        for file in (ROOT / "smup").rglob("*.py")
        if file.relative_to(ROOT / "smup").parts[0] not in OTHER_ROOMS
    )
    data = (file for file in (ROOT / "data").rglob("*") if file.is_file())
    digest = hashlib.sha256()
    for file in sorted([*code, *data]):
        digest.update(str(file.relative_to(ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
