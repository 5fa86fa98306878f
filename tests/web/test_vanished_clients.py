"""Clients that go away or stop reading in the middle of a download, against gunicorn itself."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from smup.settings import ROOT

ASK = b"GET /eksport/pl/x.csv HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENCE = 120.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streaming")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "-c", "tests/streaming_server.py"]
    process = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{number}", "tests.streaming_server:make()"],
        cwd=ROOT,
        env=os.environ | {"STREAMING_FOLDER": str(folder)},
    )
    try:
        waited = eventually(lambda: page(number))
        assert waited
        yield number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def page(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return bool(answer.read() == b"page")
    return False


def eventually(told: object) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if told():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def downloading(port: int) -> socket.socket:
    """Return a client that has read the beginning of the file."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(10)
    client.connect(("127.0.0.1", port))
    client.sendall(ASK)
    assert client.recv(4096).startswith(b"HTTP/1.1 200")
    return client


def held(folder: Path) -> int:
    return len(list(folder.glob("temporary-*")))


def status(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(ASK)
        return client.recv(12)


def test_everything_is_freed_when_a_client_vanishes(port: int, folder: Path) -> None:
    client = downloading(port)
    assert held(folder) == 1
    client.close()
    assert eventually(lambda: held(folder) == 0)


def test_a_client_that_stops_reading_is_let_go_and_its_place_free(port: int, folder: Path) -> None:
    first, second = downloading(port), downloading(port)
    try:
        assert held(folder) == 2
        assert status(port) == b"HTTP/1.1 429"
        assert page(port)  # while both stand still
        assert eventually(lambda: held(folder) == 0)
        assert status(port) == b"HTTP/1.1 200"
    finally:
        first.close()
        second.close()
    assert eventually(lambda: held(folder) == 0)
