"""The least that can answer a read of the API: sqlite3 and json; for bench/api.py."""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

BY_YEAR = """SELECT c.code, u.name, i.code, o.year, o.value, o.flag
FROM observation o JOIN indicator i ON i.id = o.indicator_id JOIN unit u ON u.id = o.unit_id
JOIN unit_code c ON c.unit_id = u.id AND c.valid_to IS NULL
WHERE i.code = ? AND u.level = ? AND o.year = ? ORDER BY c.code LIMIT 1000"""
ONE = "SELECT u.* FROM unit u JOIN unit_code c ON c.unit_id = u.id WHERE c.code = ?"

_local = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer ``/data/<indicator>/<level>/<year>`` and ``/unit/<teryt>``."""
    if not hasattr(_local, "connection"):
        file = f"file:{os.environ['BARE_DATABASE']}?mode=ro"
        _local.connection = sqlite3.connect(file, uri=True)
    kind, *asked = environ["PATH_INFO"].strip("/").split("/")
    if kind == "healthz":
        rows: list[Any] = []
    else:
        rows = _local.connection.execute(BY_YEAR if kind == "data" else ONE, asked).fetchall()
    body = json.dumps(rows).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
