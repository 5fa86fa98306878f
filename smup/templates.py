"""Templates of HTML pages: every value is escaped, and a name that is not given is an error."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@lru_cache
def templates_of(folder: Path) -> Environment:
    """Return the templates of a folder, each compiled once."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
