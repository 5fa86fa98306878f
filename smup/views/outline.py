"""Borders of a level as one path for small pictures."""

import gzip
import json
from functools import lru_cache

from smup.figures.small_map import outline_path
from smup.repository.facade import Repository


def read_outline(repository: Repository, level: str) -> str | None:
    """Return the borders of a level at the detail of the country map; None without any."""
    body = repository.boundary(level, 0)
    return None if body is None else _path(body.gzip_body)


@lru_cache(maxsize=4)
def _path(gzip_body: bytes) -> str:
    return outline_path(json.loads(gzip.decompress(gzip_body))["features"])
