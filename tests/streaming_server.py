"""A small server for tests of clients that vanish: gunicorn as in production, one endless file.

The folder named by ``STREAMING_FOLDER`` holds what the body of an answer holds while it is sent.
"""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response

from smup.settings import Settings
from smup.web.limits import register_limits
from smup.web.streams import bound_sends

FOLDER = Path(os.environ["STREAMING_FOLDER"])
worker_class = "gthread"
workers = 1
threads = 6
timeout = 60
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Bound sends as the configuration of production does, but soon."""
    bound_sends((listener.sock for listener in worker.sockets), seconds=5)


def endless() -> Iterator[bytes]:
    """Yield for ever, with a temporary file and a connection that are to be freed."""
    temporary = FOLDER / f"temporary-{os.urandom(4).hex()}"
    temporary.touch()
    connection = sqlite3.connect(":memory:")
    try:
        while True:
            yield b"x" * 50_000
    finally:
        connection.close()
        temporary.unlink()


def make() -> Flask:
    """Return the application."""
    app = Flask(__name__)
    settings = Settings(
        database_url=f"sqlite:///{FOLDER}/x.sqlite", threads=6, streams_limit=2, export_limit=0
    )
    register_limits(app, settings)
    app.add_url_rule("/eksport/pl/x.csv", "x", lambda: Response(endless(), mimetype="text/csv"))
    app.add_url_rule("/", "page", lambda: "page")
    return app
