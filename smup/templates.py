"""Templates of HTML pages: every value is escaped, and a name that is not given is an error."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@lru_cache
def templates_of(*folders: Path) -> Environment:
    """Return the templates of a folder, and of those it borrows from; each compiled once."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
